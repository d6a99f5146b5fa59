"""Wording of the trail itself. Each room words its own events, in its `enums.Event`."""

from django.db.models import TextChoices

SYSTEM = "système"
VISITOR = "visiteur"


def account_label(key):
    return f"compte n° {key}"


class FaultKind(TextChoices):
    CHANGED = "changed", "modifiée"
    MOVED = "moved", "déplacée"
    REMOVED = "removed", "supprimée"
    DETACHED = "detached", "ne suit pas la précédente"
    HEAD = "head", "tête falsifiée"
    WITNESS = "witness", "empreinte témoin démentie"
