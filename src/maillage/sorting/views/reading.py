"""`/diagnostic/`: what everyone reads of the desks that are published."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.diagnosis.lists import NATURE
from maillage.diagnosis.lists import listed as listed_by_workshops
from maillage.sorting import exports
from maillage.sorting.enums import Rank
from maillage.sorting.queries import cards, published
from maillage.sorting.queries import shared as reads
from maillage.sorting.views.around import neighbours
from maillage.sorting.words import bars, told
from maillage.toolbox.listing import Page, keyset_page
from maillage.voices.filters import read_filters
from maillage.voices.lists import surroundings

# Of each nature, side by side; the whole list of one of them is a filter away.
FIRST = 10
HISTORY = 20


@login_not_required
@require_safe
def shared(request):
    """Shared findings first, strengths beside irritants; until a desk is published, what each
    workshop wrote."""
    desks = reads.published_desks(request.user)
    if not desks:
        return render(request, "diagnosis/findings.html", listed_by_workshops(request))
    filters = read_filters(request, also=(NATURE.name, "ordre"))
    return render(request, "sorting/shared.html", _shared(request, desks, filters))


def _shared(request, desks, filters):
    rank, kind = request.GET.get("ordre", ""), NATURE.asked(filters)
    rank = Rank(rank) if rank in Rank.values else Rank.VOICES
    page, sides = _page(request, reads.shared_in(desks, filters, kind or ""), filters, rank, kind)
    return {
        "desks": desks,
        "rank": rank,
        "ranks": [(each.label, filters.address(ordre=each), each == rank) for each in Rank],
        "sides": sides,
        "prefix": reverse("sorting:finding", args=[0]).removesuffix("0/"),
        **surroundings(filters, page, NATURE),
    }


def _page(request, found, filters, rank, kind):
    """(the page of one nature, [(nature, its rows, the address of all of them)])."""
    order = (f"-{rank.column}", "-pk")
    if filters.query:
        rows = reads.shared_named(found, filters.query, rank)[: reads.MOST_NAMED]
        sides = [(each, [row for row in rows if row["kind"] == each]) for each in NATURE.wordings]
        return Page(rows), [(each, held, "") for each, held in sides if held]
    if kind:
        page = keyset_page(found, order=order, cursor=request.GET.get("curseur", ""))
        return page, [(kind, page.rows, "")]
    held = reads.first_of_each(found, rank, FIRST)
    sides = [
        (each, rows[:FIRST], len(rows) > FIRST and filters.address(nature=each))
        for each in NATURE.wordings
        for rows in (held.get(each, []),)
    ]
    # Not all are here: how many there are is not known.
    return Page([], next_cursor="?"), sides


@login_not_required
@require_safe
def finding(request, pk):
    visible = published.shared_visible_to(request.user)
    around = visible.select_related("merged_into", "desk__theme__consultation")
    finding = get_object_or_404(around, pk=pk)
    found = reads.cards_of(finding, request.user)
    page = keyset_page(found, order=("pk",), cursor=request.GET.get("curseur", ""))
    profiles, places = reads.breakdown(finding)
    context = {
        "finding": finding,
        "theme": finding.desk.theme,
        "consultation_title": finding.desk.theme.consultation.title,
        "cards": cards.read(page.rows),
        "few": not any((*profiles.values(), *places.values())),
        "drawings": bars(profiles, places),
        "gathered": reads.gathered_by(finding, request.user),
        "history": told(reads.history_of(finding)[:HISTORY]),
        **neighbours(page),
    }
    return render(request, "sorting/shared_finding.html", context)


@login_not_required
@require_safe
def data(request, file_format):
    desks = reads.published_desks(request.user)
    if not desks or file_format not in exports.CONTENT_TYPES:
        raise Http404
    pieces = exports.written(desks, file_format)
    sent = StreamingHttpResponse(pieces, content_type=exports.CONTENT_TYPES[file_format])
    name = f"constats-partages-{timezone.localdate():%Y-%m-%d}.{file_format}"
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent
