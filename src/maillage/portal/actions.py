"""Writes of the lobby: what its first page says, and the mails that tell what became of words."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from maillage.portal.mail import mail_of
from maillage.portal.own_words import moved, standing_of
from maillage.territory.queries import territories
from maillage.toolbox.mail import sends
from maillage.voices.actions import (
    confirm_contact,
    note_not_sent,
    note_sent,
    note_what_moved,
    revise_consultation,
    start_consultation,
    take_notices,
)
from maillage.voices.queries import contacts_to_tell

# Nobody is written to more than once a day: what moved meanwhile is told together.
OFTEN = dt.timedelta(hours=20)
LOOKED_AT = dt.timedelta(hours=1)
# At each tick: seconds of work, whatever is waiting.
MOST_CONTACTS, MOST_MAILS = 200, 100


@transaction.atomic
def prepare_consultation(*, consultation, acting_user, **said):
    """Revise the consultation; open the first one where there is none. Both actions record it."""
    if consultation is None:
        widest = territories().order_by("path").first()
        consultation = start_consultation(
            title=said["title"], territory=widest, place="France", acting_user=acting_user
        )
    return revise_consultation(consultation=consultation, acting_user=acting_user, **said)


@transaction.atomic
def confirm_telling(*, contact, acting_user):
    """From now on they are told; what they can read already is no news."""
    standing = standing_of(contact.retex)
    return confirm_contact(contact=contact, told=standing, acting_user=acting_user)


def send_notices(*, acting_user):
    """Write the mails that are due, then send those that wait; how many went. Called by the tick.

    Each is sent at least once: taken for a few minutes, then marked. A mail server that is away
    stops no page, and is tried again later.
    """
    now = timezone.now()
    for contact in contacts_to_tell(now - LOOKED_AT, MOST_CONTACTS):
        standing = standing_of(contact.retex)
        is_soon = contact.told_at is not None and contact.told_at > now - OFTEN
        note_what_moved(
            contact=contact,
            standing=standing,
            moved={} if is_soon else moved(contact.told, standing),
            acting_user=acting_user,
        )
    if not settings.SENDS_MAIL:
        return 0
    return sum(
        _send(notice, acting_user)
        for notice in take_notices(most=MOST_MAILS, acting_user=acting_user)
    )


def _send(notice, acting_user):
    if not sends(mail_of(notice), what=notice.pk):
        note_not_sent(notice=notice, acting_user=acting_user)
        return 0
    note_sent(notice=notice, acting_user=acting_user)
    return 1
