"""The pages of scenarios: who reads which, what is typed survives, what is hidden stays so."""

import uuid

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.plan.models import Action
from maillage.scenarios.enums import Event
from maillage.scenarios.models import Scenario
from maillage.scenarios.tests.factories import ScenarioFactory, commune, outcome, place
from maillage.voices.tests.factories import ThemeFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def typed(department, **more):
    usual = {
        "client_key": str(uuid.uuid4()),
        "territory": department.pk,
        "objective": "reach",
        "places": "1",
        "distance": "5",
        "kinds": ["library"],
        "existing": "on",
        "unknown": "on",
        "name": "Le nôtre",
    }
    return {**usual, **more}


@pytest.fixture
def lead(client, department):
    user = UserFactory(territory_lead_of=department)
    client.force_login(user)
    return user


def text(response):
    return " ".join(response.content.decode().split())


def test_the_form_makes_a_scenario_and_its_page_tells_it_whole(client, lead, estimate):
    form = client.get(reverse("scenarios:new"))
    assert form.status_code == 200
    assert 'value="5"' in text(form)

    page = client.post(reverse("scenarios:new"), typed(estimate.territory), follow=True)

    told = text(page)
    assert page.status_code == 200
    for words in (
        "Le nôtre", "Bibliothèque de Brumeval", "Aucun choix ne fait mieux", "à vol d’oiseau",
        "Lanterres", "Chiffre masqué", "Rochevive", "on ne sait pas", "2026T1",
    ):  # fmt: skip
        assert words in told
    assert '<svg class="map"' in told
    assert 'class="left"' in told
    assert 'class="reached"' in told
    assert len(page.content) < 60_000


def test_a_double_click_on_the_form_is_one_scenario(client, lead, estimate):
    said = typed(estimate.territory)

    first = client.post(reverse("scenarios:new"), said)
    second = client.post(reverse("scenarios:new"), said)

    assert first["Location"] == second["Location"]
    assert Scenario.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"places": ""}, "Dites combien de lieux ouvrir."),
        ({"places": "0"}, "Écrivez un nombre entier de 1 à 200"),
        ({"places": "cinq"}, "Écrivez un nombre entier"),
        ({"distance": ""}, "Écrivez une distance"),
        ({"distance": "loin"}, "Écrivez un nombre"),
        ({"distance": "600"}, "Écrivez au plus 60 km."),
        ({"kinds": []}, "Choisissez au moins une sorte de lieu."),
        ({"kinds": ["coworking"]}, "Aucun lieu ne répond"),
        ({"objective": "budget"}, "Dites de quel budget vous disposez."),
        ({"objective": "budget", "budget": "5000"}, "Dites ce que coûte un lieu"),
        ({"objective": "budget", "budget": "5000", "costs_0": "dix"}, "Écrivez un nombre"),
        ({"seats": "0"}, "Écrivez un nombre entier de 1 à 10000"),
        ({"territory": "0"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_survives(client, lead, estimate, wrong, reason):
    response = client.post(reverse("scenarios:new"), typed(estimate.territory, **wrong))

    assert response.status_code == 422
    assert reason in text(response)
    assert "Le nôtre" in text(response)
    assert not Scenario.objects.exists()


def test_a_decimal_comma_and_the_costs_of_a_budget_are_understood(client, lead, estimate):
    said = typed(estimate.territory, objective="budget", budget="25 000,50", costs_0="10 000",
                 distance="4,5")  # fmt: skip

    client.post(reverse("scenarios:new"), said)

    scenario = Scenario.objects.get()
    assert scenario.question["budget"] == 25000.5
    assert scenario.question["costs"] == {"library": 10000.0}
    assert scenario.question["distance"] == 4.5
    again = client.get(reverse("scenarios:new"), {"de": scenario.pk})
    assert 'value="4,5"' in text(again)
    assert 'value="10 000"' in text(again)


def test_who_is_of_no_team_does_not_search_and_no_estimate_is_said(client, department):
    assert client.get(reverse("scenarios:new")).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse("scenarios:new")).status_code == 403
    client.force_login(UserFactory(analyst_of=department))
    page = client.get(reverse("scenarios:new"))
    assert "Rien à chercher pour l’instant" in text(page)


def test_a_scenario_is_read_by_the_team_until_a_lead_publishes_it(client):
    scenario = ScenarioFactory()
    address = scenario.get_absolute_url()
    publication = reverse("scenarios:publication", args=[scenario.pk])
    assert client.get(address).status_code == 404

    client.force_login(UserFactory(analyst_of=scenario.territory))
    assert client.get(address).status_code == 200
    assert client.post(publication).status_code == 403
    client.force_login(UserFactory(territory_lead_of=scenario.territory))
    client.post(publication)
    client.post(publication)
    client.logout()
    assert client.get(address).status_code == 200
    assert Entry.objects.filter(event=Event.SCENARIO_PUBLISHED).count() == 1

    client.force_login(UserFactory(territory_lead_of=scenario.territory))
    client.post(publication, {"unpublish": "1"})
    client.logout()
    assert client.get(address).status_code == 404


def test_whoever_made_it_describes_and_deletes_it_and_a_colleague_does_not(client):
    scenario = ScenarioFactory()
    author = scenario.made_by
    author.roles.create(kind="analyst", territory=scenario.territory)
    describe = reverse("scenarios:describe", args=[scenario.pk])
    delete = reverse("scenarios:delete", args=[scenario.pk])

    client.force_login(UserFactory(analyst_of=scenario.territory))
    assert client.get(describe).status_code == 403
    assert client.post(delete).status_code == 403
    client.force_login(author)
    refused = client.post(describe, {"name": "", "note": "Ma note"})
    assert refused.status_code == 422
    assert "Ma note" in text(refused)
    client.post(describe, {"name": "Le littoral", "note": "Ma note"})
    scenario.refresh_from_db()
    assert (scenario.name, scenario.note) == ("Le littoral", "Ma note")
    assert "ne pourra plus être lu" in text(client.get(delete))
    client.post(delete)
    assert not Scenario.objects.exists()


def test_the_list_costs_the_same_however_long(client, django_assert_num_queries):
    address = reverse("scenarios:home")
    ScenarioFactory(published=True, outcome=outcome(land={"path": "M0 0" * 9000}))
    client.get(address)
    for many in (1, 8):
        ScenarioFactory.create_batch(many, published=True)
        with django_assert_num_queries(2):
            page = client.get(address)
    assert text(page).count("Cinq lieux pour la côte") == 10


def test_two_scenarios_stand_side_by_side_with_what_one_alone_reaches(client):
    first = ScenarioFactory(published=True, name="Littoral")
    communes = [commune("99001", 30.0, is_reached=False), commune("99002", 20.0, is_reached=True)]
    second = ScenarioFactory(published=True, name="Marais", outcome=outcome(communes=communes))
    hidden = ScenarioFactory(name="Secret")
    address = reverse("scenarios:compare")

    page = client.get(address, {"s": [first.pk, second.pk]})

    told = text(page)
    assert "Communes que seul « Littoral » atteint" in told
    assert told.index("Commune 99001") < told.index("Commune 99002")
    assert "Secret" not in told
    alone = text(client.get(address, {"s": [first.pk, first.pk]}))
    assert "Choisissez deux scénarios différents" in alone
    assert "Choisissez deux" not in text(client.get(address, {"s": [first.pk]}))
    for asked in ([hidden.pk, first.pk], ["x", "1" * 40]):
        assert "Communes que seul" not in text(client.get(address, {"s": asked}))


def test_a_name_is_shown_as_it_was_typed_never_as_markup(client):
    bad = "<script>alert(1)</script>"
    scenario = ScenarioFactory(
        published=True, name=bad, note=bad, outcome=outcome(places=[place(bad)])
    )

    page = client.get(scenario.get_absolute_url())

    assert bad not in page.content.decode()
    assert "&lt;script&gt;" in page.content.decode()


def test_one_click_on_the_page_writes_the_action_and_both_pages_link(client, lead, estimate):
    ThemeFactory()
    workshop = WorkshopFactory(territory=estimate.territory, published=True)
    client.post(reverse("scenarios:new"), typed(estimate.territory))
    scenario = Scenario.objects.get()
    plan = reverse("scenarios:plan", args=[scenario.pk])
    page = text(client.get(scenario.get_absolute_url()))
    assert f'<option value="{workshop.pk}" selected>' in page
    assert client.get(plan).status_code == 200

    wrong = client.post(plan, {"workshop": "", "horizon": ""})
    assert wrong.status_code == 422
    assert "Dites quand, même à peu près." in text(wrong)
    assert "Donnez un nom au nouvel atelier." in text(wrong)
    done = client.post(plan, {"workshop": workshop.pk, "horizon": "court terme"}, follow=True)

    action = Action.objects.get()
    assert done.redirect_chain == [(action.get_absolute_url(), 302)]
    assert f'<a href="{scenario.get_absolute_url()}">le scénario « Le nôtre »</a>' in text(done)
    page = text(client.get(scenario.get_absolute_url()))
    assert action.get_absolute_url() in page
    assert "En faire une action du plan" not in page
    client.logout()
    assert scenario.get_absolute_url() not in text(client.get(action.get_absolute_url())).replace(
        f"({scenario.get_absolute_url()})", ""
    )


def test_whoever_writes_no_plan_there_has_no_such_form(client):
    scenario = ScenarioFactory(published=True)
    client.force_login(UserFactory(analyst_of=scenario.territory))

    assert "En faire une action du plan" not in text(client.get(scenario.get_absolute_url()))
    assert client.post(reverse("scenarios:plan", args=[scenario.pk])).status_code == 403
