"""What was just said, put near what it seems to say again: between two analyses, card by card."""

from django.db import transaction
from django.db.models import F

from maillage.sorting import analysis
from maillage.sorting.actions._steps import PIECE, VECTOR, WORDS, keep_readings
from maillage.sorting.actions._suggesting import ANCHORS
from maillage.sorting.enums import RunState, Tray
from maillage.sorting.gathering import BY_TERM, CERTAIN, NEAR, SAME_WORDS, TERM, strongest
from maillage.sorting.models import (
    Card,
    Desk,
    Reading,
    Run,
    SharedFinding,
    SuggestedCard,
    Suggestion,
)
from maillage.sorting.queries.readings import texts_of


def place_new(*, acting_user, after=0):
    """Read the cards that nobody read yet, and suggest where each may go. How many were read.

    Desks that were never analysed wait for it: nobody asked the machine there.
    """
    analysed = Run.objects.filter(state=RunState.DONE).values("desk")
    new = Card.objects.filter(reading=None, tray=Tray.TO_SORT, pk__gt=after, desk__in=analysed)
    rows = list(new.order_by("pk").values_list("pk", "desk")[:PIECE])
    keys = [key for key, _desk in rows]
    for desk in {desk for _key, desk in rows}:
        _renew_anchors(desk)
    for key in keys:
        place_one(card=key, acting_user=acting_user)
    return len(keys)


def place_one(*, card, acting_user):
    """Suggest where this card may go. The suggestion that it joined, or None."""
    reading = _read_one(card)
    card = Card.objects.filter(pk=card, tray=Tray.TO_SORT).first()
    if card is None or reading is None or not (reading.words or reading.vector):
        return None
    home = _home(card, reading)
    return _put(card, home) if home else None


def _read_one(key):
    told = texts_of(Card.objects.filter(pk=key))
    if not told:
        return None
    (_, text), engine = told[0], analysis.engine()
    words, terms = analysis.read(text)
    reading = Reading(
        card_id=key, edition=analysis.edition(), words=words, terms=terms, encoder=engine
    )
    reading.term = strongest(terms)[:200]
    if engine:
        [reading.vector] = analysis.vectors([text])
    keep_readings([reading], WORDS + VECTOR)
    return reading


def _home(card, reading):
    """(finding, suggestion, the card it is like, score, reason): the surest of what is near.

    Nobody can have refused anything of a card that was never read: it was in no suggestion.
    """
    for other, score, reason in _ways(card, reading):
        suggested = other.suggested.filter(suggestion__answered_by=None)
        suggested = suggested.select_related("suggestion__finding").first()
        suggestion = suggested and suggested.suggestion
        finding = other.finding or (suggestion and suggestion.finding)
        if finding is None or finding.closed_at is None:
            return finding, suggestion, other, score, reason
    return None


def _ways(card, reading):
    """Cards that this one is like, the surest first."""
    # No index answers a sum: the few readings wanted are found first, not every card of the desk.
    there = Reading.objects.alias(on=F("card__desk") + 0)
    there = there.filter(on=card.desk_id, card__kind=card.kind)
    there = there.exclude(card=card.pk).exclude(card__tray=Tray.ASIDE)
    if reading.words:
        same = there.filter(words=reading.words)
        found = same.order_by(F("card__finding").desc(nulls_last=True), "pk").first()
        if found:
            yield _card(found.pk), CERTAIN, SAME_WORDS
    anchors = there.filter(is_anchor=True).order_by("pk")
    if reading.term:
        found = anchors.filter(term=reading.term).first()
        if found:
            yield _card(found.pk), BY_TERM, f"{TERM}:{reading.term}"
    if reading.vector:
        # Plain values: there are thousands of them where hundreds of findings are.
        near = anchors.filter(encoder=reading.encoder, vector__isnull=False)
        near = list(near.values_list("pk", "vector"))
        best = near and analysis.nearest(reading.vector, [bytes(vector) for _, vector in near])
        if best:
            yield _card(near[best[0]][0]), best[1], f"{NEAR}:{best[1]:.2f}"


def _card(key):
    return Card.objects.select_related("finding").get(pk=key)


def _renew_anchors(desk):
    """Findings that people opened since the last analysis have their cards compared too."""
    known = Card.objects.filter(reading__is_anchor=True, finding__isnull=False).values("finding")
    new = SharedFinding.objects.filter(desk=desk, closed_at=None).exclude(pk__in=known)
    for finding in new:
        some = Card.objects.filter(finding=finding, reading__isnull=False).order_by("pk")
        keys = list(some.values_list("pk", flat=True)[:ANCHORS])
        Reading.objects.filter(pk__in=keys).update(is_anchor=True)


@transaction.atomic
def _put(card, home):
    finding, suggestion, other, score, reason = home
    # Under the lock of whoever decides: neither is answered or moved meanwhile.
    desk = Desk.objects.select_for_update(of=("self",)).get(pk=card.desk_id)
    still = {"desk": desk, "tray": Tray.TO_SORT}
    if not Card.objects.filter(pk=card.pk, **still).exists():
        return None
    open_ones = Suggestion.objects.filter(desk=desk, answered_by=None)
    if finding:
        suggestion = open_ones.filter(finding=finding).first()
    elif suggestion:
        suggestion = open_ones.filter(pk=suggestion.pk).first()
    if suggestion is None:
        suggestion = _open(card, finding, other, score, reason)
    SuggestedCard.objects.get_or_create(
        suggestion=suggestion, card=card, defaults={"score": score, "reason": reason[:200]}
    )
    return suggestion


def _open(card, finding, other, score, reason):
    run = Run.objects.filter(desk=card.desk_id, state=RunState.DONE).order_by("-pk").first()
    suggestion = Suggestion.objects.create(
        run=run, desk_id=card.desk_id, kind=card.kind, finding=finding, reasons=[reason]
    )
    if finding is None:
        SuggestedCard.objects.create(
            suggestion=suggestion, card=other, score=score, reason=reason[:200]
        )
        Reading.objects.filter(pk=other.pk).update(is_anchor=True)
    return suggestion
