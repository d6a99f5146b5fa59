"""What a gesture does, what it refuses, and how it is undone."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.queries import history_of
from maillage.sorting import actions
from maillage.sorting.enums import Tray, Verb
from maillage.sorting.errors import (
    AlreadyDone,
    AlreadyUndone,
    CardsGone,
    FindingClosed,
    MixedKinds,
    NothingLeft,
    OtherGestureSameKey,
    Overtaken,
    StandsInTheWay,
)
from maillage.sorting.models import Decision, KeptApart
from maillage.sorting.queries.desks import kept_apart
from maillage.sorting.tests.factories import CardFactory, DeskFactory, SuggestionFactory
from maillage.sorting.tests.gestures import act
from maillage.voices.enums import PointKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def cards(desk):
    return CardFactory.create_batch(4, desk=desk)


def opened(desk, cards, text="On capte mal au bourg"):
    return act(actions.open_finding, desk=desk, cards=cards, text=text).changes.get().finding


def test_a_finding_is_opened_with_its_points_and_leaves_a_trace(desk, cards):
    somebody = UserFactory(name="Claire", facilitator_of=desk.theme.consultation.territory)

    decision = act(
        actions.open_finding, desk=desk, cards=cards[:2], text="On capte mal", acting_user=somebody
    )

    finding = decision.changes.get().finding
    assert (finding.text, finding.voices, finding.territories) == ("On capte mal", 2, 1)
    assert set(finding.cards.all()) == set(cards[:2])
    assert (decision.number, decision.decided_by, decision.verb) == (1, somebody, Verb.OPEN)
    assert [(line.actor, line.data["cards"]) for line in history_of(desk)] == [("Claire", 2)]


def test_whoever_does_not_sort_there_decides_nothing(desk, cards):
    with pytest.raises(PermissionDenied):
        act(actions.set_aside, desk=desk, cards=cards, acting_user=UserFactory())


def test_a_click_sent_twice_is_one_decision_and_another_gesture_is_told(desk, cards):
    key = uuid4()
    said = {"desk": desk, "cards": cards[:1], "seen": 0, "key": key, "acting_user": None}

    first, again = actions.set_aside(**said), actions.set_aside(**said)

    assert first == again
    assert Decision.objects.count() == 1
    with pytest.raises(OtherGestureSameKey):
        actions.set_aside(**said | {"cards": cards[1:2]})
    with pytest.raises(OtherGestureSameKey):
        actions.take_back(**said)


def test_what_was_touched_since_the_page_is_told_and_left(desk, cards):
    claire = UserFactory(name="Claire", facilitator_of=desk.theme.consultation.territory)
    act(actions.set_aside, desk=desk, cards=cards[:1], acting_user=claire)

    with pytest.raises(Overtaken) as met:
        act(actions.open_finding, desk=desk, cards=cards[:2], text="Autre", seen=0)

    assert "Claire" in str(met.value)
    assert "Propos mis de côté" in str(met.value)
    assert met.value.version == 1
    assert desk.findings.count() == 0


def test_two_who_place_other_points_under_one_finding_are_not_in_each_other_s_way(desk, cards):
    finding = opened(desk, cards[:1])

    act(actions.place, desk=desk, cards=cards[1:2], finding=finding, seen=1)
    act(actions.place, desk=desk, cards=cards[2:3], finding=finding, seen=1)

    assert finding.cards.count() == 3


def test_a_finding_reworded_since_is_shown_before_a_point_goes_under_it(desk, cards):
    finding = opened(desk, cards[:1])
    act(actions.rename, desk=desk, finding=finding, text="Tout autre chose")

    with pytest.raises(Overtaken, match="Tout autre chose"):
        act(actions.place, desk=desk, cards=cards[1:2], finding=finding, seen=1)


def test_two_findings_become_one_and_two_again(desk, cards):
    one, two = opened(desk, cards[:2]), opened(desk, cards[2:], "On capte mal partout")

    merging = act(actions.merge, desk=desk, finding=one, into=two)
    one.refresh_from_db()
    assert (two.cards.count(), one.merged_into, one.closed_at is None) == (4, two, False)
    with pytest.raises(FindingClosed, match="On capte mal partout"):
        act(actions.rename, desk=desk, finding=one, text="Trop tard")

    act(actions.undo, desk=desk, decision=merging)
    one.refresh_from_db()
    assert (one.cards.count(), two.cards.count(), one.closed_at) == (2, 2, None)
    assert one.voices == 2


def test_a_finding_is_split_and_keeps_something(desk, cards):
    finding = opened(desk, cards[:3])
    act(actions.split, desk=desk, finding=finding, cards=cards[:1], text="À part")

    assert sorted(each.voices for each in desk.findings.all()) == [1, 2]
    with pytest.raises(NothingLeft):
        act(actions.split, desk=desk, finding=finding, cards=cards[1:3], text="Tout")


def test_an_irritant_and_a_strength_do_not_go_together(desk, cards):
    strength = CardFactory(desk=desk, kind=PointKind.STRENGTH)

    with pytest.raises(MixedKinds):
        opened(desk, [cards[0], strength])
    with pytest.raises(MixedKinds):
        act(actions.place, desk=desk, cards=[strength], finding=opened(desk, cards[:1]))


def test_what_is_already_so_is_no_decision_and_what_is_gone_is_told(desk, cards):
    with pytest.raises(AlreadyDone):
        act(actions.take_back, desk=desk, cards=cards)
    cards[0].delete()
    cards[0].pk = 123456
    with pytest.raises(CardsGone):
        act(actions.set_aside, desk=desk, cards=cards)


def test_a_suggestion_is_accepted_in_part_and_what_is_left_out_stays_apart(desk, cards):
    suggestion = SuggestionFactory(desk=desk, of=cards[:3])
    decision = act(
        actions.open_finding, desk=desk, cards=cards[:2], text="Bourg", suggestion=suggestion
    )

    suggestion.refresh_from_db()
    apart = KeptApart.objects.get()
    assert decision.suggested_by == "lexical"
    assert suggestion.answered_by == decision
    assert (apart.card, apart.finding) == (cards[2], decision.changes.get().finding)
    with pytest.raises(Overtaken):
        act(actions.refuse, desk=desk, suggestion=suggestion)


def test_a_refusal_is_remembered_until_it_is_undone(desk, cards):
    suggestion = SuggestionFactory(desk=desk, of=cards[:3])
    decision = act(actions.refuse, desk=desk, suggestion=suggestion)

    assert {(each.card, each.other) for each in kept_apart(desk)} == {
        (c, cards[0]) for c in cards[1:3]
    }
    assert set(desk.cards.values_list("tray", flat=True)) == {Tray.TO_SORT}

    act(actions.undo, desk=desk, decision=decision)
    suggestion.refresh_from_db()
    assert suggestion.answered_by is None
    assert not kept_apart(desk).exists()


def test_a_decision_that_another_rests_on_says_which(desk, cards):
    opening = act(actions.open_finding, desk=desk, cards=cards[:1], text="Bourg")
    finding = opening.changes.get().finding
    act(actions.place, desk=desk, cards=cards[1:2], finding=finding)

    with pytest.raises(StandsInTheWay, match="Propos réunis"):
        act(actions.undo, desk=desk, decision=opening)
    with pytest.raises(StandsInTheWay, match="Propos mis de côté"):
        aside = act(actions.set_aside, desk=desk, cards=cards[2:3])
        act(actions.take_back, desk=desk, cards=cards[2:3])
        aside = act(actions.set_aside, desk=desk, cards=cards[2:3])
        act(actions.undo, desk=desk, decision=Decision.objects.get(number=aside.number - 2))


def test_what_was_undone_can_be_done_again(desk, cards):
    decision = act(actions.set_aside, desk=desk, cards=cards)
    undoing = act(actions.undo, desk=desk, decision=decision)
    with pytest.raises(AlreadyUndone):
        act(actions.undo, desk=desk, decision=decision)

    act(actions.undo, desk=desk, decision=undoing)

    assert set(desk.cards.values_list("tray", flat=True)) == {Tray.ASIDE}
