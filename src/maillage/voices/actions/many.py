"""Many testimonies at once, for files: written unseen, by pieces, then shown together."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from maillage.toolbox.insertion import insert
from maillage.voices import access
from maillage.voices.actions._points import told_points
from maillage.voices.enums import Moderation, RetexState, Source
from maillage.voices.models import Contribution, Point, Retex
from maillage.voices.receipts import digest_of, receipt_of


@transaction.atomic
def receive_many(*, consultation, rows, acting_user):
    """Write (said, source, told_at or None) that nobody sees yet; their keys, in order.

    `release_many` shows them; the caller records what it did, once for the whole file.
    """
    if not access.can_receive(acting_user, consultation, Source.IMPORT):
        raise PermissionDenied
    now = timezone.now()
    told = [
        said.as_retex(consultation=consultation, source=source, told_at=told_at or now)
        for said, source, told_at in rows
    ]
    insert(told)
    insert([_contribution(retex, said) for retex, (said, *_) in zip(told, rows, strict=True)])
    of_each = [told_points(said) for said, *_ in rows]
    points = [Point(kind=kind, text=text) for each in of_each for kind, text in each]
    insert(points)
    owners = [retex for retex, each in zip(told, of_each, strict=True) for _ in each]
    tie = Point.retex.through
    insert([tie(point_id=p.pk, retex_id=r.pk) for p, r in zip(points, owners, strict=True)])
    return [retex.pk for retex in told]


@transaction.atomic
def release_many(*, consultation, keys, publish, acting_user):
    """Let them be read, by a moderator first unless they were. `keys`: a query, or a list."""
    if not access.can_receive(acting_user, consultation, Source.IMPORT):
        raise PermissionDenied
    sent = Contribution.objects.filter(retex__in=keys)
    if publish:
        to_read = sent.none()
    elif consultation.moderation == Moderation.AFTER:
        # As when one person sends it: what may say who somebody is waits to be read.
        to_read = sent.exclude(flags=[])
    else:
        to_read = sent
    to_read.update(waits_since=timezone.now())
    waiting = Retex.objects.filter(pk__in=keys, state=RetexState.RECEIVED)
    waiting.exclude(contribution__waits_since__isnull=False).update(
        state=RetexState.PUBLISHED, is_shown=True
    )


@transaction.atomic
def drop_many(*, consultation, keys, acting_user):
    """Remove them as if they had never come; False, and nothing done, when one is cited."""
    if not access.can_receive(acting_user, consultation, Source.IMPORT):
        raise PermissionDenied
    found = Retex.objects.filter(pk__in=keys, consultation=consultation, workshop=None)
    try:
        with transaction.atomic():
            Point.objects.filter(workshop=None, retex__in=found).delete()
            found.delete()
    except ProtectedError:
        return False
    return True


def _contribution(retex, said):
    key = uuid4()
    return Contribution(
        retex=retex,
        client_key=key,
        body_digest=said.digest,
        receipt_digest=digest_of(receipt_of(key)),
        waits_since=None,
        flags=list(said.flags),
    )
