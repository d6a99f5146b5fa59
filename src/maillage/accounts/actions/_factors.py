"""What every change of a factor does: hold those of the account, then say what was added."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from maillage.accounts import mail
from maillage.accounts.enums import Event
from maillage.accounts.models import User
from maillage.audit.actions import record

CODES = Authenticator.Type.RECOVERY_CODES


def locked_factors(user):
    """The factors of an account, which nobody else changes until the end of the transaction."""
    User.objects.select_for_update().get(pk=user.pk)
    return Authenticator.objects.filter(user_id=user.pk).order_by("pk")


def note_added(user, factor, acting_user):
    """Whoever had nothing is given recovery codes with it."""
    if not Authenticator.objects.filter(user_id=user.pk, type=CODES).exists():
        RecoveryCodes.activate(user)
    record(
        Event.FACTOR_ADDED,
        acting_user=acting_user,
        target=user,
        quiet=True,
        kind=factor.type,
    )
    mail.tell_factors_changed(user)
