"""/plan/tableau/: the same actions, by term."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.plan.queries import ON_BOARD
from maillage.plan.tests.factories import ActionFactory
from maillage.voices.tests.factories import ThemeFactory, WorkshopFactory
from maillage.voices.tests.pages import link, links, main_words, page_weight, read, words

pytestmark = pytest.mark.django_db
BOARD = reverse("plan:board")
TERMS = ("short", "medium", "long", "")


@pytest.fixture
def workshop():
    return WorkshopFactory(published=True)


def columns(page):
    return {
        words(section.find(".//h2")): [words(title) for title in section.findall(".//h3")]
        for section in page.findall(".//main//section")
    }


def test_each_action_stands_under_its_term(client, workshop):
    for term in TERMS:
        ActionFactory(workshop=workshop, term=term, title=f"Action {term or 'sans terme'}")

    assert columns(read(client.get(BOARD))) == {
        "Court terme": ["Action short"],
        "Moyen terme": ["Action medium"],
        "Long terme": ["Action long"],
        "Terme non précisé": ["Action sans terme"],
    }


def test_a_term_without_action_says_so(client, workshop):
    ActionFactory(workshop=workshop, term="long")

    page = main_words(read(client.get(BOARD)))

    assert page.count("Aucune action à ce terme") == 2
    assert "Terme non précisé" not in page


def test_a_long_column_leads_to_its_list_with_the_same_filters(client, workshop):
    ActionFactory.create_batch(ON_BOARD + 1, workshop=workshop, term="medium")
    ActionFactory.create_batch(ON_BOARD, workshop=workshop, term="short")

    page = read(client.get(BOARD + "?q=salle"))

    assert len(columns(page)["Moyen terme"]) == ON_BOARD
    assert link(page, "Toutes les actions à moyen") == "/plan/?q=salle&terme=medium"
    assert not [words for words, _ in links(page) if "à court terme" in words]


def test_the_board_shows_nothing_unpublished(client, workshop):
    ActionFactory(workshop=WorkshopFactory(), title="Encore à relire", term="short")

    assert "Encore à relire" not in main_words(read(client.get(BOARD)))
    assert "Rien n’est encore publié" in main_words(read(client.get(BOARD)))


def test_the_board_costs_the_same_number_of_queries_however_long(client):
    theme = ThemeFactory()
    counts = []
    for more in (1, 14):
        for _ in range(more):
            for term in TERMS:
                workshop = WorkshopFactory(published=True, theme=theme)
                ActionFactory(
                    workshop=workshop, term=term, steps=["Étape"], horizons=["le mercredi soir"]
                )
        with CaptureQueriesContext(connection) as queries:
            response = client.get(BOARD + "?q=salle&thematique=1")
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert page_weight(response) < 20_000
