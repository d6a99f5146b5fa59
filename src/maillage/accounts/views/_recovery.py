"""Recovery codes are shown after they were made, until their owner says that they are kept."""

import time

from django.urls import reverse

SHOWN = "codes_shown"
SHOWN_SECONDS = 10 * 60


def show_codes_then(request, landing=""):
    request.session[SHOWN] = {"at": time.time(), "then": landing or reverse("accounts:security")}


def codes_are_shown(request):
    held = request.session.get(SHOWN)
    return held is not None and time.time() - held["at"] <= SHOWN_SECONDS


def hide_codes(request):
    """Where one was going before they were shown."""
    held = request.session.pop(SHOWN, None)
    return held["then"] if held else reverse("accounts:security")
