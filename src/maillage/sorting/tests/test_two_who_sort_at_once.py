"""Two people decide at the same moment: one after the other, and the second is told."""

import pytest
from django.db import connection

from maillage.sorting import actions
from maillage.sorting.enums import Tray
from maillage.sorting.errors import Overtaken
from maillage.sorting.models import Card, Decision, SharedFinding
from maillage.sorting.queries.history import state_on
from maillage.sorting.tests.factories import CardFactory, DeskFactory
from maillage.sorting.tests.gestures import act
from maillage.toolbox.tests.at_once import all_at_once
from maillage.voices.actions import withdraw_retex
from maillage.voices.models import Contribution

PEOPLE = 5

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="one writer at a time there: transactions begin IMMEDIATE",
    ),
]


def test_of_those_who_sort_the_same_point_one_does_and_the_others_are_told():
    card = CardFactory()

    def gesture(person):
        return lambda: act(
            actions.open_finding, desk=card.desk, cards=[card], text=f"De {person}", seen=0
        )

    outcomes = all_at_once(*(gesture(person) for person in range(PEOPLE)))

    refused = [outcome for outcome in outcomes if isinstance(outcome, Overtaken)]
    assert len(refused) == PEOPLE - 1
    assert [outcome.number for outcome in outcomes if isinstance(outcome, Decision)] == [1]
    assert SharedFinding.objects.count() == 1


def test_those_who_sort_other_points_wait_their_turn_and_all_of_it_counts():
    desk = DeskFactory()
    cards = CardFactory.create_batch(PEOPLE + 1, desk=desk)
    opening = act(actions.open_finding, desk=desk, cards=cards[-1:], text="On capte mal")
    finding = opening.changes.get().finding

    def gesture(card):
        return lambda: act(actions.place, desk=desk, cards=[card], finding=finding, seen=1)

    outcomes = all_at_once(*(gesture(card) for card in cards[:PEOPLE]))

    assert sorted(outcome.number for outcome in outcomes) == [2, 3, 4, 5, 6]
    finding.refresh_from_db()
    assert finding.voices == PEOPLE + 1
    assert len(state_on(desk).trays) == PEOPLE + 1


def test_a_voice_taken_back_while_it_is_placed_leaves_no_word_and_no_one_waits_for_ever():
    desk = DeskFactory()
    cards = CardFactory.create_batch(PEOPLE, desk=desk)
    voices = [card.point.retex.get() for card in cards]
    for voice in voices:
        Contribution.objects.create(
            retex=voice, client_key=f"{voice.pk:032x}", receipt_digest=str(voice.pk)
        )
    deeds = [lambda voice=voice: withdraw_retex(retex=voice, acting_user=None) for voice in voices]
    deeds += [
        lambda card=card: act(
            actions.open_finding, desk=desk, cards=[card], text="On capte mal", seen=9
        )
        for card in cards
    ]

    outcomes = all_at_once(*deeds)

    assert not [each for each in outcomes if "deadlock" in str(each)]
    for card in Card.objects.select_related("point"):
        assert (card.tray, card.folded, card.point.text) == (Tray.PLACED, "", "")
    assert set(SharedFinding.objects.values_list("voices", flat=True)) <= {0}
