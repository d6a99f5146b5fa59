"""Writes: what has been kept long enough goes; what somebody asks to be erased is erased."""

import datetime as dt
from functools import partial

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.audit.actions import record
from maillage.exchange.actions import undo_batch
from maillage.moderation.actions import REPORTS_KEPT, forget_old_reports
from maillage.privacy import access, retention
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
        for path in (*map(retention.path_of, batches), *strays):
            # Only once its row is gone for good: a trial undoes it, and needs the file.
            transaction.on_commit(partial(path.unlink, missing_ok=True))
        for batch in batches:
            # An import that stopped half-way: nobody sees what it wrote, and nobody ever will.
            if batch.rows.exists():
                undo_batch(batch=batch, acting_user=acting_user)
            batch.delete()
    return len(batches) + len(strays)


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


@for_good()
@transaction.atomic
def erase_account(*, user, acting_user):
    """Close an account for good: name, address and hats go; what it published stays, unlinked."""
    if not access.can_answer_for(acting_user, user):
        raise PermissionDenied
    user.name, user.language = _("Compte effacé"), ""
    user.email = f"efface-{user.pk}@invalid.invalid"
    user.is_active = user.is_superuser = user.is_demo = False
    user.set_unusable_password()
    user.save()
    user.roles.all().delete()
    user.former_hats.all().delete()
    user.forget_roles()
    Authenticator.objects.filter(user=user).delete()
    user.identities.all().delete()
    _close_sessions(user)
    record(Event.ACCOUNT_ERASED, acting_user=acting_user, target=user)
    return user


def _close_sessions(user):
    """Their password is gone, so they are dead already: nothing of them stays either."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
