"""The gestures of whoever sorts. Each is one decision, that another one can undo.

`key` is drawn by the page: a double click, or a lost answer sent again, are one decision. `seen` is
the number of the last decision when the page was shown. `suggestion`: what the machine proposed and
this answers; those of its cards that are left out are kept apart from now on.
"""

from django.db import transaction

from maillage.sorting.actions._gestures import decide
from maillage.sorting.enums import Tray, Verb
from maillage.sorting.errors import NothingLeft
from maillage.sorting.models import Card


@transaction.atomic
def open_finding(*, desk, cards, text, seen, key, acting_user, suggestion=None):
    def describe(gesture):
        finding = gesture.open(text, gesture.cards(cards))
        _answer(gesture, suggestion, cards, finding)

    told = {"seen": seen, "key": key, "acting_user": acting_user}
    told["suggested_by"] = _engine(suggestion)
    return decide(desk=desk, verb=Verb.OPEN, describe=describe, cards=cards, **told)


@transaction.atomic
def place(*, desk, cards, finding, seen, key, acting_user, suggestion=None):
    """Under a finding, from wherever they lie."""

    def describe(gesture):
        into = gesture.finding(finding)
        gesture.move(gesture.cards(cards), Tray.PLACED, into)
        _answer(gesture, suggestion, cards, into)

    told = {"seen": seen, "key": key, "acting_user": acting_user}
    told["suggested_by"] = _engine(suggestion)
    return decide(desk=desk, verb=Verb.PLACE, describe=describe, cards=cards, **told)


@transaction.atomic
def set_aside(*, desk, cards, seen, key, acting_user):
    """Read, and under no finding: off the subject, or too short to be told."""
    return _put(Verb.SET_ASIDE, Tray.ASIDE, desk, cards, seen, key, acting_user)


@transaction.atomic
def take_back(*, desk, cards, seen, key, acting_user):
    """To sort again."""
    return _put(Verb.TAKE_BACK, Tray.TO_SORT, desk, cards, seen, key, acting_user)


@transaction.atomic
def refuse(*, desk, suggestion, seen, key, acting_user):
    """They do not say the same: never proposed again. The cards stay where they are."""
    cards = Card.objects.filter(suggested__suggestion=suggestion).order_by("-suggested__score")

    def describe(gesture):
        gesture.answer(suggestion)
        if suggestion.finding:
            gesture.keep_apart(cards, finding=suggestion.finding)
        elif cards:
            # Apart from the one that it was built around. The machine reads the refusal of the
            # whole bundle, and proposes no two of them together again (queries/readings.py).
            first, *others = cards
            gesture.keep_apart(others, other=first)

    told = {"seen": seen, "key": key, "acting_user": acting_user}
    told["suggested_by"] = _engine(suggestion)
    return decide(desk=desk, verb=Verb.REFUSE, describe=describe, cards=cards.none(), **told)


@transaction.atomic
def merge(*, desk, finding, into, seen, key, acting_user, text=""):
    """All the cards of one go under the other, which may be worded anew. The first one closes."""

    def describe(gesture):
        gone, kept = gesture.finding(finding), gesture.finding(into)
        gesture.move(gesture.cards_of(gone), Tray.PLACED, kept)
        gone.merged_into = kept
        gesture.touch(gone)
        gesture.touch(kept)
        if text and text != kept.text:
            gesture.word(kept, text)

    cards = Card.objects.filter(finding=finding)
    told = {"seen": seen, "key": key, "acting_user": acting_user}
    return decide(desk=desk, verb=Verb.MERGE, describe=describe, cards=cards, **told)


@transaction.atomic
def split(*, desk, finding, cards, text, seen, key, acting_user):
    """Some of its cards leave for a finding of their own."""

    def describe(gesture):
        split_one, leaving = gesture.finding(finding), gesture.cards(cards)
        gesture.refuse_if_overtaken()
        if len(leaving) >= len(gesture.cards_of(split_one)):
            raise NothingLeft
        gesture.touch(split_one)
        gesture.open(text, leaving)

    told = {"seen": seen, "key": key, "acting_user": acting_user}
    return decide(desk=desk, verb=Verb.SPLIT, describe=describe, cards=cards, **told)


@transaction.atomic
def rename(*, desk, finding, text, seen, key, acting_user):
    """Word it better. The points under it keep the words of those who spoke."""

    def describe(gesture):
        held = gesture.finding(finding)
        if held.text != text:
            gesture.word(held, text)

    told = {"seen": seen, "key": key, "acting_user": acting_user}
    nothing = Card.objects.none()
    return decide(desk=desk, verb=Verb.RENAME, describe=describe, cards=nothing, **told)


def _put(verb, tray, desk, cards, seen, key, acting_user):
    def describe(gesture):
        gesture.move(gesture.cards(cards), tray)

    told = {"seen": seen, "key": key, "acting_user": acting_user}
    return decide(desk=desk, verb=verb, describe=describe, cards=cards, **told)


def _answer(gesture, suggestion, kept, finding):
    if suggestion is None:
        return
    gesture.answer(suggestion)
    kept = [card.pk for card in kept]
    left_out = Card.objects.filter(suggested__suggestion=suggestion, tray=Tray.TO_SORT)
    gesture.keep_apart(left_out.exclude(pk__in=kept).order_by("pk"), finding=finding)


def _engine(suggestion):
    """Which machine proposed it; nothing where a person alone did."""
    return suggestion.run.engine if suggestion else ""
