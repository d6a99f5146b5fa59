"""`/carte/<département>/commune/<code>/`: all that is known of one line, and how to contest it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.atlas import markup, pictures, queries, words
from maillage.atlas.around import Around
from maillage.atlas.views import tables
from maillage.territory.enums import About
from maillage.testimony.queries import address_about


@login_not_required
@require_safe
def line(request, code, key, view):
    told = _line(code, key, view)
    code = told.estimate.territory.code
    sketch, together = queries.drawn_of(code, whole=True), queries.together(told.estimate)
    around = Around(told, sketch, together)
    context = {
        **_known(told, view),
        **_near(around),
        "estimate": told.estimate,
        "told": together,
        "code": code,
        "load": words.LOAD,
        "list_url": tables.address_of(code, view),
        "picture": sketch and pictures.of_shares(sketch, together, of_interest=around.own),
    }
    return render(request, "atlas/place.html", context)


def _known(told, view):
    heard = queries.heard_in(told.estimate)
    here = heard.workshops.get(told.code) if told.about == About.COMMUNE else None
    return {
        "line": told,
        "figures": words.figures(told),
        "place_key": f"{'uai' if told.school else 'commune'}-{told.code}",
        "voices": words.voices(heard.people[told.about].get(told.code)),
        "workshops": queries.workshops_told(here),
        "contests": words.contests(queries.contests_of(told)),
        "contest_url": reverse(
            markup.CONTESTS[view], args=[told.estimate.territory.code, told.code]
        ),
        "schools": [(each, words.share(each)) for each in queries.schools_in(told)],
    }


def _near(around):
    return {
        "around": around,
        "places": [(*each, words.distance(metres)) for *each, metres in around.places],
        "neighbours": [
            (key, name, "" if share is None else words.percent(share))
            for key, name, share in around.neighbours
        ],
    }


@login_not_required
@never_cache
@require_safe
def contest(request, code, key, view):
    """To the form, which begins with the place, the theme, and the figure."""
    told = _line(code, key, view)
    place = told.school or told.territory
    kind = "uai" if told.school else "commune"
    about = {
        "reference": queries.reference_of(told),
        "label": words.contested(told),
        "place": f"{place}",
        "place_key": f"{kind}-{told.code}" if place else "",
        "theme": queries.theme_of_access(request.user),
    }
    return redirect(address_about(**about))


def _line(code, key, view):
    estimate = queries.estimate_in(code)
    found = queries.line_of(estimate, view.about, key) if estimate else None
    if found is None:
        raise Http404
    return found
