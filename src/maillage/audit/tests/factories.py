"""Entries are written by the action alone: a factory would break the chain it pretends to be in."""

from django.contrib.auth.models import Group
from django.db import transaction

from maillage.audit.actions import record


def write_entries(count, *, event="audit.test.written", target=None):
    """`count` entries about `target`, the way a room writes them."""
    with transaction.atomic():
        return [record(event, acting_user=None, target=target, turn=turn) for turn in range(count)]


def some_object(name="Un objet"):
    """Any row that an entry may speak of: the trail knows no room."""
    return Group.objects.get_or_create(name=name)[0]
