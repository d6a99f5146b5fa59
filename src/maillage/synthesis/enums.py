"""Event names of the synthesis, with their wording."""

from django.db.models import TextChoices


class Event(TextChoices):
    SHEET_IMPORTED = "synthesis.sheet.imported", "Feuille d’atelier importée"
