"""A telephone that gives codes, in the tests."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from maillage.accounts.adapter import Adapter
from maillage.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = "/compte/connexion/code/"


def add_app(user, secret=SECRET):
    RecoveryCodes.activate(user)
    return Authenticator.objects.create(
        user=user, type="totp", data={"secret": Adapter().encrypt(secret)}
    )


def code_now(secret=SECRET, late=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - late))


def give_code(client, code=None):
    """The second step of whoever has just given a password; they get a telephone if need be."""
    user = User.objects.get(pk=client.session["pending"]["user"])
    held = Authenticator.objects.filter(user=user, type="totp").first() or add_app(user)
    if code is None:
        # The telephone has not been used in the last minutes.
        held.data.pop("last_moment", None)
        held.save()
    return client.post(CODE, {"code": code or code_now()})
