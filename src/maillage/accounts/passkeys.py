"""Keys that a device keeps and never shows (WebAuthn), verified by allauth and fido2.

What a page asks and what comes back belong together by a challenge, kept in the session, which
serves once, whatever came back.
"""

import json
import struct

from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode

from maillage.accounts.models import User

# What reading a credential that a stranger made up may raise.
NOT_ONE = (
    ValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    struct.error,
    User.DoesNotExist,
)


def ask_new(request, user):
    """One that its owner unlocks (PIN, finger): alone, it is already two proofs."""
    with request_context(request):
        return json.dumps(dict(auth.begin_registration(user, passwordless=True)))


def verified_new(request, text):
    """The new key, ready to be kept, or None."""
    with request_context(request):
        try:
            credential = _credential_of(request, text)
            auth.complete_registration(credential)
        except NOT_ONE:
            return None
        finally:
            auth.clear_state()
    return credential


def ask(request, user=None):
    """Of `user`, who gave a password; of whoever it is, and then it must be unlocked."""
    with request_context(request):
        return json.dumps(dict(auth.begin_authentication(user)))


def verified(request, text, user=None):
    """(whose, the key, how often it has served by its own count), or None."""
    with request_context(request):
        try:
            credential = _credential_of(request, text)
            owner = user or _owner_of(credential)
            factor = auth.complete_authentication(owner, credential)
            answer = auth.parse_authentication_response(credential).response
        except NOT_ONE:
            return None
        finally:
            auth.clear_state()
    return owner, factor, answer.authenticator_data.counter


def can_ask(user):
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists()


def _credential_of(request, text):
    credential = json.loads(text)
    told = json.loads(websafe_decode(credential["response"]["clientDataJSON"]))
    # This very site; fido2 would take any below it.
    if told["origin"] != f"{request.scheme}://{request.get_host()}" or told.get("crossOrigin"):
        raise ValueError("another site")
    return credential


def _owner_of(credential):
    handle = websafe_decode(credential["response"]["userHandle"]).decode()
    return User.objects.get(pk=int(handle, 36), is_active=True, is_demo=False)
