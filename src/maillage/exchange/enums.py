"""Kinds of file, states of a batch and event names, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Format(TextChoices):
    CSV = "csv", _("Tableur (CSV)")
    XLSX = "xlsx", _("Excel (XLSX)")
    JSON = "json", _("Données (JSON)")
    JSONL = "jsonl", _("Données, une par ligne (JSON Lines)")


class Event(TextChoices):
    BATCH_IMPORTED = "exchange.batch.imported", _("Témoignages importés d’un fichier")
    BATCH_UNDONE = "exchange.batch.undone", _("Import annulé")
    EVERYTHING_EXPORTED = "exchange.everything.exported", _("Export de tous les témoignages")
