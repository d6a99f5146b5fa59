"""Undo a decision: another one, with the same moves the other way."""

from django.db import transaction

from maillage.sorting.actions._gestures import decide
from maillage.sorting.enums import Tray, Verb
from maillage.sorting.errors import AlreadyUndone, NothingToUndo, StandsInTheWay
from maillage.sorting.models import Card, Change, Decision, Move, SharedFinding, Suggestion
from maillage.sorting.queries.history import decisions_numbered, sentence


@transaction.atomic
def undo(*, desk, decision, seen, key, acting_user):
    """Put back what it moved and worded, unless a later decision rests on it: then say which."""
    cards = Card.objects.filter(moves__decision=decision)

    def describe(gesture):
        moves = list(decision.moves.select_related("card", "from_finding").order_by("pk"))
        changes = list(decision.changes.select_related("finding").order_by("pk"))
        if Decision.objects.filter(undoes=decision).exists():
            raise AlreadyUndone
        if decision.verb == Verb.UNDO and not moves and not changes:
            raise NothingToUndo
        _refuse_if_in_the_way(gesture.desk, decision, moves, changes)
        for move in moves:
            gesture.move([move.card], move.from_tray, move.from_finding)
        for change in changes:
            gesture.word(change.finding, change.before)
        Suggestion.objects.filter(answered_by=decision).update(answered_by=None)

    told = {"seen": seen, "key": key, "acting_user": acting_user, "undoes": decision}
    return decide(desk=desk, verb=Verb.UNDO, describe=describe, cards=cards, **told)


def _refuse_if_in_the_way(desk, decision, moves, changes):
    cards = [move.card_id for move in moves]
    findings = [change.finding_id for change in changes]
    numbers = _on_top(Move.objects.filter(card__in=cards), "card", decision)
    numbers |= _on_top(Change.objects.filter(finding__in=findings), "finding", decision)
    numbers |= _left_without_words(decision, changes, cards)
    numbers |= _merged_since(decision, moves)
    if numbers:
        raise StandsInTheWay([sentence(each) for each in decisions_numbered(desk, numbers)])


def _on_top(rows, of, decision):
    """The numbers of the decisions that stand on top of this one, card by card (or finding).

    One that was undone is not there any more, nor is its undoing: what came before them is on top.
    """
    theirs = {}
    rows = rows.order_by("-decision__number")
    for key, number, undoes in rows.values_list(of, "decision__number", "decision__undoes__number"):
        theirs.setdefault(key, []).append((number, undoes))
    met = set()
    for lines in theirs.values():
        until = None
        for number, undoes in lines:
            if until is not None and number >= until:
                continue
            if number == decision.number:
                break
            if undoes is None:
                met.add(number)
                break
            until = undoes
        else:
            met.add(lines[0][0])
    return met


def _left_without_words(decision, changes, cards):
    """What others placed since under a finding that would not be open any more, and what would go
    back under one that is not."""
    closing = [change.finding_id for change in changes if change.before is None]
    others = Card.objects.filter(finding__in=closing).exclude(pk__in=cards)
    met = set(others.values_list("touched", flat=True))
    back = {change.finding_id for change in changes if change.before is not None}
    homes = set(decision.moves.exclude(from_finding=None).values_list("from_finding", flat=True))
    last = {}
    worded = Change.objects.filter(finding__in=homes - back).order_by("decision__number")
    for finding, number, text in worded.values_list("finding", "decision__number", "after"):
        last[finding] = (number, text)
    return met | {number for number, text in last.values() if text is None}


def _merged_since(decision, moves):
    """The merging of a finding to which a card would go back."""
    homes = {move.from_finding_id for move in moves if move.from_tray == Tray.PLACED}
    merged = SharedFinding.objects.filter(pk__in=homes, merged_into__isnull=False)
    found = merged.values_list("touched", flat=True)
    return {number for number in found if number != decision.number}
