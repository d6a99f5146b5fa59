"""Suggestions written in place of those of before; what somebody answered stays."""

from django.db import transaction

from maillage.sorting import analysis
from maillage.sorting.gathering import propose
from maillage.sorting.models import Card, Desk, Reading, SuggestedCard, Suggestion
from maillage.sorting.queries.readings import gathering_of
from maillage.voices.enums import PointKind

# Rows written together.
PIECE = 500
# Of each suggestion and of each finding, that new cards are compared with.
ANCHORS = 3


def write_suggestions(run, held, found):
    """In the order in which they are worth an answer, irritants and strengths each in its own."""
    proposals = []
    for kind in PointKind:
        proposals += [(kind, one, names) for one, names in _proposed(run, kind, found)]
    proposals.sort(key=lambda told: -told[1].worth)
    # Whoever reads the desk meanwhile finds fewer of them for a moment, and never waits.
    _drain(run.desk_id, held)
    for at in range(0, len(proposals), PIECE // 10):
        _write(run, held, proposals[at : at + PIECE // 10], at)
    mark_anchors(run.desk_id, held)


def _proposed(run, kind, found):
    desk = gathering_of(run, kind)
    grouped = found.get("groups", {}).get(str(kind)) or {"labels": {}, "names": []}
    labels = {int(card): label for card, label in grouped["labels"].items()}
    near = None
    if labels:
        cards = [card for card in desk.vectors if card in labels]
        rows = [desk.vectors[card] for card in cards]
        near = analysis.nearness(cards, rows, [labels[card] for card in cards])
    there = {read.card for read in desk.reads}
    copies = [
        (one, other, likeness)
        for one, other, likeness in found.get("copies", {}).get(str(kind), [])
        if one in there and other in there
    ]
    proposals = propose(
        desk.reads,
        findings=desk.findings,
        copies=copies,
        tables=desk.tables,
        kept=desk.kept,
        near=near,
    )
    for one in proposals:
        yield one, _name(one, desk, labels, grouped["names"])


def _name(proposal, desk, labels, names):
    """The term, or the words that set its subject apart."""
    if proposal.finding or proposal.term:
        return "" if proposal.finding else proposal.term
    told = {labels.get(card) for card in proposal.cards}
    if len(told) != 1 or None in told:
        return ""
    # A word that one card alone says would outlive it when its author takes it back.
    said = [desk.words[card] for card in proposal.cards if card in desk.words]
    shared = [
        word
        for word in names[told.pop()].split(", ")
        if sum(set(analysis.spelt(word).split()) <= words for words in said) > 1
    ]
    return ", ".join(shared)


@transaction.atomic
def _write(run, held, told, rank):
    _hold(run.desk_id, held)
    suggestions = Suggestion.objects.bulk_create(
        Suggestion(
            run=run,
            desk_id=run.desk_id,
            kind=kind,
            rank=rank + at + 1,
            name=name[:200],
            finding_id=one.finding,
            reasons=one.reasons,
        )
        for at, (kind, one, name) in enumerate(told)
    )
    keys = [card for _, one, _ in told for card in one.cards]
    # Held, so that none is taken off the desk before it is written.
    there = set(
        Card.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    SuggestedCard.objects.bulk_create(
        SuggestedCard(suggestion=suggestion, card_id=card, score=score, reason=reason[:200])
        for suggestion, (_, one, _) in zip(suggestions, told, strict=True)
        for card, (score, reason) in one.cards.items()
        if card in there
    )


def mark_anchors(desk, held):
    """A few cards of each finding and of each suggestion, for new ones to be compared with."""
    wanted = set(anchors_of(desk))
    marked = set(
        Reading.objects.filter(is_anchor=True, card__desk=desk).values_list("card", flat=True)
    )
    for keys, is_anchor in ((marked - wanted, False), (wanted - marked, True)):
        for some in _pieces(sorted(keys)):
            with transaction.atomic():
                held.keep()
                Reading.objects.filter(pk__in=some).update(is_anchor=is_anchor)


def anchors_of(desk):
    placed = Card.objects.filter(desk=desk, finding__closed_at=None, finding__isnull=False)
    yield from _first_of(placed.order_by("finding", "pk").values_list("finding", "pk"))
    suggested = SuggestedCard.objects.filter(suggestion__desk=desk, suggestion__answered_by=None)
    suggested = suggested.order_by("suggestion", "-score", "card")
    yield from _first_of(suggested.values_list("suggestion", "card"))


def _first_of(rows):
    here, times = None, 0
    for group, card in rows.iterator(chunk_size=PIECE):
        here, times = (group, times + 1) if group == here else (group, 1)
        if times <= ANCHORS:
            yield card


def _drain(desk, held):
    """Those that nobody answered, under the lock of whoever answers."""
    left = Suggestion.objects.filter(desk=desk, answered_by=None)
    while True:
        with transaction.atomic():
            _hold(desk, held)
            keys = list(left.values_list("pk", flat=True)[: PIECE // 10])
            if not keys:
                return
            SuggestedCard.objects.filter(suggestion__in=keys).delete()
            left.filter(pk__in=keys).delete()


def _hold(desk, held):
    Desk.objects.select_for_update(of=("self",)).get(pk=desk)
    held.keep()


def _pieces(keys):
    return [keys[at : at + PIECE] for at in range(0, len(keys), PIECE)]
