"""What proves who one is beside the password: used, set up, removed, reset."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from maillage.accounts import access, mail, totp
from maillage.accounts.actions._factors import CODES, locked_factors, note_added
from maillage.accounts.adapter import Adapter, Unreadable
from maillage.accounts.enums import Event, Proof
from maillage.accounts.errors import LastFactor
from maillage.accounts.models import User
from maillage.audit.actions import record

APP = Authenticator.Type.TOTP


@transaction.atomic
def enter_code(*, user, code, acting_user):
    """Use up a code of the application, or one of those kept for the day it is lost.

    The proof that was given, or None. Two requests with the same code: one of them is right.
    """
    for factor in locked_factors(user).filter(type__in=[APP, CODES]):
        if _takes(factor, code):
            factor.record_usage()
            if factor.type == CODES:
                record(Event.RECOVERY_CODE_USED, acting_user=acting_user, target=user, quiet=True)
                mail.tell_recovery_code_used(user)
            return Proof(factor.type)
    return None


@transaction.atomic
def set_up_app(*, user, secret, code, replaces, acting_user):
    """The application that gives codes. False: the code is not of this secret.

    `replaces`: it takes the place of the one before; otherwise there must be none, of any kind: a
    password alone, twice at once, does not put one in the place of another. Whoever had nothing is
    given recovery codes with it.
    """
    moment = totp.moment_of(secret, code)
    if moment is None:
        return False
    held = locked_factors(user)
    if not replaces and held.exclude(type=CODES).exists():
        raise PermissionDenied
    held.filter(type=APP).delete()
    # This code has served: it does not open the door half a minute later.
    kept = {"secret": Adapter().encrypt(secret), "last_moment": moment}
    factor = Authenticator.objects.create(user=user, type=APP, data=kept)
    note_added(user, factor, acting_user)
    return True


@transaction.atomic
def renew_recovery_codes(*, user, acting_user):
    """Ten new ones; those before serve no more."""
    locked_factors(user).filter(type=CODES).delete()
    RecoveryCodes.activate(user)
    record(Event.RECOVERY_CODES_RENEWED, acting_user=acting_user, target=user, quiet=True)
    mail.tell_factors_changed(user)


@transaction.atomic
def remove_factor(*, user, factor, acting_user):
    others = locked_factors(user).exclude(pk=factor.pk).exclude(type=CODES)
    if factor.user_id != user.pk or factor.type == CODES:
        raise PermissionDenied
    if not others.exists():
        raise LastFactor
    # Two clicks: one of them removes it.
    if locked_factors(user).filter(pk=factor.pk).delete()[0]:
        record(
            Event.FACTOR_REMOVED, acting_user=acting_user, target=user, quiet=True, kind=factor.type
        )
        mail.tell_factors_changed(user)


@transaction.atomic
def reset_second_factor(*, user, acting_user):
    """Everything is lost: the next password leads to setting it up anew. Sessions end."""
    if not access.can_reset_second_factor(acting_user, user):
        raise PermissionDenied
    locked_factors(user).delete()
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    record(Event.SECOND_FACTOR_RESET, acting_user=acting_user, target=user, quiet=True)
    mail.tell_factors_changed(user)


def _takes(factor, code):
    try:
        if factor.type == CODES:
            return len(code) > totp.DIGITS and factor.wrap().validate_code(code)
        return _takes_once(factor, code)
    except Unreadable:
        return False


def _takes_once(factor, code):
    """By the moment a code is of, not by the code: what was before the last one serves no more."""
    moment = totp.moment_of(Adapter().decrypt(factor.data["secret"]), code)
    if moment is None or moment <= factor.data.get("last_moment", 0):
        return False
    factor.data["last_moment"] = moment
    factor.save(update_fields=["data"])
    return True
