"""States, kinds and event names of the voices, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.accounts.enums import RoleKind
from maillage.territory.enums import Kind

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


# Fewer people than this are not told apart from the others, and one of them is placed no nearer.
FEW = 5
WIDE = (Kind.DEPARTMENT, Kind.ACADEMY, Kind.ACADEMIC_REGION, Kind.NATION)


class ConsultationStatus(TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Close")


class Profile(TextChoices):
    """Who speaks. A workshop speaks together: its sheet does not say who said what."""

    PUPIL = "pupil", _("Élève")
    PARENT = "parent", _("Parent")
    TEACHER = "teacher", _("Professeur")
    STAFF = "staff", _("Agent")
    MANAGEMENT = "management", _("Personnel d’encadrement")
    LOCAL_AUTHORITY = "local_authority", _("Partenaire : collectivité")
    EDTECH = "edtech", _("Partenaire : entreprise du numérique éducatif")
    OPERATOR = "operator", _("Partenaire : opérateur")
    ASSOCIATION = "association", _("Partenaire : association")
    PARTNER = "partner", _("Partenaire")
    WORKSHOP = "workshop", _("Atelier")
    OTHER = "other", _("Autre")


class Source(TextChoices):
    WEB = "web", _("Formulaire en ligne")
    PAPER = "paper", _("Formulaire papier")
    WORKSHOP = "workshop", _("Atelier")
    IMPORT = "import", _("Import")
    PARTNER_DATA = "partner_data", _("Données d’un partenaire")
    SURVEY = "survey", _("Enquête")


class Moderation(TextChoices):
    """When what the public says is read by a moderator: before everyone reads it, or after."""

    BEFORE = "before", _("Avant publication")
    AFTER = "after", _("Après publication")


class RetexState(TextChoices):
    """Where a RETEX stands. That of a workshop follows its workshop."""

    RECEIVED = "received", _("Reçu, en attente de lecture")
    PUBLISHED = "published", _("Publié")
    REFUSED = "refused", _("Non publié")
    WITHDRAWN = "withdrawn", _("Retiré par son auteur")


class NoticeKind(TextChoices):
    """What is written to whoever left an address."""

    CONFIRM = "confirm", _("Confirmer une adresse")
    MOVED = "moved", _("Du nouveau pour un témoignage")


class FlagKind(TextChoices):
    """What words seem to say of somebody: shown to whoever wrote them, and to the moderator."""

    EMAIL = "email", _("Une adresse électronique")
    PHONE = "phone", _("Un numéro de téléphone")
    ADDRESS = "address", _("Une adresse")
    NAME = "name", _("Un nom de personne")
    IDENTIFIER = "identifier", _("Un numéro qui identifie quelqu’un")
    ACCOUNT = "account", _("Un compte ou un mot de passe")
    PLATE = "plate", _("Une plaque d’immatriculation")
    HEALTH = "health", _("Un détail de santé")
    AGE = "age", _("L’âge d’un enfant")


class PointKind(TextChoices):
    IRRITANT = "irritant", _("Irritant")
    STRENGTH = "strength", _("Point fort")


class LinkState(TextChoices):
    """How sure a link of the thread is, and who says so."""

    SAME_WORDING = "same_wording", _("Mêmes mots")
    SUGGESTED = "suggested", _("Proposé par la machine, à confirmer")
    CONFIRMED = "confirmed", _("Confirmé")
    REFUSED = "refused", _("Refusé")


class Event(TextChoices):
    CONSULTATION_CREATED = "voices.consultation.created", _("Consultation créée")
    CONSULTATION_OPENED = "voices.consultation.opened", _("Consultation ouverte")
    CONSULTATION_REVISED = "voices.consultation.revised", _("Consultation modifiée")
    STORY_SPLIT = "voices.story.split", _("Récit découpé en idées")
    WORKSHOP_CREATED = "voices.workshop.created", _("Atelier créé")
    WORKSHOP_CHANGED = "voices.workshop.changed", _("Atelier modifié")
    WORKSHOP_PUBLISHED = "voices.workshop.published", _("Atelier publié")
    WORKSHOP_UNPUBLISHED = "voices.workshop.unpublished", _("Atelier retiré de la publication")
    RETEX_WRITTEN = "voices.retex.written", _("RETEX de l’atelier écrits")
    RETEX_CORRECTED = "voices.retex.corrected", _("RETEX corrigé")
    RETEX_THEME_TOLD = "voices.retex.theme_told", _("Thématique donnée à un témoignage")
    RETEX_RECEIVED = "voices.retex.received", _("RETEX reçu")
    RETEX_PUBLISHED = "voices.retex.published", _("RETEX publié")
    RETEX_READ = "voices.retex.read", _("RETEX lu, et gardé publié")
    RETEX_SET_ASIDE = "voices.retex.set_aside", _("RETEX mis de côté en attendant d’être relu")
    RETEX_REFUSED = "voices.retex.refused", _("RETEX non publié")
    RETEX_WITHDRAWN = "voices.retex.withdrawn", _("RETEX retiré par son auteur")
    CONTACT_LEFT = "voices.contact.left", _("Moyen de prévenir laissé par l’auteur")
    CONTACT_CONFIRMED = "voices.contact.confirmed", _("Adresse confirmée par l’auteur")
    CONTACT_STOPPED = "voices.contact.stopped", _("Moyen de prévenir effacé")
