"""`/diagnostic/silence/`: who did not speak, against how many they are."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.accounts.queries import roles_of
from maillage.silence import actions, exports, markup, queries, words
from maillage.silence.enums import ALL, POPULATIONS, PROFILES, Cross
from maillage.toolbox.charts import Bar
from maillage.toolbox.listing import keyset_page
from maillage.voices.access import can_edit_in
from maillage.voices.enums import EDITORS, FEW, Profile

SHOWN, DRAWN = 20, 10


@login_not_required
@require_safe
def home(request):
    consultation, counted = queries.current_edition(request.user)
    context = {
        "consultation_title": consultation.title if consultation else "",
        "counted": counted,
        "few": FEW,
        "can_call": _calls_schools(request.user),
        "can_count": consultation is not None and _can_count(request.user, consultation),
    }
    if counted:
        context |= _page(request, counted)
    return render(request, "silence/home.html", context)


def _page(request, counted):
    place = counted.places.get(request.GET.get("territoire", ""), counted.root)
    cross = request.GET.get("croiser")
    cross = Cross(cross) if cross in Cross.values else counted.telling(place)
    kept = {"croiser": cross.value, "territoire": place.key if place != counted.root else ""}
    return {
        "cross": cross,
        "place": place,
        "crosses": markup.options((each.value, each.label, each == cross) for each in Cross),
        "places": markup.options(
            (each.key, each.name, each == place)
            for each in counted.places.values()
            if not each.is_unsaid
        ),
        "takes_place": cross != Cross.PROFILE_THEME,
        "hidden": counted.hidden_among(counted.crossed(cross, place)),
        "table": _table(counted, cross, place),
        "sources": _sources(counted),
        **_told(counted.silent(cross, place), _start(request), kept, counted),
    }


def _told(silent, start, kept, counted):
    """So many sentences, their drawing, and the neighbouring pages."""
    shown = [counted.at(*cell) for cell in silent[start : start + SHOWN]]
    cross = kept["croiser"]
    return {
        "silent": [(words.sentence(cell, counted, cross), words.beside(cell)) for cell in shown],
        "bars": _bars(shown, counted, cross),
        "first": start + 1,
        "previous_url": start and _address(kept, max(0, start - SHOWN)),
        "next_url": len(silent) > start + SHOWN and _address(kept, start + SHOWN),
    }


def _bars(cells, counted, cross):
    return [
        Bar(words.label(cell, counted, cross), cell.count, cell.expected)
        for cell in cells[:DRAWN]
        if cell.expected is not None
    ]


def _table(counted, cross, place):
    """(headings, [(row heading, cells)]): totals first, then what lies straight under a place."""
    who = [(each, words.name_of_profile(each)) for each in (ALL, *PROFILES)]
    what = [(each, words.name_of_theme(each, counted)) for each in (ALL, *counted.themes)]
    where = [(each, words.name_of_place(each)) for each in (place, *counted.inside(place))]
    rows, columns, cell = {
        Cross.PROFILE_TERRITORY: (where, who, lambda at, of: counted.cell(of, at, ALL)),
        Cross.PROFILE_THEME: (who, what, lambda of, about: counted.cell(of, counted.root, about)),
        Cross.TERRITORY_THEME: (where, what, lambda at, about: counted.cell(ALL, at, about)),
    }[cross]
    told = [(name, [cell(row, column) for column, _name in columns]) for row, name in rows]
    return [name for _column, name in columns], markup.table_body(told)


def _sources(counted):
    """[(who, [(source, year, day, licence)])], then whom nobody counts."""
    told = [
        (
            str(Profile(profile).label),
            [
                (each["source"], each["year"], parse_date(each["observed_on"]), each["licence"])
                for each in counted.sources.get(profile, [])
            ],
        )
        for profile in POPULATIONS
    ]
    unknown = [str(profile.label) for profile in PROFILES if profile not in counted.sources]
    return {"known": [(who, each) for who, each in told if each], "unknown": ", ".join(unknown)}


def _start(request):
    asked = request.GET.get("debut", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 0


def _address(kept, start):
    kept = {**kept, "debut": start or ""}
    return "?" + urlencode({name: value for name, value in kept.items() if value})


@login_not_required
@require_safe
def data(request, file_format):
    consultation, counted = queries.current_edition(request.user)
    if counted is None or file_format not in exports.CONTENT_TYPES:
        raise Http404
    sent = StreamingHttpResponse(
        exports.written(counted, file_format), content_type=exports.CONTENT_TYPES[file_format]
    )
    name = f"{consultation.slug}-silence-{counted.counted_at:%Y-%m-%d}.{file_format}"
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


@require_safe
def schools(request):
    """Which schools to call first: nobody spoke from there, and many are in them."""
    if not _calls_schools(request.user):
        raise PermissionDenied
    cursor = request.GET.get("curseur", "")
    found = queries.silent_schools(request.user)
    page = keyset_page(found, order=("-pupils", "-pk"), cursor=cursor, nullable=("pupils",))
    context = {
        "rows": page.rows,
        "previous_url": page.has_previous and f"?curseur={page.previous_cursor}",
        "next_url": page.has_next and f"?curseur={page.next_cursor}",
    }
    return render(request, "silence/schools.html", context)


@require_POST
def count(request):
    consultation, _counted = queries.current_edition(request.user)
    if consultation is None:
        raise Http404
    actions.count_silence(consultation=consultation, acting_user=request.user)
    messages.success(request, _("C’est compté : la page dit qui a parlé jusqu’à maintenant."))
    return redirect("silence:home")


def _calls_schools(user):
    return user.is_superuser or any(role.kind in EDITORS for role in roles_of(user))


def _can_count(user, consultation):
    return user.is_authenticated and can_edit_in(user, consultation.territory)
