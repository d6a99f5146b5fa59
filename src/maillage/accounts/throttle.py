"""How many times one may try to open an account: counted in the database, for all servers.

By account, never by address of the network: a whole school speaks through one of those.
"""

import datetime as dt
import logging

from django.conf import settings
from django.core import signing
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from maillage.accounts.models import SignInTries, UserManager

TRIES = 10
# A code is six digits, and whoever tries one knows the password already: the owner is told.
SECOND = "second"
MAIL = "mail"
FEWER = {SECOND: 5, MAIL: 3}
WINDOW = dt.timedelta(minutes=15)

DEVICE_AGE = dt.timedelta(days=365)
DEVICE_SALT = "maillage.accounts.device"

logger = logging.getLogger(__name__)


def take_a_try(email, *, device="", step=""):
    """Count one try before the password is looked at; False when there were too many.

    The window opens with the first try and ends 15 minutes later, whatever happens in between:
    whoever goes on trying cannot keep the owner out by making it longer.
    """
    key, now = _key(email, device, step), timezone.now()
    most = _most(step)
    if _count(key, now, most):
        return True
    # Either too many tries, or none lately: open a window if there is none. Rows of the past go at
    # the same time, so that invented addresses do not fill the table.
    SignInTries.objects.filter(since__lte=now - WINDOW).delete()
    SignInTries.objects.bulk_create([SignInTries(account=key, since=now)], ignore_conflicts=True)
    if _count(key, now, most):
        return True
    logger.warning("sign-in refused, too many tries: account %s", key[:12])
    return False


def was_the_last_try(email, *, device="", step=""):
    return SignInTries.objects.filter(account=_key(email, device, step), count=_most(step)).exists()


def forget_tries(email, *, device="", step=""):
    SignInTries.objects.filter(account=_key(email, device, step)).delete()


def device_cookie_name():
    """Behind HTTPS, a name that browsers accept from this very host alone."""
    return "__Host-appareil" if settings.SESSION_COOKIE_SECURE else "appareil"


def new_device(email):
    """A proof for the owner's browser, so that it has tries of its own: strangers who exhaust those
    of the account do not close the door on it."""
    return signing.dumps([account_digest(email), get_random_string(16)], salt=DEVICE_SALT)


def known_device(cookie, email):
    """The cookie, if this browser has opened this very account before; otherwise nothing."""
    try:
        account, _ = signing.loads(cookie, salt=DEVICE_SALT, max_age=DEVICE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return cookie if account == account_digest(email) else ""


def account_digest(email):
    return _digest(UserManager.normalize_email(email))


def _key(email, device, step=""):
    # No address holds a space: that of a step is nobody's.
    return _digest(f"{UserManager.normalize_email(email)} {device} {step}".strip())


def _digest(text):
    return salted_hmac("maillage.accounts.tries", text, algorithm="sha256").hexdigest()


def _most(step):
    return FEWER.get(step, TRIES)


def _count(key, now, most):
    # One statement: two servers that count at once cannot both see the last try as free.
    return SignInTries.objects.filter(account=key, since__gt=now - WINDOW, count__lt=most).update(
        count=F("count") + 1
    )
