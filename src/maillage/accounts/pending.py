"""Between the password and the second factor nobody is signed in: the session holds a promise.

`request.user` is anonymous until `open_session`, so that no other page has to know of this.
"""

import time
from dataclasses import dataclass

from django.contrib.auth import login
from django.utils.crypto import constant_time_compare

from maillage.accounts.models import User

PENDING, PROVED = "pending", "proved_at"
PENDING_SECONDS = 10 * 60
# How long one has been asked lately enough to change what protects the account.
FRESH_SECONDS = 5 * 60
# Two servers do not have quite the same time.
DRIFT_SECONDS = 60
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Pending:
    user: User
    landing: str
    # The proof that this browser opened the account before, or nothing.
    device: str
    # Their name at the identity provider, to be linked once they are signed in.
    subject: str = ""


def begin(request, user, *, landing, device="", subject=""):
    # Another key: whoever knew the one before does not inherit the password that was just given.
    request.session.cycle_key()
    request.session[PENDING] = {
        "user": user.pk,
        "at": time.time(),
        "hash": user.get_session_auth_hash(),
        "landing": landing,
        "device": device,
        "subject": subject,
    }


def current(request):
    """Whoever gave the right password less than ten minutes ago, and whose account has not changed
    since; or None."""
    held = request.session.get(PENDING)
    if held is None or not _is_within(PENDING_SECONDS, held["at"]):
        return None
    user = User.objects.filter(pk=held["user"], is_active=True).first()
    if user is None or not constant_time_compare(held["hash"], user.get_session_auth_hash()):
        return None
    return Pending(user, held["landing"], held["device"], held["subject"])


def open_session(request, user):
    """Under another key again; what was pending is over."""
    request.session.pop(PENDING, None)
    login(request, user, backend=BACKEND)
    prove(request)


def prove(request):
    request.session[PROVED] = time.time()


def is_fresh(request):
    return _is_within(FRESH_SECONDS, request.session.get(PROVED, 0))


def _is_within(seconds, moment):
    return -DRIFT_SECONDS <= time.time() - moment <= seconds
