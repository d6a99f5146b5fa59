"""`/carte/<département>/`: who is without a solution, with the margin and the method of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.territory.enums import About
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    TerritoryFactory,
)
from maillage.voices.tests.factories import ConsultationFactory
from maillage.voices.tests.pages import links, main_words, read

pytestmark = pytest.mark.django_db
SCHOOLS, COMMUNES, OPERATORS = "atlas:schools", "atlas:communes", "atlas:operators"


@pytest.fixture
def estimate():
    return EstimateFactory(territory=TerritoryFactory(department=True, code="44", name="Loire"))


def _page(client, name, **asked):
    return client.get(reverse(name, args=["44"]), asked)


def _operator(estimate, name, **figures):
    return EstimateLineFactory(
        estimate=estimate, about=About.OPERATOR, territory=None, code=name, name=name, **figures
    )


def test_the_heading_says_in_words_how_many_of_how_many(client, estimate):
    EstimateLineFactory(estimate=estimate, pupils=1_000.0, without=30.0, low=12.4, high=50.2)
    EstimateLineFactory(estimate=estimate, pupils=234.0, without=3.0, low=0.0, high=8.0)
    EstimateLineFactory(estimate=estimate, hidden=True)

    said = main_words(read(_page(client, SCHOOLS)))

    assert "12 à 59 élèves sans solution sur 1 234" in said
    assert "C’est un modèle, pas une mesure." in said
    assert "1 commune est masquée : trop peu d’élèves" in said
    assert "Le total est celui des communes montrées." in said
    assert "Débits filaires des communes, Arcep, édition 2026T1 (Licence Ouverte 2.0)" in said


def test_the_line_of_the_whole_is_the_heading_where_there_is_one(client, estimate):
    EstimateLineFactory(estimate=estimate, pupils=1_000.0, without=30.0, low=12.4, high=50.2)
    whole = {"about": About.WHOLE, "territory": estimate.territory, "code": "44", "name": "Loire"}
    EstimateLineFactory(estimate=estimate, pupils=9_000.0, low=100.0, high=300.0, **whole)

    said = main_words(read(_page(client, SCHOOLS)))

    assert "100 à 300 élèves sans solution sur 9 000" in said
    assert "Le total est celui des communes montrées." not in said


def test_each_line_says_its_figure_its_margin_and_its_method(client, estimate):
    EstimateLineFactory(
        estimate=estimate,
        school=SchoolFactory(name="Collège du Marais", territory__name="Bruneval"),
        residents=212.0,
        enrolled=198,
    )

    said = main_words(read(_page(client, SCHOOLS)))

    assert (
        "Collège du Marais Bruneval Ce n’est pas ce que je vis : Collège du Marais "
        "30 10 à 50 15 % 212 y habitent 198 inscrits par commune"
    ) in said


def test_a_hidden_line_shows_its_name_alone(client, estimate):
    EstimateLineFactory(
        estimate=estimate, territory=TerritoryFactory(name="Le Hameau"), hidden=True
    )

    said = main_words(read(_page(client, COMMUNES)))

    assert "Le Hameau masqué : trop peu d’élèves" in said


def test_an_unknown_figure_is_said_to_be_missing(client, estimate):
    told = {"pupils": None, "without": None, "low": None, "high": None}
    EstimateLineFactory(estimate=estimate, territory=TerritoryFactory(name="Le Port"), **told)

    assert "Le Port donnée absente" in main_words(read(_page(client, COMMUNES)))


def test_operators_have_their_table(client, estimate):
    _operator(estimate, "Orange")

    assert "Orange 30" in main_words(read(_page(client, OPERATORS)))


def test_a_word_finds_a_school_by_its_town(client, estimate):
    here = SchoolFactory(name="Collège du Marais", territory__name="Bruneval")
    EstimateLineFactory(estimate=estimate, school=here)
    EstimateLineFactory(estimate=estimate, school=SchoolFactory(name="Collège de la Dune"))

    said = main_words(read(_page(client, SCHOOLS, q="brune")))

    assert "Collège du Marais" in said
    assert "Collège de la Dune" not in said


def test_the_most_pupils_without_come_first_and_pages_follow(client, estimate):
    for rank in range(25):
        town = TerritoryFactory(name=f"Ville {rank:02d}", parent=estimate.territory)
        EstimateLineFactory(estimate=estimate, territory=town, rank=rank)

    first = read(_page(client, COMMUNES))
    following = next(url for _said, url in links(first) if "curseur" in url)
    second = read(client.get(following))

    assert "Ville 00" in main_words(first)
    assert "Ville 20" not in main_words(first)
    assert "Ville 20" in main_words(second)


def test_a_table_costs_the_same_however_long(client, estimate):
    asked = {}
    for length in (3, 30):
        for _each in range(length):
            EstimateLineFactory(estimate=estimate)
            EstimateLineFactory(estimate=estimate, school=SchoolFactory())
            _operator(estimate, "Un opérateur")
        for name in (SCHOOLS, COMMUNES, OPERATORS, "atlas:home"):
            with CaptureQueriesContext(connection) as caught:
                client.get(reverse(name, args=[] if name == "atlas:home" else ["44"]))
            asked.setdefault(name, []).append(len(caught))

    assert all(few == many for few, many in asked.values()), asked
    assert max(many for _few, many in asked.values()) <= 6


def test_a_department_without_an_estimate_says_how_to_make_one(client):
    TerritoryFactory(department=True, code="44", name="Loire")

    said = main_words(read(_page(client, SCHOOLS)))

    assert "Loire : rien n’est encore estimé" in said
    assert "maillage territory compute 44" in said
    assert "Rien n’est encore estimé" in main_words(read(client.get(reverse("atlas:home"))))
    assert client.get(reverse(SCHOOLS, args=["99"])).status_code == 404


def test_the_home_shows_the_department_of_the_consultation(client, estimate):
    EstimateFactory(territory=TerritoryFactory(department=True, code="01", name="Ain"))
    ConsultationFactory(open=True, territory=estimate.territory)

    assert "Loire (44)" in main_words(read(client.get("/carte/")))
    assert "Ain (01)" in main_words(read(client.get("/carte/?departement=01")))
