"""Writes: what has been kept long enough goes; what somebody asks to be erased is erased."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.audit.actions import record
from maillage.moderation.actions import forget_old_reports
from maillage.privacy import access, retention
from maillage.privacy.enums import Event
from maillage.privacy.models import Lease, PurgeReport
from maillage.toolbox.erasing import for_good
from maillage.voices.actions import purge_contacts, withdraw_retex
from maillage.voices.models import Contact, Contribution

LEASE = dt.timedelta(minutes=30)


def take_lease(*, name, acting_user, now=None):
    """Is it this server's turn? One statement says so: two that ask at once are told yes and no."""
    now = now or timezone.now()
    Lease.objects.bulk_create([Lease(name=name, until=now)], ignore_conflicts=True)
    free = Lease.objects.filter(Q(name=name) & Q(until__lte=now))
    return free.update(until=now + LEASE) == 1


def leave_lease(*, name, acting_user):
    Lease.objects.filter(name=name).update(until=timezone.now())


@for_good()
@transaction.atomic
def purge(*, acting_user, now=None):
    """Remove what the register says is too old. Twice is the same as once."""
    now = now or timezone.now()
    counts = {name: rows.delete()[0] for name, rows in retention.old_rows(now).items()}
    unread = list(retention.never_published(now))
    for retex in unread:
        withdraw_retex(retex=retex, acting_user=acting_user)
    counts["témoignages jamais publiés"] = len(unread)
    counts["signalements lus"] = forget_old_reports(acting_user=acting_user)
    counts["moyens de prévenir"] = purge_contacts(acting_user=acting_user, now=now)
    files = list(retention.forgotten_files(now))
    for batch in files:
        retention.path_of(batch).unlink(missing_ok=True)
        batch.delete()
    counts["fichiers sans suite"] = len(files)
    counts = {name: count for name, count in counts.items() if count}
    report = PurgeReport.objects.create(at=now, counts=counts)
    if counts:
        record(Event.PURGED, acting_user=acting_user, target=report, counts=counts)
    return report


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
    user.name = _("Compte effacé")
    user.email = f"efface-{user.pk}@invalid.invalid"
    user.is_active = user.is_superuser = user.is_demo = False
    user.set_unusable_password()
    user.save()
    user.roles.all().delete()
    user.forget_roles()
    _close_sessions(user)
    record(Event.ACCOUNT_ERASED, acting_user=acting_user, target=user)
    return user


def _close_sessions(user):
    """Their password is gone, so they are dead already: nothing of them stays either."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
