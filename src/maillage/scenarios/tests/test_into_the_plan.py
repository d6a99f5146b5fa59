"""A scenario becomes an action of the plan, and its indicator follows each new estimate."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.followup.actions import report_progress
from maillage.followup.enums import Method, ProgressState
from maillage.followup.models import Measure
from maillage.plan.enums import Direction
from maillage.plan.models import Action
from maillage.plan.tests.factories import ActionFactory
from maillage.scenarios.actions import commit_scenario, delete_scenario, measure_again
from maillage.scenarios.enums import Event
from maillage.scenarios.errors import InThePlan
from maillage.scenarios.models import Commitment, Scenario
from maillage.scenarios.tests.conftest import estimated
from maillage.scenarios.tests.test_look_for_places import asked, make
from maillage.territory.signals import estimate_made
from maillage.voices.models import Workshop
from maillage.voices.tests.factories import ThemeFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(department):
    return WorkshopFactory(territory=department, published=True)


@pytest.fixture
def scenario(estimate):
    return make(estimate, name="Cinq lieux, =demain")


def commit(scenario, workshop, user=None, **more):
    told = {"horizon": "court terme", "workshop": workshop, "acting_user": user}
    return commit_scenario(scenario=scenario, **{**told, **more})


def announce(estimate):
    estimate_made.send(type(estimate), estimate=estimate, acting_user=None)


def test_one_click_writes_what_how_who_when_and_the_indicator(scenario, workshop):
    standing = ActionFactory(workshop=workshop, levers=["Prêter des clés"], position=0)

    action = commit(scenario, workshop).action

    texts = {name: [item.text for item in getattr(action, name).all()] for name in
             ("levers", "steps", "actors", "horizons", "indicators")}  # fmt: skip
    assert texts["levers"] == [
        "Ouvrir un point d’accès à Internet : Bibliothèque de Brumeval (Brumeval)"
    ]
    assert "40 élèves sans solution autour" in texts["steps"][0]
    assert any(scenario.get_absolute_url() in step for step in texts["steps"])
    assert texts["actors"] == ["Porteur : commune de Brumeval"]
    assert texts["horizons"] == ["court terme"]
    assert (action.term, action.workshop) == ("short", workshop)
    standing.refresh_from_db()
    assert standing.removed_at is None
    assert Entry.objects.filter(event=Event.SCENARIO_PLANNED).count() == 1


def test_the_indicator_says_from_where_to_where_and_its_first_measure_is_the_start(
    scenario, workshop
):
    indicator = commit(scenario, workshop).indicator

    # 600 pupils in three communes; 90 without, 30 of whom have a place near already, 70 then.
    assert (indicator.baseline, indicator.target) == (540, 580)
    assert (indicator.direction, indicator.unit) == (Direction.UP, "élèves")
    assert "édition 2026T1" in indicator.source
    measure = indicator.measures.get()
    assert (measure.value, measure.method) == (540, Method.ESTIMATED)
    # Left, 60: between 40 and 100.
    assert measure.margin == 30
    assert "1 commune sans chiffre publié" in measure.note


def test_a_second_click_is_given_what_the_first_one_did(scenario, workshop):
    first, second = commit(scenario, workshop), commit(scenario, workshop)

    assert first == second
    assert Action.objects.filter(removed_at=None).count() == 1
    assert Measure.objects.count() == 1


def test_a_workshop_is_opened_where_none_fits(scenario):
    theme = ThemeFactory()
    lead = UserFactory(territory_lead_of=scenario.territory)

    action = commit(scenario, None, lead, theme=theme, title="Points d’accès").action

    assert action.workshop.title == "Points d’accès"
    assert action.workshop.territory == scenario.territory
    assert Workshop.objects.count() == 1


def test_whoever_does_not_write_that_plan_is_refused_and_nothing_is_written(scenario, workshop):
    analyst = UserFactory(analyst_of=scenario.territory)

    with pytest.raises(PermissionDenied):
        commit(scenario, workshop, analyst)

    assert not Action.objects.exists()
    assert not Commitment.objects.exists()


def test_each_new_estimate_gives_one_measure_and_the_same_estimate_none(scenario, workshop):
    indicator = commit(scenario, workshop).indicator
    newer = estimated(scenario.territory, {"99001": 30.0, "99002": 24.0, "99003": 20.0})

    announce(newer)
    announce(newer)

    last = indicator.measures.latest("pk")
    assert indicator.measures.count() == 2
    assert (last.value, last.method, last.recorded_by) == (556, Method.ESTIMATED, None)
    assert "ne comptent pas encore" in last.note


def test_once_the_action_is_done_its_places_count_and_that_is_a_simulation(scenario, workshop):
    commitment = commit(scenario, workshop)
    report_progress(
        action=commitment.action, state=ProgressState.DONE, on=commitment.made_at.date(),
        client_key=scenario.client_key, acting_user=None,
    )  # fmt: skip

    announce(estimated(scenario.territory, {"99001": 30.0, "99002": 40.0, "99003": 20.0}))

    last = commitment.indicator.measures.latest("pk")
    assert (last.value, last.method) == (580, Method.SIMULATED)
    assert last.margin == Decimal(15)


def test_an_estimate_of_elsewhere_measures_nothing_here(scenario, workshop):
    commit(scenario, workshop)
    from maillage.territory.tests.factories import EstimateFactory

    assert measure_again(estimate=EstimateFactory(), acting_user=None) == 0
    assert Measure.objects.count() == 1


def test_what_is_in_the_plan_is_not_deleted_under_it(scenario, workshop):
    commitment = commit(scenario, workshop)
    with pytest.raises(InThePlan):
        delete_scenario(scenario=scenario, acting_user=None)

    Action.objects.filter(pk=commitment.action_id).update(removed_at=commitment.made_at)
    again = commit(scenario, workshop)
    assert again.action_id != commitment.action_id
    Action.objects.filter(pk=again.action_id).update(removed_at=commitment.made_at)
    delete_scenario(scenario=scenario, acting_user=None)
    assert not Scenario.objects.exists()


def test_whom_a_place_serves_is_told_by_what_was_asked(estimate, workshop):
    scenario = make(estimate, asked(places=2))

    indicator = commit(scenario, workshop).indicator

    assert indicator.target == 600
