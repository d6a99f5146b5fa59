"""`/diagnostic/tri/`: the themes, and one suggestion at a time."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.sorting.access import can_sort_somewhere
from maillage.sorting.enums import Tray
from maillage.sorting.queries import cards, desks, history, runs
from maillage.sorting.reasons import in_words
from maillage.sorting.views.around import (
    asked_words,
    kind_asked,
    neighbours,
    surroundings,
    theme_to_sort,
    with_keys,
)
from maillage.sorting.views.days import day_asked, desk_of_a_day
from maillage.toolbox.listing import capped_count, keyset_page
from maillage.toolbox.search import sifted

# Findings beside the suggestion, and the decisions that one key undoes.
BESIDE, LATEST = 12, 3


@never_cache
@require_safe
def themes(request):
    if not can_sort_somewhere(request.user):
        raise PermissionDenied
    found = list(desks.themes_sorted_by(request.user))
    trays = desks.trays_of([theme.pk for theme in found])
    for theme in found:
        counts = trays[theme.pk]
        theme.total, theme.to_sort = sum(counts.values()), counts[Tray.TO_SORT]
        theme.sorted = theme.total - theme.to_sort
    return render(request, "sorting/themes.html", {"themes": found})


@with_keys
@never_cache
@require_safe
def desk(request, pk):
    theme = theme_to_sort(request, pk)
    desk = desks.desk_of(theme)
    day = day_asked(request)
    if day and desk:
        return desk_of_a_day(request, theme, desk, day)
    asked = asked_words(request, "constat")
    context = surroundings(request, theme, desk)
    context |= {
        "asked": asked,
        "now": runs.under_way(desk),
        "kind": kind_asked(request),
        "findings": desks.findings_named(theme, asked, kind_asked(request), BESIDE),
        "waiting": capped_count(desks.suggestions_of(theme)),
        "latest": desk and history.fill(history.decisions_of(desk).order_by("-number")[:LATEST]),
    }
    return render(request, "sorting/desk.html", context | _before_you(request, theme))


def _before_you(request, theme):
    """What is to be answered: what the machine proposes, else the first point to sort."""
    if "propos" in request.GET:
        return _one_point(request, theme)
    rank, _, pk = request.GET.get("apres", "").partition("-")
    later = {"rank": int(rank), "pk": int(pk)} if rank.isdecimal() and pk.isdecimal() else {}
    suggestion = desks.suggestion_after(theme, **later)
    return _suggested(theme, suggestion) if suggestion else _one_point(request, theme)


def _suggested(theme, suggestion):
    held = desks.cards_suggested(suggestion)
    said = cards.read([card for card, _reason in held])
    reasons = {card.pk: reason for card, reason in held}
    for each in said:
        each.reason = in_words(reasons[each.pk])
    words = " ".join([suggestion.name, *(each.words for each in said)])
    return {
        "suggestion": suggestion,
        "cards": said,
        "wording": _proposed(suggestion, said),
        "nearest": desks.nearest_findings(theme, suggestion.kind, words),
        "later": f"?apres={suggestion.rank}-{suggestion.pk}",
    }


def _proposed(suggestion, said):
    """What a group agreed on at its table; else the words that set it apart. Never what one person
    said: they may take it back, and the wording would still say it."""
    at_tables = [each.words for each in said if each.card.point.workshop_id]
    return at_tables[0] if at_tables else suggestion.name


def _one_point(request, theme):
    after = request.GET.get("propos", "")
    found = desks.next_to_sort(theme, int(after) if after.isdecimal() else 0)
    said = cards.read([found] if found else [])
    if not said:
        return {"suggestion": None, "cards": []}
    [card] = said
    return {
        "suggestion": None,
        "cards": said,
        "wording": card.words if card.card.point.workshop_id else "",
        "nearest": desks.nearest_findings(theme, card.kind, card.words),
        "later": f"?propos={card.pk}",
    }


@with_keys
@never_cache
@require_safe
def points(request, pk):
    """What is to sort, or was set aside: looked for by its words, ticked, and put somewhere."""
    theme = theme_to_sort(request, pk)
    kind, words = kind_asked(request), asked_words(request, "q")
    asked = asked_words(request, "constat")
    tray = Tray.ASIDE if request.GET.get("ou") == Tray.ASIDE else Tray.TO_SORT
    found = cards.cards_to_sort(theme, kind, tray)
    cursor = request.GET.get("curseur", "")
    page = keyset_page(found, order=("kind", "pk"), cursor=cursor, sift=sifted(words))
    context = surroundings(request, theme, desks.desk_of(theme))
    context |= neighbours(page, q=words, nature=kind, constat=asked, ou=tray)
    context |= {
        "cards": cards.read(page.rows),
        "query": words,
        "kind": kind,
        "asked": asked,
        "tray": tray,
        "nearest": desks.findings_named(theme, asked or words, kind, desks.NEAREST),
    }
    return render(request, "sorting/points.html", context)
