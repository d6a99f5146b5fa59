"""`/ma-parole/`: for whoever holds a receipt. No account, no cookie, nothing kept elsewhere."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from maillage.portal.forms.own_words import DoorForm, OwnClassForm, OwnWordsForm
from maillage.portal.own_words import SOMEBODY, story_of
from maillage.testimony.queries import themes_of
from maillage.toolbox import pace
from maillage.toolbox.errors import Stale
from maillage.voices.actions import correct_own_retex, withdraw_retex
from maillage.voices.enums import FlagKind
from maillage.voices.queries import points_of, proved_by, receipt_under, written_receipt

# Codes that open nothing, typed from one network in a quarter of an hour. A class mistypes a few; a
# robot that tries them all is told so, and a good code opens whatever was tried before it.
WRONG_MOST, WRONG_SECONDS = 60, 900
DONE = ("corrige", "retire")


def private(response):
    """Nobody keeps the page, no other site learns its address, no engine lists it."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def for_everyone(view):
    # Without a referrer browsers send a null Origin, which a token would refuse; and here the
    # address itself is what another site cannot know.
    return login_not_required(csrf_exempt(view))


def for_its_author(view):
    """The receipt opens what it proves; another code, a page that helps to type it."""

    @wraps(view)
    def opened(request, receipt):
        sent = proved_by(receipt)
        if sent is None:
            return unknown(request, receipt)
        return private(view(request, sent, written_receipt(receipt)))

    return for_everyone(opened)


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def door(request):
    """Type the code that one was given."""
    form = DoorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["receipt"]
        if proved_by(typed) is None:
            return unknown(request, typed)
        return private(HttpResponseRedirect(_address("my_words", written_receipt(typed))))
    context = {"form": form, "to_try": settings.DEMO and receipt_under(settings.DEMO_VOICE)}
    status = 422 if form.is_bound else 200
    return private(render(request, "portal/my_words_door.html", context, status=status))


def unknown(request, typed):
    flood = pace.too_many(request, "receipts", most=WRONG_MOST, seconds=WRONG_SECONDS)
    form = DoorForm(initial={"receipt": typed[:100]})
    context = {"form": form, "flood": flood, "is_whole": written_receipt(typed) is not None}
    status = 429 if flood else 404
    response = private(render(request, "portal/my_words_unknown.html", context, status=status))
    if flood:
        response["Retry-After"] = str(WRONG_SECONDS)
    return response


@for_its_author
@require_safe
def my_words(request, sent, receipt):
    done = request.GET.get("fait", "")
    context = {
        **_said(sent, receipt),
        "story": story_of(sent.retex),
        "done": done if done in DONE else "",
    }
    return render(request, "portal/my_words.html", context)


@for_its_author
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, sent, receipt):
    """The questions again, with what was answered."""
    if sent.retex.is_withdrawn:
        return HttpResponseRedirect(_address("my_words", receipt))
    if request.method != "POST":
        return _asking(request, sent, receipt, _form(sent, points_of(sent.retex)))
    form = _form(sent, data=request.POST)
    if not form.is_valid():
        return _asking(request, sent, receipt, form, status=422)
    try:
        _correct(sent.retex, form)
    except Stale as stale:
        return _show_both(request, sent, receipt, stale)
    return HttpResponseRedirect(_address("my_words", receipt) + "?fait=corrige")


@for_its_author
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, sent, receipt):
    """Say what will happen, then do it."""
    if request.method == "POST":
        withdraw_retex(retex=sent.retex, acting_user=SOMEBODY)
        return HttpResponseRedirect(_address("my_words", receipt) + "?fait=retire")
    if sent.retex.is_withdrawn:
        return HttpResponseRedirect(_address("my_words", receipt))
    return render(request, "portal/withdraw_my_words.html", _said(sent, receipt))


def _address(name, receipt):
    return reverse(f"portal:{name}", args=[receipt])


def _said(sent, receipt):
    retex = sent.retex
    return {
        "sent": sent,
        "retex": retex,
        "receipt": receipt,
        "points": points_of(retex),
        # What a moderator will look at closely; why a robot was suspected is not theirs to mend.
        "looks_private": [FlagKind(kind).label for kind in sent.flags if kind in FlagKind.values],
        "consultation_title": retex.consultation.title,
    }


def _form(sent, points=None, **options):
    kind = OwnClassForm if sent.is_minor else OwnWordsForm
    options |= {"retex": sent.retex, "themes": themes_of(sent.retex.consultation)}
    return kind(**options) if points is None else kind.filled(points=points, **options)


def _correct(retex, form):
    correct_own_retex(
        retex=retex,
        said=form.said(where=form.where, language=retex.language),
        version=form.cleaned_data["version"],
        acting_user=SOMEBODY,
    )


def _show_both(request, sent, receipt, stale):
    """Corrected meanwhile, in another window: saving again is then an informed choice."""
    sent.retex.refresh_from_db()
    form = _form(sent, data={**request.POST.dict(), "version": stale.version})
    form.is_valid()
    return _asking(request, sent, receipt, form, status=stale.status, is_stale=True)


def _asking(request, sent, receipt, form, *, status=200, is_stale=False):
    context = {**_said(sent, receipt), "form": form, "is_stale": is_stale}
    return render(request, "portal/correct_my_words.html", context, status=status)
