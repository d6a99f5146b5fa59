"""The findings of a desk: worded, merged, split by whoever sorts."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.sorting.queries import cards, desks
from maillage.sorting.views.around import (
    asked_words,
    kind_asked,
    neighbours,
    surroundings,
    theme_to_sort,
    with_keys,
)
from maillage.toolbox.listing import Page, keyset_page
from maillage.toolbox.search import sifted


@never_cache
@require_safe
def findings(request, pk):
    theme = theme_to_sort(request, pk)
    kind, asked = kind_asked(request), asked_words(request, "constat")
    if asked:
        page = Page(desks.findings_named(theme, asked, kind))
    else:
        found, cursor = desks.findings_of(theme, kind), request.GET.get("curseur", "")
        page = keyset_page(found, order=("-voices", "-pk"), cursor=cursor)
    context = surroundings(request, theme, desks.desk_of(theme))
    context |= {"findings": page.rows, "kind": kind, "asked": asked}
    return render(request, "sorting/findings.html", context | neighbours(page, nature=kind))


@with_keys
@never_cache
@require_safe
def finding(request, pk, finding):
    """Its words and its points; what can be done with both."""
    theme = theme_to_sort(request, pk)
    held = desks.finding_on(theme.pk, finding)
    if held is None:
        raise Http404
    words, asked = asked_words(request, "q"), asked_words(request, "constat")
    cursor = request.GET.get("curseur", "")
    found = desks.cards_under(held)
    page = keyset_page(found, order=("pk",), cursor=cursor, sift=sifted(words))
    others = desks.others_named(theme, held, asked)
    context = surroundings(request, theme, held.desk)
    context |= {"finding": held, "cards": cards.read(page.rows), "others": others}
    context |= {"query": words, "asked": asked, **neighbours(page, q=words, constat=asked)}
    return render(request, "sorting/finding_desk.html", context)
