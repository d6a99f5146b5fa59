"""Event names of the synthesis, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    SHEET_IMPORTED = "synthesis.sheet.imported", _("Feuille d’atelier importée")
