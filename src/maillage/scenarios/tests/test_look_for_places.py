"""What comes out of a question: who is reached, who is left, how good the choice is."""

import uuid
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.scenarios.actions import make_scenario
from maillage.scenarios.analysis import Search
from maillage.scenarios.enums import Event, Objective
from maillage.scenarios.errors import NoCandidate, NoEstimate, NoneInReach, TooFewPlaces
from maillage.scenarios.models import Question, Scenario
from maillage.scenarios.reckoning import reckon

pytestmark = pytest.mark.django_db


def asked(**more):
    usual = {"objective": Objective.REACH, "kinds": ("library",), "distance": 5.0, "places": 1}
    return Question(**{**usual, **more})


def make(estimate, question=None, **more):
    return make_scenario(
        territory=estimate.territory,
        question=question or asked(),
        client_key=more.pop("client_key", uuid.uuid4()),
        acting_user=more.pop("acting_user", None),
        search=Search(seconds=0.5),
        **more,
    )


def opened(scenario):
    return [place["name"] for place in scenario.outcome["places"] if not place["was_open"]]


def reached(scenario):
    return {one["code"] for one in scenario.outcome["communes"] if one["is_reached"]}


def test_the_place_that_reaches_most_is_opened_beside_those_that_are(estimate):
    scenario = make(estimate)

    assert opened(scenario) == ["Bibliothèque de Brumeval"]
    assert reached(scenario) == {"99001", "99002"}
    assert (scenario.opened, scenario.reached, scenario.left) == (1, 70, 20)
    assert scenario.outcome["totals"]["before"] == [30, 20, 50]
    assert scenario.outcome["totals"]["left"] == [20, 10, 40]
    assert (scenario.gap, scenario.outcome["proof"]["is_proved"]) == (0, True)
    assert scenario.name == "Val-de-Brume : 1 lieu, à moins de 5 km"
    entry = Entry.objects.get(event=Event.SCENARIO_MADE)
    assert entry.data == {"opened": 1, "objective": "reach"}


def test_existing_places_may_be_left_out_of_account(estimate):
    scenario = make(estimate, asked(existing=False, places=2))

    assert opened(scenario) == ["Bibliothèque de Brumeval", "Médiathèque de Sauvelle"]
    assert scenario.outcome["totals"]["before"] == [0, 0, 0]


def test_a_hidden_commune_is_named_and_counted_nowhere(estimate):
    outcome = make(estimate).outcome

    assert outcome["hidden"] == ["Rochevive"]
    assert {one["code"] for one in outcome["communes"]} == {"99001", "99002", "99003"}
    assert outcome["totals"]["without"] == [90, 60, 150]


def test_everybody_is_reached_with_the_fewest_places(estimate):
    scenario = make(estimate, asked(objective=Objective.EVERYBODY, places=None, existing=False))

    assert scenario.opened == 3
    assert scenario.left == 0


def test_a_budget_buys_what_it_can(estimate):
    question = asked(
        objective=Objective.BUDGET, places=None, budget=25_000.0, costs={"library": 10_000.0}
    )

    scenario = make(estimate, question)

    assert set(opened(scenario)) == {"Bibliothèque de Brumeval", "=Bibliothèque de Lanterres"}
    assert sum(place["cost"] or 0 for place in scenario.outcome["places"]) == 20_000


def test_the_way_of_all_is_shortened(estimate):
    scenario = make(estimate, asked(objective=Objective.SHORTEN))

    assert opened(scenario) == ["Bibliothèque de Brumeval"]


def test_what_a_file_does_not_say_is_refused_when_asked(estimate):
    known = asked(seats=10, unknown=False, places=1)
    assert opened(make(estimate, known)) == ["=Bibliothèque de Lanterres"]

    with pytest.raises(NoCandidate):
        make(estimate, asked(slots=("saturday",), unknown=False))
    assert opened(make(estimate, asked(slots=("saturday",)))) == ["Bibliothèque de Brumeval"]


def test_wifi_may_be_asked_of_the_places_to_open(estimate):
    wired = make(estimate, asked(connects=True, unknown=False, existing=False))
    assert opened(wired) == ["Médiathèque de Sauvelle"]


def test_a_question_without_an_answer_is_refused_with_what_to_change(estimate):
    with pytest.raises(NoCandidate):
        make(estimate, asked(kinds=("coworking",)))
    with pytest.raises(TooFewPlaces, match="3 lieux seulement"):
        make(estimate, asked(places=9))
    with pytest.raises(NoneInReach, match="allongez le trajet"):
        make(estimate, asked(kinds=("library",), distance=0.5, existing=False))
    assert not Scenario.objects.exists()


def test_without_an_estimate_there_is_nobody_to_bring_nearer(department):
    with pytest.raises(NoEstimate, match="Val-de-Brume"):
        make_scenario(
            territory=department, question=asked(), client_key=uuid.uuid4(), acting_user=None
        )


def test_a_double_click_makes_one_scenario_and_another_question_another(estimate):
    key = uuid.uuid4()

    first, second = make(estimate, client_key=key), make(estimate, client_key=key)
    third = make(estimate, asked(places=2), client_key=key)

    assert first == second
    assert third != first
    assert Scenario.objects.count() == 2
    assert Entry.objects.filter(event=Event.SCENARIO_MADE).count() == 2


def test_two_clicks_that_search_at_once_make_one_scenario(estimate, monkeypatch):
    key, searches = uuid.uuid4(), []

    def search(*said, **more):
        searches.append(said)
        if len(searches) == 1:
            make(estimate, client_key=key)
        return reckon(*said, **more)

    monkeypatch.setattr("maillage.scenarios.actions.scenarios.reckon", search)

    assert make(estimate, client_key=key) == Scenario.objects.get()
    assert len(searches) == 2
    assert Entry.objects.filter(event=Event.SCENARIO_MADE).count() == 1


def test_a_search_that_is_killed_leaves_nothing_and_the_form_is_sent_again(estimate, monkeypatch):
    key = uuid.uuid4()
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("maillage.scenarios.reckoning.told", Mock(side_effect=KeyboardInterrupt))
        make(estimate, client_key=key)

    assert not Scenario.objects.exists()
    assert not Entry.objects.filter(event=Event.SCENARIO_MADE).exists()
    assert make(estimate, client_key=key) == Scenario.objects.get()


@pytest.mark.parametrize("hat", ["moderator_of", "desk_of", "action_lead_of"])
def test_only_the_team_of_the_territory_looks_for_places(estimate, hat):
    for somebody in (UserFactory(), UserFactory(**{hat: estimate.territory})):
        with pytest.raises(PermissionDenied):
            make(estimate, acting_user=somebody)
    analyst = UserFactory(analyst_of=estimate.territory)
    assert make(estimate, acting_user=analyst).made_by == analyst


def test_a_school_without_a_known_sector_is_neither_reached_nor_left(estimate, school):
    (told,) = make(estimate).outcome["schools"]

    assert told["uai"] == school.code
    assert told["reached"] is None
