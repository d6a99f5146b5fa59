import time
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

from maillage.audit.models import Entry
from maillage.audit.verification import Verification, verify

__all__ = [
    "Line",
    "Verification",
    "entries_about",
    "history_of",
    "label_of",
    "standing",
    "state_of",
    "told",
    "verify",
]

LASTS = 60  # seconds


@dataclass(frozen=True)
class Line:
    """One entry, worded for a reader."""

    number: int
    at: datetime
    label: str
    actor: str
    data: dict


def entries_about(target):
    return Entry.objects.filter(target_kind=target._meta.label_lower, target_id=str(target.pk))


def history_of(target, *, limit=100):
    """What happened to `target`, latest first, in two queries."""
    return told(entries_about(target).order_by("-number")[:limit])


def told(entries):
    """Word entries for a reader. Names come from the accounts as they are now: an erased person
    is a number."""
    entries = list(entries)
    keys = {entry.actor_id for entry in entries if entry.actor_id is not None}
    people = get_user_model().objects.in_bulk(keys) if keys else {}
    return [
        Line(
            number=entry.number,
            at=entry.at,
            label=label_of(entry.event),
            actor=str(people.get(entry.actor_id) or entry.actor_label),
            data=entry.data,
        )
        for entry in entries
    ]


@cache
def label_of(event):
    """The wording of an event, from `Event` in the `enums` of the room that its name begins with.

    No registration: the name of an event says where its wording lives. An event whose room or
    wording is gone shows its own name.
    """
    room = event.partition(".")[0]
    try:
        wordings = import_module(f"{apps.get_app_config(room).name}.enums").Event
        return wordings(event).label
    except (LookupError, ModuleNotFoundError, AttributeError, ValueError):
        return event


def standing():
    """While it stands, so does every public page: what they show was changed by no action.

    Read by hand: this is asked before every public page, and building the query costs ten times it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, shown FROM audit_head WHERE id = 1")
        row = cursor.fetchone()
    return state_of(*(row or (0, 0)))


def state_of(number, shown):
    """Where only quiet actions followed the last one that is shown, pages last a minute."""
    return str(shown) if number == shown else f"{shown}.{int(time.time() // LASTS)}"
