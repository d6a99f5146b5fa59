"""Codes of six digits that change every half minute (RFC 6238), as allauth reckons them."""

from allauth.core.internal.cryptokit import compare_digest_safely
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

DIGITS = app_settings.TOTP_DIGITS

new_secret = generate_totp_secret


def moment_of(secret, code):
    """The half minute that a code is of, if it is of this one or of those around; else None."""
    found = None
    # All are looked at: the answer takes the same time whichever it is.
    for moment in yield_hotp_counters_from_time():
        if compare_digest_safely(code, format_hotp_value(hotp_value(secret, moment))):
            found = moment
    return found


def address_of(user, secret):
    """What the picture says to the application."""
    return get_adapter().build_totp_url(user, secret)
