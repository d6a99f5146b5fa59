from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from maillage.toolbox import pace
from maillage.toolbox.errors import Stale
from maillage.toolbox.listing import keyset_page
from maillage.toolbox.same_origin import comes_from_here
from maillage.toolbox.search import sifted
from maillage.voices import access, actions, browser, queries
from maillage.voices.enums import Profile
from maillage.voices.errors import TooManySameHere
from maillage.voices.feed import ATOM, FEED_SIZE, atom
from maillage.voices.filters import narrow_retex, without_the_few
from maillage.voices.forms import RetexForm
from maillage.voices.lists import RETEX_CHOICES, excerpt, retex_asked_for, surroundings

# Of one network about one account, in an hour: a whole school, not a robot.
SAME_HERE_MOST, SAME_HERE_SECONDS = 600, 3600


@login_not_required
@require_safe
def retours(request):
    filters, kind, profile, source = retex_asked_for(request)
    listed = queries.retex_listed(request.user, kind)
    found = narrow_retex(listed, filters, profile=profile, source=source)
    is_held = False
    if queries.is_a_visitor(request.user):
        found, is_held = without_the_few(found, filters, profile=profile, source=source)
    cursor, words = request.GET.get("curseur", ""), sifted(filters.query)
    page = keyset_page(found, order=("-pk",), cursor=cursor, sift=words)
    context = surroundings(filters, page, *RETEX_CHOICES)
    context |= {"rows": _listed(page.rows, filters), "is_held": is_held}
    context["feed_url"] = reverse("voices:feed") + (filters.address() if filters.kept else "")
    return render(request, "voices/retours.html", context)


@login_not_required
@require_safe
# By its content: what is taken back leaves a feed without any date to say so.
@conditional_page
def feed(request):
    """The last ones, as everyone reads them, whoever asks: a feed reader shows them to others."""
    filters, kind, profile, source = retex_asked_for(request)
    if filters.consultation is None:
        raise Http404
    listed = queries.retex_listed(AnonymousUser(), kind)
    found = narrow_retex(listed, filters, profile=profile, source=source)
    found, _is_held = without_the_few(found, filters, profile=profile, source=source)
    page = keyset_page(found, order=("-pk",), size=FEED_SIZE, sift=sifted(filters.query))
    written = atom(request, filters, _listed(page.rows, filters))
    return HttpResponse(written, content_type=ATOM)


def _listed(rows, filters):
    prefix = reverse("voices:retours")
    numbers = {theme.pk: theme.number for theme in filters.themes}
    for row in rows:
        row["theme_number"] = numbers.get(row["theme_id"])
        row["excerpt"] = excerpt(row["beginning"] or row["first_point"] or "")
        row["url"] = f"{prefix}{row['pk']}/"
        if row["workshop_id"] is None:
            row["place"] = filters.around(row["path"])
            row["who"] = Profile(row["profile"]).label
    return rows


@login_not_required
@require_safe
def retex(request, pk):
    visible = queries.retex_visible_to(request.user).select_related("consultation", "territory")
    retex = visible.filter(pk=pk).first()
    if retex is None:
        return _withdrawn(request, pk)
    can_edit = access.can_correct(request.user, retex)
    context = {
        "retex": retex,
        "consultation_title": retex.consultation.title,
        "area": queries.area_of(retex) if retex.workshop is None else None,
        "links": _web_links(retex.links),
        "points": queries.points_of(retex),
        "said_same_here": queries.said_same_here(retex, browser.mark_of(request)),
        "form": RetexForm.filled(retex) if can_edit else None,
        "former": queries.former_words(retex) if can_edit else (),
    }
    return render(request, "voices/retex.html", context)


@login_not_required
# No cookie before, no account: `comes_from_here` is asked instead of a token.
@csrf_exempt
@require_POST
def same_here(request, pk):
    """«Moi aussi», or no longer, then back to where it was said."""
    retex = get_object_or_404(queries.retex_shown(), pk=pk)
    if not comes_from_here(request):
        raise PermissionDenied
    what = f"same-here:{retex.pk}"
    if pace.too_many(request, what, most=SAME_HERE_MOST, seconds=SAME_HERE_SECONDS):
        raise TooManySameHere
    mark = browser.mark_of(request) or browser.new_mark()
    is_undone = "reprendre" in request.POST
    act = actions.take_back_same_here if is_undone else actions.say_same_here
    act(retex=retex, browser=browser.digest_for(retex, mark), acting_user=request.user)
    back = redirect(f"{retex.get_absolute_url()}#moi-aussi")
    return back if is_undone else browser.leave_mark(request, back, mark)


def _withdrawn(request, pk):
    """What others rest on says that it was taken back; the rest never was, for whoever asks."""
    get_object_or_404(queries.withdrawn_and_cited(), pk=pk)
    return render(request, "voices/retex_withdrawn.html", status=410)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_retex(request, pk):
    retex = get_object_or_404(queries.retex_visible_to(request.user), pk=pk)
    if not access.can_correct(request.user, retex):
        raise PermissionDenied
    if request.method != "POST":
        return _correction(request, retex, RetexForm.filled(retex))
    form = RetexForm(request.POST, retex=retex)
    if not form.is_valid():
        return _correction(request, retex, form, status=422)
    try:
        actions.correct_retex(retex=retex, acting_user=request.user, **form.cleaned_data)
    except Stale as stale:
        return _show_both(request, retex, stale)
    messages.success(
        request, _("La correction est enregistrée. L’ancien texte reste dans la trace.")
    )
    return redirect(retex)


def _show_both(request, retex, stale):
    """Both texts; saving again is then an informed choice, with the version just shown."""
    retex.refresh_from_db()
    form = RetexForm({**request.POST.dict(), "version": retex.version}, retex=retex)
    form.is_valid()
    form.add_error(None, _("Quelqu’un a corrigé ce RETEX pendant que vous l’écriviez."))
    return _correction(request, retex, form, status=stale.status, is_stale=True)


def _correction(request, retex, form, *, status=200, is_stale=False):
    context = {"retex": retex, "form": form, "is_stale": is_stale}
    return render(request, "voices/correct_retex.html", context, status=status)


def _web_links(links):
    """(address, what to read of it) of what a browser may be led to: nothing but http and https."""
    found = []
    for link in links:
        try:
            parts = urlsplit(link)
            host = parts.hostname
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and host:
            found.append((link, host.removeprefix("www.")))
    return found
