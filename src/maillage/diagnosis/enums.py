"""Kinds and event names of the diagnosis, with their wording."""

from django.db.models import TextChoices


class FindingKind(TextChoices):
    IRRITANT = "irritant", "Irritant"
    STRENGTH = "strength", "Point fort"


class Event(TextChoices):
    ROWS_WRITTEN = "diagnosis.rows.written", "Diagnostic de l’atelier écrit"
    WORDING_REPHRASED = "diagnosis.wording.rephrased", "Constat reformulé"
    WORDING_ADDED = "diagnosis.wording.added", "Constat ajouté"
    WORDING_REMOVED = "diagnosis.wording.removed", "Constat retiré"
    POINT_CITED = "diagnosis.point.cited", "Propos d’une personne cité"
    POINT_UNCITED = "diagnosis.point.uncited", "Propos qui n’est plus cité"
