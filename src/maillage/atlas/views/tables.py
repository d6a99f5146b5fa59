"""`/carte/`: pupils without a solution in a département, as tables and as a drawing beside them."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.atlas import disagreeing, markup, pictures, queries, words
from maillage.atlas.enums import View

LONGEST, SHOWN = 100, 20


@login_not_required
@require_safe
def home(request):
    """The département that was asked for, else that of the consultation."""
    estimates = queries.estimates_shown()
    asked = request.GET.get("departement", "")
    chosen = next((each for each in estimates if each.territory.code == asked), None)
    estimate = chosen or queries.default_estimate(estimates, request.user)
    if estimate is None:
        return _nothing(request, None)
    return _shown(request, estimate, View.SCHOOLS, estimates)


@login_not_required
@require_safe
def department(request, code, view=View.SCHOOLS):
    estimate = queries.estimate_in(code)
    if estimate is None:
        territory = queries.department_named(code)
        if territory is None:
            raise Http404
        return _nothing(request, territory)
    return _shown(request, estimate, view, ())


@login_not_required
@require_safe
def networks(request, code):
    """Where no operator is received, and where one or two are."""
    estimate = queries.estimate_in(code)
    territory = estimate.territory if estimate else queries.department_named(code)
    if territory is None:
        raise Http404
    sketch = queries.sketch_of(territory.code)
    rows = queries.communes_by_network(sketch) if sketch else []
    context = {
        **_around(territory, View.NETWORKS),
        **_cut(rows, _start(request), address_of(territory.code, View.NETWORKS)),
        "heading": words.networks_heading(rows),
        "can_take": estimate is not None,
        "picture": sketch and sketch.frame and rows and pictures.of_networks(sketch),
        "dataset": queries.networks_dataset(territory.code),
    }
    return render(request, "atlas/networks.html", context)


def _cut(rows, start, address):
    return {
        "body": markup.networks_body(rows[start : start + SHOWN]),
        "previous_url": start and f"{address}?debut={max(0, start - SHOWN)}",
        "next_url": len(rows) > start + SHOWN and f"{address}?debut={start + SHOWN}",
    }


def _start(request):
    asked = request.GET.get("debut", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 0


def _around(territory, view):
    """What every table of a département stands in."""
    return {
        "territory": territory,
        "code": territory.code,
        "load": words.LOAD,
        "view": view,
        "views": [(each, address_of(territory.code, each)) for each in View],
    }


def _nothing(request, territory):
    commands = words.commands(territory and territory.code)
    return render(request, "atlas/nothing.html", {"territory": territory, "commands": commands})


def _shown(request, estimate, view, others):
    told, sketch = queries.together(estimate), queries.drawn_of(estimate.territory.code)
    context = {
        **_around(estimate.territory, view),
        "estimate": estimate,
        "others": others if len(others) > 1 else (),
        "heading": words.heading(told.sum),
        "told": told,
        "picture": sketch and pictures.of_shares(sketch, told),
        "disagreeing": view == View.COMMUNES and disagreeing.of(told, queries.spoken_in(estimate)),
        **_table(request, estimate, view),
    }
    return render(request, "atlas/department.html", context)


def _table(request, estimate, view):
    typed = request.GET.get("q", "").strip()[:LONGEST]
    cursor = request.GET.get("curseur", "")
    page = queries.page_of_lines(estimate, view.about, words=typed, cursor=cursor)
    address = address_of(estimate.territory.code, view)
    return {
        "typed": typed,
        "address": address,
        "body": markup.table_body(page.rows, view, estimate.territory.code),
        "previous_url": page.has_previous and _page(address, typed, page.previous_cursor),
        "next_url": page.has_next and _page(address, typed, page.next_cursor),
    }


def address_of(code, view):
    return reverse(f"atlas:{view.name.lower()}", args=[code])


def _page(address, typed, cursor):
    asked = {name: value for name, value in (("q", typed), ("curseur", cursor)) if value}
    return f"{address}?{urlencode(asked)}"
