from django.db import connections, router
from django.utils import timezone

from maillage.audit import chain
from maillage.audit.enums import SYSTEM, VISITOR, account_label
from maillage.audit.errors import HeadMissing, OutsideTransaction
from maillage.audit.models import Entry, Head
from maillage.toolbox.compiled import compiled
from maillage.toolbox.insertion import insert

_MOVE_HEAD = {
    True: "UPDATE audit_head SET number = %s, hash = %s WHERE id = %s",
    False: "UPDATE audit_head SET number = %s, hash = %s, shown = number + 1 WHERE id = %s",
}


def record(event, *, acting_user, target, quiet=False, **data):
    """Append what was just done to the trail, in the transaction that did it.

    Call it last: from here to the commit, every other action of the platform waits for the head.
    `acting_user=None` is the system or the command line. `data` holds keys, states and numbers,
    never who a person is: nothing here can be erased afterwards. `quiet`: what everyone reads may
    wait a minute to say it (docs/adr/0014-a-voice-may-wait-a-minute.md).
    """
    if not connections[router.db_for_write(Entry)].in_atomic_block:
        raise OutsideTransaction
    head = _locked_head()
    link = {
        "number": head.number + 1,
        "at": timezone.now(),
        "event": str(event),
        **_actor(acting_user),
        **_target(target),
        "data": chain.plain(data),
        "previous_hash": head.hash,
    }
    entry = Entry(**link, hash=chain.digest(link))
    insert([entry])
    _move_head(head, entry, quiet)
    return entry


def _move_head(head, entry, quiet):
    # Written here once: Django takes longer to write this UPDATE than a database to run it.
    with connections[router.db_for_write(Head)].cursor() as cursor:
        cursor.execute(_MOVE_HEAD[quiet], [entry.number, entry.hash, head.pk])


def _locked_head():
    # One row that every action must hold before it appends: numbers follow each other without a
    # gap, each link knows the one before. SQLite ignores the lock and needs none: its transactions
    # begin IMMEDIATE, so there is one writer at a time.
    held = _held_head()
    if not held and not Entry.objects.exists():
        # An emptied database (the suite does it): two may come here at once, one row comes out.
        Head.objects.bulk_create([Head()], ignore_conflicts=True)
    if not held:
        # Ours, or that of a writer who came here first and has committed since.
        held = _held_head()
    if not held:
        raise HeadMissing
    return held[0]


@compiled
def _held_head():
    return Head.objects.select_for_update().only("number", "hash")


def _actor(user):
    if user is None:
        return {"actor_id": None, "actor_label": SYSTEM}
    if not user.is_authenticated:
        return {"actor_id": None, "actor_label": VISITOR}
    return {"actor_id": user.pk, "actor_label": account_label(user.pk)}


def _target(target):
    if target is None:
        return {"target_kind": "", "target_id": ""}
    return {"target_kind": target._meta.label_lower, "target_id": str(target.pk)}
