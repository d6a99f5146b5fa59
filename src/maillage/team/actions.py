"""Writes: an invitation is made, sent again, withdrawn, accepted."""

import datetime as dt
import secrets
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.accounts.access import can_grant
from maillage.accounts.actions import create_user, grant_role
from maillage.accounts.enums import RoleKind
from maillage.accounts.errors import AddressTaken
from maillage.accounts.models import Role, User, UserManager
from maillage.audit.actions import record
from maillage.team.enums import Event
from maillage.team.errors import AlreadyWorn, ForAnotherAddress, InvitationOver, NoLongerGiven
from maillage.team.models import VALID, Invitation

# A double click sends one mail: its link stays the good one.
JUST_SENT = dt.timedelta(minutes=1)


class Offer(NamedTuple):
    """`token` is told once, here; empty when a mail has just left with another."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(*, email, kind, territory, acting_user):
    """Offer a hat to an address. Offered again, it is the same invitation with another link.

    Whether the address has an account is neither asked nor told.
    """
    kind, email = RoleKind(kind), UserManager.normalize_email(email)
    if not can_grant(acting_user, kind=kind, territory=territory):
        raise PermissionDenied
    validate_email(email)
    offered = {"email": email, "kind": kind, "territory": territory}
    if Role.objects.filter(user__email=email, kind=kind, territory=territory).exists():
        raise AlreadyWorn
    known = _locked(**offered)
    if known is None:
        try:
            with transaction.atomic():
                return _first_offer(offered, acting_user)
        except IntegrityError:  # somebody else, at the same moment
            known = _locked(**offered)
            if known is None:
                raise
    return _renew(known, acting_user)


@transaction.atomic
def send_again(*, invitation, acting_user):
    """Another link, for seven more days; the one before opens nothing any more."""
    invitation = _locked(pk=invitation.pk)
    if invitation is None:
        raise InvitationOver
    _check(invitation, acting_user)
    return _renew(invitation, acting_user)


@transaction.atomic
def withdraw(*, invitation, acting_user):
    """Its link opens nothing from now on. Twice is once."""
    invitation = _locked(pk=invitation.pk)
    if invitation is None:
        return
    _check(invitation, acting_user)
    _end(invitation)
    record(Event.INVITATION_WITHDRAWN, acting_user=acting_user, target=invitation)


@transaction.atomic
def note_not_sent(*, invitation, acting_user):
    """The mail did not leave: it may be tried again at once."""
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=None)


@transaction.atomic
def accept_as_newcomer(*, digest, name, password, acting_user):
    """Open an account with the hat that was offered, once; the account, or None.

    None: the address has an account already, which signs in and accepts, or this very link was
    just used. Whoever asks is told the same.
    """
    invitation = _behind(digest)
    if invitation is not None and invitation.was_accepted:
        return None
    _check_usable(invitation)
    validate_password(password, User(email=invitation.email, name=name))
    try:
        with transaction.atomic():
            user = create_user(
                email=invitation.email, name=name, password=password, acting_user=None
            )
    except (AddressTaken, IntegrityError):
        return None
    _hand_over(invitation, user)
    return user


@transaction.atomic
def accept(*, digest, acting_user):
    """Whoever signed in takes the hat that was offered to their address."""
    invitation = _behind(digest)
    if invitation is not None and invitation.was_accepted:
        return
    _check_usable(invitation)
    if invitation.email != acting_user.email:
        raise ForAnotherAddress
    _hand_over(invitation, acting_user)


def _locked(**asked):
    """One that waits for an answer."""
    return Invitation.objects.select_for_update(of=("self",)).filter(ended_at=None, **asked).first()


def _behind(digest):
    found = Invitation.objects.select_for_update(of=("self",)).filter(link_digest=digest)
    return found.select_related("territory", "invited_by").first()


def _check(invitation, acting_user):
    if not can_grant(acting_user, kind=invitation.kind, territory=invitation.territory):
        raise PermissionDenied


def _check_usable(invitation):
    """The hat is given by whoever invited, as they are now: what they lost, they give no more."""
    if invitation is None or not invitation.is_open:
        raise InvitationOver
    told = {"kind": invitation.kind, "territory": invitation.territory}
    if not can_grant(invitation.invited_by, **told):
        raise NoLongerGiven


def _first_offer(offered, acting_user):
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        **offered,
        invited_by=acting_user,
        link_digest=Invitation.digest_of(token),
        **_times(acting_user),
    )
    _record(Event.INVITATION_MADE, invitation, acting_user)
    return Offer(invitation, token)


def _renew(invitation, acting_user):
    if _just_left(invitation) and acting_user is not None:
        return Offer(invitation, "")
    token = secrets.token_urlsafe(32)
    invitation.link_digest = Invitation.digest_of(token)
    # Whoever sends it answers for it: the former inviter may have left.
    invitation.invited_by = acting_user
    for name, value in _times(acting_user).items():
        setattr(invitation, name, value)
    invitation.save()
    _record(Event.INVITATION_RENEWED, invitation, acting_user)
    return Offer(invitation, token)


def _just_left(invitation):
    return invitation.sent_at is not None and invitation.sent_at > timezone.now() - JUST_SENT


def _times(acting_user):
    """Counted as sent before it is: of two clicks, the second finds it so. Not by the command line,
    which shows the link."""
    now = timezone.now()
    by_mail = settings.SENDS_MAIL and acting_user is not None
    return {"expires_at": now + VALID, "sent_at": now if by_mail else None}


def _hand_over(invitation, user):
    grant_role(
        user=user,
        kind=invitation.kind,
        territory=invitation.territory,
        acting_user=invitation.invited_by,
    )
    invitation.was_accepted = True
    _end(invitation)
    record(Event.INVITATION_ACCEPTED, acting_user=user, target=invitation)


def _end(invitation):
    invitation.ended_at, invitation.email = timezone.now(), ""
    invitation.save()


def _record(event, invitation, acting_user):
    record(
        event,
        acting_user=acting_user,
        target=invitation,
        kind=invitation.kind,
        territory=invitation.territory_id,
    )
