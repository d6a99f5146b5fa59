"""The secret that an application is shown, while it is shown."""

import segno
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from maillage.accounts import totp
from maillage.accounts.adapter import Adapter, Unreadable

SHOWN = "app_shown"


def secret_shown(request):
    """The same when the page is opened again: the telephone may have read it already."""
    kept = request.session.get(SHOWN, "")
    try:
        return Adapter().decrypt(kept)
    except Unreadable:
        secret = totp.new_secret()
        request.session[SHOWN] = Adapter().encrypt(secret)
        return secret


def hide_secret(request):
    request.session.pop(SHOWN, None)


def shown(user, secret):
    return {
        "picture": _picture(totp.address_of(user, secret)),
        "address": totp.address_of(user, secret),
        # In fours, as they are typed.
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }


def _picture(address):
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        # Light behind: on a dark page a telephone would read nothing.
        border=3,
        scale=4,
        light="#fff",
        svgclass=None,
        lineclass=None,
        title=_("Le secret, à photographier"),
    )
    # Made of figures and of our own words, which segno escapes.
    return mark_safe(drawn.replace("<svg", '<svg role="img"', 1))  # noqa: S308
