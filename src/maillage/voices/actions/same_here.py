"""«Moi aussi», and its undoing: counted once for each browser.

Nothing enters the trail, on purpose: a reader's click is no decision, the trail can never forget,
and everyone who testifies waits for its head.
"""

from django.db import transaction
from django.db.models import F

from maillage.voices.errors import NoLongerShown
from maillage.voices.models import Retex, SameHere


@transaction.atomic
def say_same_here(*, retex, browser, acting_user):
    """Twice by the same browser is once. `browser`: its digest for this account."""
    _lock_shown(retex)
    said = SameHere.objects.filter(retex=retex, browser=browser)
    if not said.exists():
        SameHere.objects.create(retex=retex, browser=browser)
        Retex.objects.filter(pk=retex.pk).update(same_here=F("same_here") + 1)


@transaction.atomic
def take_back_same_here(*, retex, browser, acting_user):
    _lock_shown(retex)
    gone, _ = SameHere.objects.filter(retex=retex, browser=browser).delete()
    if gone:
        Retex.objects.filter(pk=retex.pk).update(same_here=F("same_here") - 1)


def _lock_shown(retex):
    """Those who speak of the same account wait for one another, and for whoever moderates it."""
    held = Retex.objects.select_for_update(of=("self",)).filter(pk=retex.pk, is_shown=True)
    if not held.values_list("pk"):
        raise NoLongerShown
