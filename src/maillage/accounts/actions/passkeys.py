"""Keys of WebAuthn: added, and used."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from maillage.accounts import passkeys
from maillage.accounts.actions._factors import locked_factors, note_added


@transaction.atomic
def add_passkey(*, request, text, name, acting_user):
    """What a device answered to the page; False when it is not what was asked for."""
    credential = passkeys.verified_new(request, text)
    if credential is None:
        return False
    locked_factors(acting_user)
    note_added(acting_user, WebAuthn.add(acting_user, name, credential).instance, acting_user)
    return True


@transaction.atomic
def use_passkey(*, request, text, user, acting_user):
    """Whose key answered: of `user` if one gave a password; None when it opens nothing.

    A key that counts and counts less than last time was copied.
    """
    found = passkeys.verified(request, text, user)
    if found is None:
        return None
    owner, factor, count = found
    factor = locked_factors(owner).filter(pk=factor.pk, type=Authenticator.Type.WEBAUTHN).first()
    if factor is None or (
        (count or factor.data.get("count")) and count <= factor.data.get("count", 0)
    ):
        return None
    factor.data["count"] = count
    factor.save(update_fields=["data"])
    factor.record_usage()
    return owner
