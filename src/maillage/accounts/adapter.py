"""What allauth asks of us about second factors: how their secrets are kept."""

import base64
from functools import cache

from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Adapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self):
        return settings.SITE_NAME

    def get_public_key_credential_rp_entity(self):
        return {"id": context.request.get_host().partition(":")[0], "name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user):
        handle = user_pk_to_url_str(user).encode()
        return {"id": handle, "display_name": user.name, "name": user.email}


# The signing key is not the one these were kept under.
Unreadable = InvalidToken


def _box():
    return _box_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _box_of(keys):
    """A copy of the database alone opens no second factor: the key is not in it."""
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key):
    derived = HKDF(SHA256(), length=32, salt=None, info=b"maillage.accounts.second_factor")
    return base64.urlsafe_b64encode(derived.derive(key.encode()))
