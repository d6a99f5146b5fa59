"""How an author wants to be told, and the mails that tell them: nothing here says who they are."""

import datetime as dt
import hashlib
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from maillage.audit.actions import record
from maillage.toolbox.erasing import for_good
from maillage.voices.enums import Event, NoticeKind, RetexState
from maillage.voices.errors import AlreadyWithdrawn
from maillage.voices.models import Contact, Contribution, Notice, Retex

# An address that nobody confirmed is not theirs to keep; nor is any, long after.
UNCONFIRMED_KEPT = dt.timedelta(days=7)
CONTACT_KEPT = dt.timedelta(days=730)
SENT_KEPT = dt.timedelta(days=30)
# Longer than a mail server makes one wait: nobody else takes the mail meanwhile.
AT_IT = dt.timedelta(minutes=5)
LONGEST_WAIT = dt.timedelta(hours=6)
GIVEN_UP_AFTER = dt.timedelta(days=7)


@transaction.atomic
def leave_contact(*, retex, email, phone, language, site, acting_user):
    """The one before is replaced. An address is told nothing before it is confirmed."""
    retex = Retex.objects.select_for_update(of=("self",)).get(pk=retex.pk)
    if retex.state == RetexState.WITHDRAWN:
        raise AlreadyWithdrawn
    if Contribution.objects.get(retex=retex).is_minor:
        raise PermissionDenied  # no name, no address: children are told by their teacher
    held = Contact.objects.filter(retex=retex).first()
    if held is not None and held.email == email:
        if held.phone != phone:
            held.phone = phone
            held.save(update_fields=["phone"])
        return held
    Contact.objects.filter(retex=retex).delete()
    contact = Contact(
        retex=retex, email=email, phone=phone, language=language, site=site, key=uuid4()
    )
    contact.confirm_digest = Contact.digest_of(contact.confirm_token) if email else ""
    contact.stop_digest = Contact.digest_of(contact.stop_token)
    contact.save(force_insert=True)
    if email:
        Notice.objects.create(contact=contact, kind=NoticeKind.CONFIRM, news=contact.key.hex)
    record(Event.CONTACT_LEFT, acting_user=acting_user, target=retex, quiet=True, mail=bool(email))
    return contact


@transaction.atomic
def confirm_contact(*, contact, told, acting_user):
    """By the link that was sent to it, once. `told`: what its author already knows by then."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.confirmed_at is None:
        contact.confirmed_at, contact.confirm_digest = timezone.now(), ""
        contact.told = told
        contact.save(update_fields=["confirmed_at", "confirm_digest", "told"])
        record(Event.CONTACT_CONFIRMED, acting_user=acting_user, target=contact.retex, quiet=True)
    return contact


@for_good()
@transaction.atomic
def stop_contact(*, retex, acting_user):
    """Forget how to reach them, and what was to be sent. Twice is once."""
    gone, _ = Contact.objects.filter(retex=retex).delete()
    if gone:
        record(Event.CONTACT_STOPPED, acting_user=acting_user, target=retex, quiet=True)


@transaction.atomic
def note_what_moved(*, contact, standing, moved, acting_user):
    """Write the mail that tells it, and what they will then know: both or neither."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    contact.checked_at = timezone.now()
    if moved:
        contact.told, contact.told_at = standing, contact.checked_at
        news = hashlib.sha256(f"{contact.key.hex}{sorted(standing.items())}".encode()).hexdigest()
        Notice.objects.get_or_create(
            contact=contact, news=news, defaults={"kind": NoticeKind.MOVED, "tells": moved}
        )
    contact.save(update_fields=["told", "told_at", "checked_at"])


@transaction.atomic
def take_notices(*, most, acting_user):
    """Those to send now, for nobody else meanwhile; whoever stops half-way leaves them."""
    now = timezone.now()
    due = Notice.objects.select_for_update(of=("self",), skip_locked=True)
    due = due.filter(sent_at=None, next_at__lte=now).order_by("next_at", "pk")
    taken = list(due[:most])
    keys = [notice.pk for notice in taken]
    Notice.objects.filter(pk__in=keys).update(next_at=now + AT_IT, tries=F("tries") + 1)
    fresh = Notice.objects.filter(pk__in=keys).select_related("contact__retex")
    return list(fresh.order_by("pk"))


def note_sent(*, notice, acting_user):
    Notice.objects.filter(pk=notice.pk).update(sent_at=timezone.now())


def note_not_sent(*, notice, acting_user):
    """The mail server is away: later, and less and less often."""
    wait = min(dt.timedelta(minutes=2**notice.tries), LONGEST_WAIT)
    Notice.objects.filter(pk=notice.pk).update(next_at=timezone.now() + wait)


@for_good()
@transaction.atomic
def purge_contacts(*, acting_user, now=None):
    """What nobody confirmed, what is too old, and mails sent or given up. How many went."""
    now = now or timezone.now()
    unconfirmed = Contact.objects.exclude(email="").filter(
        confirmed_at=None, left_at__lt=now - UNCONFIRMED_KEPT
    )
    count = unconfirmed.exclude(phone="").update(email="", confirm_digest="")
    old = Contact.objects.filter(left_at__lt=now - CONTACT_KEPT)
    for gone in (unconfirmed, old):
        _, counted = gone.delete()
        count += counted.get(Contact._meta.label, 0)
    sent = Q(sent_at__lt=now - SENT_KEPT)
    given_up = Q(sent_at=None, created_at__lt=now - GIVEN_UP_AFTER)
    Notice.objects.filter(sent | given_up).delete()
    return count
