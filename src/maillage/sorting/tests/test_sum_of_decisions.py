"""Whatever the gestures, the kept state is what the decisions add up to, and all can be undone."""

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.sorting import actions
from maillage.sorting.enums import Tray, Verb
from maillage.sorting.models import Card, Decision, Desk, SharedFinding
from maillage.sorting.queries.history import state_on
from maillage.sorting.tests.factories import CardFactory, DeskFactory
from maillage.toolbox.errors import Refusal

pytestmark = pytest.mark.django_db

some = st.integers(0, 5)
GESTURES = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.sets(some, min_size=1, max_size=3)),
        st.tuples(st.just("place"), st.sets(some, min_size=1, max_size=2), some),
        st.tuples(st.just("set_aside"), st.sets(some, min_size=1, max_size=2)),
        st.tuples(st.just("take_back"), st.sets(some, min_size=1, max_size=2)),
        st.tuples(st.just("merge"), some, some),
        st.tuples(st.just("split"), some),
        st.tuples(st.just("rename"), some, some),
        st.tuples(st.just("undo"), st.integers(0, 12)),
    ),
    max_size=14,
)


class Player:
    """Somebody who sees the desk as it is at each gesture."""

    def __init__(self, desk, cards):
        self.desk, self.cards = desk, cards

    def act(self, act, **said):
        self.desk.refresh_from_db()
        told = {"desk": self.desk, "seen": self.desk.decided, "key": uuid4(), "acting_user": None}
        return act(**told, **said)

    def play(self, verb, *said):
        try:
            getattr(self, verb)(*said)
        except Refusal:
            return False
        return True

    def _cards(self, numbers):
        return list(Card.objects.filter(pk__in=[self.cards[number].pk for number in numbers]))

    def _finding(self, number):
        findings = list(SharedFinding.objects.filter(desk=self.desk).order_by("pk"))
        if not findings:
            raise Refusal
        return findings[number % len(findings)]

    def open(self, cards):
        self.act(actions.open_finding, cards=self._cards(cards), text=f"de {sorted(cards)}")

    def place(self, cards, finding):
        self.act(actions.place, cards=self._cards(cards), finding=self._finding(finding))

    def set_aside(self, cards):
        self.act(actions.set_aside, cards=self._cards(cards))

    def take_back(self, cards):
        self.act(actions.take_back, cards=self._cards(cards))

    def merge(self, finding, into):
        found = {"finding": self._finding(finding), "into": self._finding(into)}
        self.act(actions.merge, **found, text="des deux" if into % 2 else "")

    def split(self, finding):
        finding = self._finding(finding)
        leaving = list(finding.cards.order_by("pk")[:1])
        self.act(actions.split, finding=finding, cards=leaving, text="scindé")

    def rename(self, finding, word):
        self.act(actions.rename, finding=self._finding(finding), text=f"mot {word}")

    def undo(self, number):
        decision = Decision.objects.filter(desk=self.desk, number=number).first()
        if decision is None:
            raise Refusal
        self.act(actions.undo, decision=decision)


def in_force(decision):
    """Not undone, and no undoing itself; or the undoing of an undoing."""
    depth = 0
    each = decision
    while each.undoes:
        depth, each = depth + 1, each.undoes
    return not hasattr(decision, "undone_by") and depth % 2 == 0


def check(desk):
    state = state_on(desk)
    kept = {card.pk: (card.tray, card.finding_id) for card in Card.objects.filter(desk=desk)}
    to_sort = (Tray.TO_SORT, None)
    assert kept == {card: state.trays.get(card, to_sort) for card in kept}
    for finding in SharedFinding.objects.filter(desk=desk):
        is_open = finding.pk in state.placed
        assert (finding.closed_at is None) == is_open
        if is_open:
            assert state.wordings[finding.pk] == finding.text
            assert finding.voices == len(state.placed[finding.pk])
            assert finding.merged_into is None


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(gestures=GESTURES)
def test_the_kept_state_is_the_sum_and_undoing_everything_gives_the_empty_desk(gestures, db):
    with transaction.atomic():
        desk = DeskFactory()
        player = Player(desk, CardFactory.create_batch(6, desk=desk))
        for gesture in gestures:
            player.play(*gesture)
            check(desk)
        for decision in reversed(Decision.objects.filter(desk=desk).order_by("number")):
            decision = Decision.objects.get(pk=decision.pk)
            if in_force(decision) and decision.verb != Verb.REFUSE:
                player.undo(decision.number)
                check(desk)
        assert not SharedFinding.objects.filter(desk=desk, closed_at=None).exists()
        assert set(Card.objects.filter(desk=desk).values_list("tray", flat=True)) == {Tray.TO_SORT}
        assert Desk.objects.get(pk=desk.pk).decided == Decision.objects.filter(desk=desk).count()
        transaction.set_rollback(True)
