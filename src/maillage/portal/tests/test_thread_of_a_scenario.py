"""The thread that figures weave: a contested figure, a scenario, its action and its measures."""

import pytest

from maillage.accounts.tests.factories import UserFactory
from maillage.atlas.models import Contest
from maillage.portal.tests.threads import columns, page_of, ties
from maillage.scenarios.actions import commit_scenario
from maillage.scenarios.tests.factories import ScenarioFactory
from maillage.territory.enums import About
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.enums import RetexState
from maillage.voices.tests.factories import VoiceFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
TOLD = "Bruneval : 10 à 50 élèves sans solution sur 200 (2026T1)"
FIGURE = f"Chiffre contesté : {TOLD}"


@pytest.fixture
def scenario():
    return ScenarioFactory(published=True, name="Deux lieux pour la côte")


@pytest.fixture
def commitment(scenario):
    workshop = WorkshopFactory(territory=scenario.territory, published=True)
    return commit_scenario(
        scenario=scenario, workshop=workshop, horizon="court terme", acting_user=None
    )


def contest(scenario, **voice):
    retex = VoiceFactory(title="On ne capte rien au bourg", **voice)
    town = TerritoryFactory(parent=scenario.territory, name="Bruneval")
    Contest.objects.create(
        retex=retex, estimate=scenario.estimate, about=About.COMMUNE, code=town.code, told=TOLD
    )
    return retex


@pytest.mark.parametrize("kind", ["scenario", "action", "indicateur"])
def test_each_end_shows_the_voice_the_figure_the_scenario_and_the_measure(
    client, commitment, scenario, kind
):
    contest(scenario)
    contest(scenario, state=RetexState.RECEIVED)
    thing = {"action": commitment.action, "indicateur": commitment.indicator}.get(kind, scenario)

    response = page_of(client, kind, thing)

    drawn, tied = columns(response), ties(response)
    assert response.status_code == 200
    assert drawn["Retours"] == ["On ne capte rien au bourg"]
    assert drawn["Scénarios"] == ["Deux lieux pour la côte"]
    assert FIGURE in drawn["Chiffres"]
    assert any(text.startswith("Élèves sans solution, ") for text in drawn["Chiffres"])
    (measure,) = drawn["Mesures"]
    (indicator,) = drawn["Indicateurs"]
    for link in (
        ("On ne capte rien au bourg", FIGURE),
        (FIGURE, "Deux lieux pour la côte"),
        ("Deux lieux pour la côte", str(commitment.action)),
        (str(commitment.action), indicator),
        (indicator, measure),
    ):
        assert link in tied


def test_a_voice_that_contests_a_figure_reaches_what_came_of_it(client, commitment, scenario):
    retex = contest(scenario)
    hidden = ScenarioFactory(estimate=scenario.estimate, name="Encore secret")

    response = page_of(client, "retex", retex)

    drawn = columns(response)
    assert drawn["Scénarios"] == ["Deux lieux pour la côte"]
    assert drawn["Actions"] == [str(commitment.action)]
    assert "Mesures" in drawn
    assert hidden.name not in response.content.decode()


def test_a_scenario_that_one_may_not_read_is_on_no_thread(client, commitment, scenario):
    scenario.published_at = None
    scenario.save()

    assert page_of(client, "scenario", scenario).status_code == 404
    assert "Scénarios" not in columns(page_of(client, "action", commitment.action))
    client.force_login(UserFactory(analyst_of=scenario.territory))
    assert "Scénarios" in columns(page_of(client, "action", commitment.action))


def test_a_scenario_alone_has_its_estimate_and_no_column_more(client, scenario):
    assert list(columns(page_of(client, "scenario", scenario))) == ["Chiffres", "Scénarios"]


def test_its_thread_costs_the_same_however_many_contest(
    client, commitment, scenario, django_assert_max_num_queries
):
    for many in (1, 6):
        for _ in range(many):
            contest(scenario)
        with django_assert_max_num_queries(5):
            response = page_of(client, "scenario", scenario)
    assert len(columns(response)["Retours"]) == 7
