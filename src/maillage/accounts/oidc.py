"""An identity provider (ProConnect): what it must answer, and nothing else is believed.

mozilla-django-oidc makes the request (state, nonce, PKCE) and fetches; what comes back is verified
here: signature, issuer, audience, moment, nonce, whose it is.
"""

import hashlib
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlsplit

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.validators import validate_email
from django.utils.crypto import constant_time_compare
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

STATES, STATE_SECONDS = "oidc_states", 600
SECONDS = 10
DISCOVERY_SECONDS = 3600
LEEWAY = 30
ENDPOINTS = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
# What says that two proofs were given there.
STRONG = {
    "eidas2", "eidas3", "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
    "https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
}  # fmt: skip
# What a provider that answers badly, or not at all, may raise.
NOT_BELIEVED = (
    SuspiciousOperation, jwt.PyJWTError, requests.RequestException, ValueError, TypeError,
    LookupError, AttributeError, ValidationError,
)  # fmt: skip
_found = {}


@dataclass(frozen=True)
class Claims:
    subject: str
    email: str
    # Two proofs were given there.
    is_strong: bool
    id_token: str


def setting(name, *default):
    """What mozilla-django-oidc asks of the settings, from ours and from the provider's own page."""
    if name in ENDPOINTS:
        return discovered()[ENDPOINTS[name]]
    fixed = {
        "OIDC_RP_CLIENT_ID": settings.OIDC["client_id"],
        "OIDC_RP_CLIENT_SECRET": settings.OIDC["client_secret"],
        "OIDC_RP_SIGN_ALGO": settings.OIDC["algorithm"],
        "OIDC_RP_SCOPES": "openid email",
        "OIDC_AUTHENTICATION_CALLBACK_URL": "accounts:oidc_answer",
        "OIDC_AUTH_REQUEST_EXTRA_PARAMS": {
            "claims": '{"id_token":{"amr":{"essential":true},"acr":{"essential":true}}}'
        },
        "OIDC_USE_PKCE": True,
        "OIDC_TIMEOUT": SECONDS,
        "OIDC_MAX_STATES": 5,
    }
    return fixed[name] if name in fixed else default[0] if default else None


def discovered():
    """Its endpoints, read from it every hour: all of them over HTTPS, or on this machine."""
    issuer, now = settings.OIDC["issuer"], time.monotonic()
    at, document = _found.get(issuer, (0, None))
    if document is None or now - at > DISCOVERY_SECONDS:
        address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        document = _fetched(address).json()
        if document["issuer"] != issuer:
            raise SuspiciousOperation("another issuer")
        for name in (*ENDPOINTS.values(), "end_session_endpoint"):
            if name in document and not _is_safe(document[name]):
                raise SuspiciousOperation("an endpoint without HTTPS")
        _found[issuer] = (now, document)
    return document


def _fetched(address, **headers):
    # Nothing is fetched from where it sends us next.
    response = requests.get(address, headers=headers, timeout=SECONDS, allow_redirects=False)
    if response.status_code != 200:
        raise SuspiciousOperation(f"status {response.status_code}")
    return response


def _is_safe(address):
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"}


def taken_state(request, state):
    """What was kept of a request when one left; it serves once, for ten minutes."""
    kept = request.session.get(STATES, {}).pop(state)
    request.session.modified = True
    # Before anything is fetched: a second answer with the same state finds none.
    request.session.save()
    if time.time() - kept["added_on"] > STATE_SECONDS:
        raise SuspiciousOperation("too late")
    return kept


class Provider(OIDCAuthenticationBackend):
    get_settings = staticmethod(setting)

    def claims_for(self, request, *, code, redirect_uri, nonce, code_verifier):
        told = self.get_token(
            {
                "client_id": self.OIDC_RP_CLIENT_ID,
                "client_secret": self.OIDC_RP_CLIENT_SECRET,
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect_uri,
                "code_verifier": code_verifier,
            }
        )
        who = self._believed(told["id_token"], "nonce", "exp", "iat", "sub")
        if not nonce or not constant_time_compare(who["nonce"], nonce):
            raise SuspiciousOperation("another nonce")
        if "at_hash" in who and who["at_hash"] != _half_digest(told["access_token"]):
            raise SuspiciousOperation("another access token")
        about = self._userinfo(told["access_token"])
        if about["sub"] != who["sub"]:
            raise SuspiciousOperation("another person")
        validate_email(about["email"].strip())
        if not who["sub"].isprintable() or len(who["sub"]) > 255:
            raise SuspiciousOperation("a strange name")
        if about.get("email_verified") is False:
            raise SuspiciousOperation("an address that nobody verified")
        strong = who.get("acr") in STRONG or "mfa" in (who.get("amr") or ())
        return Claims(who["sub"], about["email"], strong, told["id_token"])

    def _userinfo(self, access_token):
        response = _fetched(self.OIDC_OP_USER_ENDPOINT, Authorization=f"Bearer {access_token}")
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/jwt":
            raise SuspiciousOperation("what it says of a person is not signed")
        return self._believed(response.text.strip(), "sub")

    def _believed(self, token, *required):
        """Signed by its key, by our one algorithm, for us alone."""
        if jwt.get_unverified_header(token).get("alg") != self.OIDC_RP_SIGN_ALGO:
            raise SuspiciousOperation("another algorithm")
        claims = jwt.decode(
            token,
            self.retrieve_matching_jwk(token),
            algorithms=[self.OIDC_RP_SIGN_ALGO],
            audience=self.OIDC_RP_CLIENT_ID,
            issuer=settings.OIDC["issuer"],
            leeway=LEEWAY,
            options={"require": ["iss", "aud", *required]},
        )
        if claims["aud"] not in (self.OIDC_RP_CLIENT_ID, [self.OIDC_RP_CLIENT_ID]):
            raise SuspiciousOperation("for others too")
        return claims


def _half_digest(token):
    return urlsafe_b64encode(hashlib.sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()


def forget_provider():
    """What was read of it (the suite)."""
    _found.clear()
