"""The mark of one browser: drawn when it first says «moi aussi», and never before.

It proves that the same browser comes back, and nothing else: whoever refuses cookies, or empties
them, is another browser.
"""

import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils.crypto import salted_hmac

COOKIE = "moi-aussi"
SALT = "maillage.voices.browser"
KEPT = timedelta(days=365)


def mark_of(request):
    """The one that it was given, signed by us; "" where it has none."""
    return request.get_signed_cookie(COOKIE, "", salt=SALT)


def new_mark():
    return secrets.token_urlsafe(16)


def leave_mark(request, response, mark):
    """For the pages of the voices alone, and read by no script."""
    response.set_signed_cookie(
        COOKIE,
        mark,
        salt=SALT,
        max_age=KEPT,
        path=reverse("voices:retours"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def digest_for(retex, mark):
    """What is kept of it for one account; the next account has another."""
    told = f"{retex.pk}:{mark}"
    return salted_hmac("maillage.voices.same_here", told, algorithm="sha256").hexdigest()
