"""States, kinds and event names of the voices, with their wording."""

from django.db.models import TextChoices

from maillage.accounts.enums import RoleKind

# Whoever holds one of these in a territory may write what its workshops hold, there and below.
EDITORS = (
    RoleKind.FACILITATOR,
    RoleKind.THEME_LEAD,
    RoleKind.TERRITORY_LEAD,
    RoleKind.ADMINISTRATOR,
)

# Those of the template that the regions filled in: what a new consultation starts from.
USUAL_THEMES = (
    "Garantir un égal accès au numérique pour tous",
    "Enseigner et apprendre avec le numérique",
    "Travailler ensemble autrement",
    "Favoriser le développement d’un numérique responsable et souverain",
    "Mettre en place de nouvelles formes de gouvernance et de nouveaux outils d’anticipation",
)
USUAL_QUESTION = "Que vivez-vous, et que faudrait-il changer ?"


class ConsultationStatus(TextChoices):
    DRAFT = "draft", "En préparation"
    OPEN = "open", "Ouverte"
    CLOSED = "closed", "Close"


class Profile(TextChoices):
    """Who speaks. A workshop speaks together: its sheet does not say who said what."""

    PUPIL = "pupil", "Élève"
    PARENT = "parent", "Parent"
    TEACHER = "teacher", "Professeur"
    STAFF = "staff", "Agent"
    MANAGEMENT = "management", "Personnel d’encadrement"
    LOCAL_AUTHORITY = "local_authority", "Partenaire : collectivité"
    EDTECH = "edtech", "Partenaire : entreprise du numérique éducatif"
    OPERATOR = "operator", "Partenaire : opérateur"
    ASSOCIATION = "association", "Partenaire : association"
    PARTNER = "partner", "Partenaire"
    WORKSHOP = "workshop", "Atelier"
    OTHER = "other", "Autre"


class Source(TextChoices):
    WEB = "web", "Formulaire en ligne"
    PAPER = "paper", "Formulaire papier"
    WORKSHOP = "workshop", "Atelier"
    IMPORT = "import", "Import"
    PARTNER_DATA = "partner_data", "Données d’un partenaire"
    SURVEY = "survey", "Enquête"


class Moderation(TextChoices):
    """When what the public says is read by a moderator: before everyone reads it, or after."""

    BEFORE = "before", "Avant publication"
    AFTER = "after", "Après publication"


class RetexState(TextChoices):
    """Where a RETEX stands. That of a workshop follows its workshop."""

    RECEIVED = "received", "Reçu, en attente de lecture"
    PUBLISHED = "published", "Publié"
    REFUSED = "refused", "Non publié"
    WITHDRAWN = "withdrawn", "Retiré par son auteur"


class PointKind(TextChoices):
    IRRITANT = "irritant", "Irritant"
    STRENGTH = "strength", "Point fort"


class LinkState(TextChoices):
    """How sure a link of the thread is, and who says so."""

    SAME_WORDING = "same_wording", "Mêmes mots"
    SUGGESTED = "suggested", "Proposé par la machine, à confirmer"
    CONFIRMED = "confirmed", "Confirmé"
    REFUSED = "refused", "Refusé"


class Event(TextChoices):
    CONSULTATION_CREATED = "voices.consultation.created", "Consultation créée"
    CONSULTATION_OPENED = "voices.consultation.opened", "Consultation ouverte"
    CONSULTATION_REVISED = "voices.consultation.revised", "Consultation modifiée"
    WORKSHOP_CREATED = "voices.workshop.created", "Atelier créé"
    WORKSHOP_CHANGED = "voices.workshop.changed", "Atelier modifié"
    WORKSHOP_PUBLISHED = "voices.workshop.published", "Atelier publié"
    WORKSHOP_UNPUBLISHED = "voices.workshop.unpublished", "Atelier retiré de la publication"
    RETEX_WRITTEN = "voices.retex.written", "RETEX de l’atelier écrits"
    RETEX_CORRECTED = "voices.retex.corrected", "RETEX corrigé"
    RETEX_RECEIVED = "voices.retex.received", "RETEX reçu"
    RETEX_PUBLISHED = "voices.retex.published", "RETEX publié"
    RETEX_READ = "voices.retex.read", "RETEX lu, et gardé publié"
    RETEX_SET_ASIDE = "voices.retex.set_aside", "RETEX mis de côté en attendant d’être relu"
    RETEX_REFUSED = "voices.retex.refused", "RETEX non publié"
    RETEX_WITHDRAWN = "voices.retex.withdrawn", "RETEX retiré par son auteur"
