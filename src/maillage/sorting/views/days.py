"""What was decided, and the desk of any day."""

import datetime

from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.sorting.enums import Tray
from maillage.sorting.queries import cards, desks, history
from maillage.sorting.views.around import neighbours, surroundings, theme_to_sort
from maillage.toolbox.listing import keyset_page

# Points shown of the finding that is opened on a past day.
SHOWN = 50


@never_cache
@require_safe
def decisions(request, pk):
    theme = theme_to_sort(request, pk)
    desk = desks.desk_of(theme)
    found = history.decisions_on(theme)
    page = keyset_page(found, order=("-number", "-pk"), cursor=request.GET.get("curseur", ""))
    context = surroundings(request, theme, desk) | neighbours(page)
    context["decisions"] = history.fill(page.rows)
    return render(request, "sorting/decisions.html", context)


def day_asked(request):
    try:
        return parse_date(request.GET.get("jour", ""))
    except ValueError:
        return None


def desk_of_a_day(request, theme, desk, day):
    """As it was that evening, added up anew; nothing can be decided on it."""
    evening = timezone.make_aware(datetime.datetime.combine(day, datetime.time.max))
    state = history.state_on(desk, evening)
    placed = state.placed
    opened = request.GET.get("constat", "")
    shown = placed.get(int(opened), [])[:SHOWN] if opened.isdecimal() else []
    context = {
        "theme": theme,
        "consultation_title": theme.consultation.title,
        "day": day,
        "findings": _findings_of(state, placed),
        "opened": int(opened) if shown else None,
        "cards": cards.read(cards.on_desk(desk, map(str, shown))),
        "placed": sum(map(len, placed.values())),
        "aside": sum(tray == Tray.ASIDE for tray, _finding in state.trays.values()),
    }
    return render(request, "sorting/day.html", context)


def _findings_of(state, placed):
    """As they were worded then, those with the most points first."""
    return [
        {"pk": key, "text": state.wordings.get(key) or "", "count": len(placed[key])}
        for key in sorted(placed, key=lambda key: (-len(placed[key]), key))
    ]
