"""Writes: what one person sends, and the codes of classes."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from maillage.audit.actions import record
from maillage.testimony import access
from maillage.testimony.codes import new_class_code
from maillage.testimony.enums import Event
from maillage.testimony.limits import count_one
from maillage.testimony.models import ClassCode, Tally
from maillage.testimony.signals import spoken_about
from maillage.voices.actions import receive_retex


@transaction.atomic
def receive_testimony(
    *, consultation, said, client_key, acting_user, network, flags=None, class_code=None, about=""
):
    """Count it, then write it once for its key: one transaction, so that a count has its row."""
    flags = said.flags if flags is None else flags
    suspicions = count_one(consultation, said, network=network, shard=client_key.int)
    if class_code is not None:
        # Before the trail is taken, whose row everybody waits for.
        _count_in(class_code, 1)
    received = receive_retex(
        consultation=consultation,
        said=said,
        client_key=client_key,
        acting_user=acting_user,
        flags=[str(flag) for flag in (*flags, *suspicions)],
    )
    if class_code is not None and not received.is_new:
        _count_in(class_code, -1)
    if about and received.is_new:
        spoken_about.send(type(received.retex), retex=received.retex, about=about)
    return received


@transaction.atomic
def create_class_code(*, consultation, territory, label, days, acting_user, school=None):
    """A code that a whole class types: it says where they speak from, and that they are minors."""
    if not access.can_give_class_codes(acting_user, territory):
        raise PermissionDenied
    code = ClassCode.objects.create(
        code=new_class_code(),
        consultation=consultation,
        territory=territory,
        school=school,
        label=label,
        created_by=acting_user,
        expires_on=timezone.localdate() + dt.timedelta(days=days),
    )
    record(Event.CLASS_CODE_CREATED, acting_user=acting_user, target=code, quiet=True)
    return code


@transaction.atomic
def revoke_class_code(*, class_code, acting_user):
    """Nobody speaks with it any more; what was said with it stays. Twice is once."""
    if not access.can_give_class_codes(acting_user, class_code.territory):
        raise PermissionDenied
    held = ClassCode.objects.filter(pk=class_code.pk, revoked_at=None)
    if held.update(revoked_at=timezone.now()):
        record(Event.CLASS_CODE_REVOKED, acting_user=acting_user, target=class_code, quiet=True)
    return class_code


def forget_tallies(*, acting_user, before):
    """The counters of the days before: they name nobody, and serve no more."""
    gone, _ = Tally.objects.filter(day__lt=before).delete()
    return gone


def _count_in(class_code, by):
    ClassCode.objects.filter(pk=class_code.pk).update(count=F("count") + by)
