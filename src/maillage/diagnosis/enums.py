"""Kinds and event names of the diagnosis, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FindingKind(TextChoices):
    IRRITANT = "irritant", _("Irritant")
    STRENGTH = "strength", _("Point fort")


class Event(TextChoices):
    ROWS_WRITTEN = "diagnosis.rows.written", _("Diagnostic de l’atelier écrit")
    WORDING_REPHRASED = "diagnosis.wording.rephrased", _("Constat reformulé")
    WORDING_ADDED = "diagnosis.wording.added", _("Constat ajouté")
    WORDING_REMOVED = "diagnosis.wording.removed", _("Constat retiré")
    POINT_CITED = "diagnosis.point.cited", _("Propos d’une personne cité")
    POINT_UNCITED = "diagnosis.point.uncited", _("Propos qui n’est plus cité")
