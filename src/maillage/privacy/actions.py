"""Writes: what has been kept long enough goes; what somebody asks to be erased is erased."""

import datetime as dt
from functools import partial

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.audit.actions import record
from maillage.exchange.actions import undo_batch
from maillage.moderation.actions import REPORTS_KEPT, forget_old_reports
from maillage.privacy import access, queries, retention
from maillage.privacy.enums import Event
from maillage.privacy.models import Lease, PurgeReport
from maillage.toolbox.erasing import for_good, forget_expired
from maillage.voices.actions import purge_contacts, withdraw_retex
from maillage.voices.models import Contact, Contribution

LEASE = dt.timedelta(minutes=30)
# Deleted together: some milliseconds, for whoever waits to write.
PIECE = 500


def take_lease(*, name, acting_user, now=None):
    """Is it this server's turn? One statement says so: two that ask at once are told yes and no."""
    now = now or timezone.now()
    Lease.objects.bulk_create([Lease(name=name, until=now)], ignore_conflicts=True)
    free = Lease.objects.filter(Q(name=name) & Q(until__lte=now))
    return free.update(until=now + LEASE) == 1


def leave_lease(*, name, acting_user):
    Lease.objects.filter(name=name).update(until=timezone.now())


@for_good()
def purge(*, acting_user, now=None):
    """Remove what the register says is too old. Twice is the same as once.

    Piece by piece, each in its own transaction: whoever testifies meanwhile takes their turn, and
    what a stop leaves undone is done the next time.
    """
    now = now or timezone.now()
    counts = {name: _drain(rows) for name, rows in retention.old_rows(now).items()}
    counts["témoignages jamais publiés"] = _take_back_unread(now, acting_user)
    counts["fichiers sans suite"] = _forget_files(now, acting_user)
    counts["signalements lus"] = forget_old_reports(
        acting_user=acting_user, before=now - REPORTS_KEPT
    )
    counts["moyens de prévenir"] = purge_contacts(acting_user=acting_user, now=now)
    counts["cadences expirées"] = forget_expired(now)
    return _report({name: count for name, count in counts.items() if count}, now, acting_user)


@transaction.atomic
def _report(counts, now, acting_user):
    report = PurgeReport.objects.create(at=now, counts=counts)
    if counts:
        record(Event.PURGED, acting_user=acting_user, target=report, counts=counts)
    return report


def _drain(rows):
    """Delete these, a piece at a time; how many of them there were."""
    gone = 0
    while keys := list(rows.values_list("pk", flat=True)[:PIECE]):
        _, counted = rows.model.objects.filter(pk__in=keys).delete()
        gone += counted[rows.model._meta.label]
    return gone


def _take_back_unread(now, acting_user):
    gone = 0
    while unread := list(retention.never_published(now)[:PIECE]):
        for retex in unread:
            withdraw_retex(retex=retex, acting_user=acting_user)
        gone += len(unread)
    return gone


def _forget_files(now, acting_user):
    batches, strays = list(retention.forgotten_files(now)), retention.strays(now)
    with transaction.atomic():
        _remove_files(strays)
        _drop_batches(batches, acting_user)
    return len(batches) + len(strays)


def _drop_batches(batches, acting_user):
    _remove_files(map(retention.path_of, batches))
    for batch in batches:
        # An import that stopped half-way: nobody sees what it wrote, and nobody ever will.
        if batch.rows.exists():
            undo_batch(batch=batch, acting_user=acting_user)
        batch.delete()


def _remove_files(paths):
    for path in paths:
        # Only once its row is gone for good: a trial undoes it, and needs the file.
        transaction.on_commit(partial(path.unlink, missing_ok=True))


@transaction.atomic
def note_answer(*, target, acting_user):
    """Somebody was given what is kept of them; the trail says that, and not who."""
    record(Event.EXPORTED, acting_user=acting_user, target=target)


@for_good()
@transaction.atomic
def erase_author(*, retex, acting_user):
    """What one person sent: the words, how they came, how to reach them. Whoever holds the receipt.

    The row stays when something rests on it, and says that it was taken back; its receipt serves no
    more.
    """
    retex = withdraw_retex(retex=retex, acting_user=acting_user)
    Contact.objects.filter(retex=retex).delete()
    Contribution.objects.filter(retex=retex).delete()
    record(Event.AUTHOR_ERASED, acting_user=acting_user, target=retex)
    return retex


@transaction.atomic
def erase_voice(*, retex, acting_user):
    """The same for an author who has lost the receipt: the officer found their words."""
    if not access.can_answer_for_voice(acting_user, retex):
        raise PermissionDenied
    return erase_author(retex=retex, acting_user=acting_user)


@for_good()
@transaction.atomic
def erase_account(*, user, acting_user):
    """Close an account for good: name, address, hats and what it had only begun go, at once; what
    it published stays, with a number.
    """
    if not access.can_answer_for(acting_user, user):
        raise PermissionDenied
    user.name, user.language = _("Compte effacé"), ""
    user.email = f"efface-{user.pk}@invalid.invalid"
    user.is_active = user.is_superuser = user.is_demo = False
    user.set_unusable_password()
    user.save()
    goes = queries.goes_with(user)
    # The half of an import is undone as the machine does it: the officer imports nothing.
    _drop_batches(list(goes.pop("exchange.Batch")), None)
    for rows in goes.values():
        rows.delete()
    user.forget_roles()
    _close_sessions(user)
    record(Event.ACCOUNT_ERASED, acting_user=acting_user, target=user)
    return user


def _close_sessions(user):
    """Their password is gone, so they are dead already: nothing of them stays either."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
