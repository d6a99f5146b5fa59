"""/plan/: every published action, the latest first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.plan.tests.factories import ActionFactory
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.tests.factories import ThemeFactory, WorkshopFactory
from maillage.voices.tests.pages import items, link, links, main_words, page_weight, read, words

pytestmark = pytest.mark.django_db
LIST = reverse("plan:actions")


def titles(page):
    return [words(heading) for heading in page.findall(".//main//h2")]


def test_an_action_says_its_term_who_when_and_where(client):
    action = ActionFactory(
        title="Ouvrir huit salles",
        term="short",
        steps=[("Équiper les salles",)],
        actors=["Pilote : mairie", "École"],
        horizons=["le soir"],
    )

    (item,) = items(read(client.get(LIST)))

    assert item.startswith("Court terme Soulignée")
    assert "Ouvrir huit salles Qui : Pilote : mairie ; École Quand : le soir" in item
    assert action.workshop.territory.name in item
    assert action.workshop.title in item


def test_an_action_without_any_item_still_has_its_line(client):
    action = ActionFactory(title="")

    (item,) = items(read(client.get(LIST)))

    assert f"Action {action.pk}" in item
    assert "Soulignée" not in item
    assert "Qui :" not in item


def test_what_is_not_published_is_read_by_its_editors_alone(client):
    action = ActionFactory(workshop=WorkshopFactory(), title="Encore à relire")
    assert "Encore à relire" not in main_words(read(client.get(LIST)))

    client.force_login(UserFactory(facilitator_of=TerritoryFactory()))
    assert "Encore à relire" not in main_words(read(client.get(LIST)))

    client.force_login(UserFactory(facilitator_of=action.workshop.territory))
    assert titles(read(client.get(LIST))) == ["Encore à relire"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("short", ["Vite"]), ("long", []), ("unsaid", ["Un jour"]), ("bientot", ["Un jour", "Vite"])],
)
def test_the_list_keeps_the_term_asked(client, asked, found):
    theme = ThemeFactory()
    for title, term in (("Vite", "short"), ("Un jour", "")):
        ActionFactory(title=title, term=term, workshop=WorkshopFactory(published=True, theme=theme))

    page = read(client.get(LIST, {"terme": asked}))

    assert titles(page)[: len(found) or None] == (found or ["Rien ne répond à ces filtres"])


def test_an_active_filter_is_told_in_words_and_can_be_taken_off(client):
    ActionFactory(term="short")

    page = read(client.get(LIST + "?terme=short&q=salle"))

    assert link(page, "Court terme") == "?q=salle"
    assert link(page, "« salle »") == "?terme=short"
    assert link(page, "Tableau par terme") == reverse("plan:board") + "?q=salle"


def test_words_find_an_action_without_its_accents(client):
    former = ActionFactory(title="Former les référents", steps=["Réunir les élèves éloignés"])
    ActionFactory(title="Prêter des clés", workshop=former.workshop)

    assert titles(read(client.get(LIST + "?q=eleve+eloigne"))) == ["Former les référents"]


def test_a_territory_holds_what_lies_below_it(client):
    inside = ActionFactory(title="Dedans")
    consultation = inside.theme.consultation
    elsewhere = TerritoryFactory(parent=consultation.territory)
    ActionFactory(
        title="Ailleurs",
        workshop=WorkshopFactory(published=True, theme=inside.theme, territory=elsewhere),
    )

    here = client.get(LIST, {"territoire": inside.workshop.territory.code})
    above = client.get(LIST, {"territoire": consultation.territory.code})

    assert titles(read(here)) == ["Dedans"]
    assert titles(read(above)) == ["Ailleurs", "Dedans"]


def test_a_theme_is_that_of_the_row(client):
    action = ActionFactory(title="Premier thème")
    second = ThemeFactory(consultation=action.theme.consultation)
    ActionFactory(title="Second thème", workshop=action.workshop, theme=second)

    assert titles(read(client.get(LIST + "?thematique=2"))) == ["Second thème"]


def test_an_empty_plan_says_what_fills_it(client):
    page = main_words(read(client.get(LIST)))

    assert "Rien n’est encore publié" in page
    assert "quand un atelier publie sa feuille" in page


def test_words_in_an_action_are_never_markup(client):
    ActionFactory(title="<script>alert(1)</script>", actors=["<b>gras</b>"], horizons=["<i>x</i>"])

    page = read(client.get(LIST + "?q=%22%3E%3Cscript%3E"))
    assert not page.findall(".//script")

    html = client.get(LIST).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<b>gras" not in html


def test_pages_skip_and_repeat_nothing(client):
    ActionFactory.create_batch(45, workshop=WorkshopFactory(published=True))
    seen, address = [], ""
    for _ in range(3):
        page = read(client.get(LIST + address))
        seen += titles(page)
        address = dict(links(page)).get("Suivants", "")

    assert len(seen) == len(set(seen)) == 45


def test_the_list_costs_the_same_number_of_queries_however_long(client):
    theme = ThemeFactory()
    counts = []
    for more in (2, 23):
        for n in range(more):
            ActionFactory(
                workshop=WorkshopFactory(published=True, theme=theme),
                term="short",
                levers=["Un axe", ("Un autre",)],
                steps=["Une étape assez longue pour peser son poids"] * 3,
                actors=[f"Pilote : mairie {n}"],
                horizons=["le mercredi"],
                indicators=["Nombre de salles"],
            )
        with CaptureQueriesContext(connection) as queries:
            response = client.get(LIST + "?q=salle&terme=short&thematique=1")
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert len(items(read(response))) == 20
    assert page_weight(response) < 20_000
