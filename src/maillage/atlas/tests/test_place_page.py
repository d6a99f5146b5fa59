"""The page of a commune or of a school: all that is known of its line, and what is around."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.atlas.models import Hearing
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    SketchFactory,
    TerritoryFactory,
)
from maillage.voices.tests.factories import ConsultationFactory, WorkshopFactory
from maillage.voices.tests.pages import links, main_words, page_weight, read

pytestmark = pytest.mark.django_db
LIBRARY = ["library", "Le Phare", "44001", 30, 10, True]


@pytest.fixture
def estimate():
    return EstimateFactory(territory=TerritoryFactory(department=True, code="44", name="Loire"))


def _commune(estimate, code, name, **figures):
    town = TerritoryFactory(code=code, name=name, parent=estimate.territory)
    return EstimateLineFactory(estimate=estimate, territory=town, **figures)


def _school(estimate, town, **figures):
    school = SchoolFactory(uai="0440001M", name="Collège du Marais", territory=town)
    return EstimateLineFactory(estimate=estimate, school=school, **figures)


def _sketch(**around):
    nothing = {"neighbours": {}, "sectors": {}, "places": [], "schools": {}}
    return SketchFactory(codes=["44001", "44002"], around={**nothing, **around})


def _page(client, name, key):
    return read(client.get(reverse(name, args=["44", key])))


def test_a_commune_says_its_figures_its_neighbours_its_schools_and_its_places(client, estimate):
    line = _commune(estimate, "44001", "Bruneval")
    _commune(estimate, "44002", "Sauvelle", pupils=100.0, without=3.0)
    _school(estimate, line.territory)
    _sketch(neighbours={"44001": ["44002"]}, places=[LIBRARY])

    page = _page(client, "atlas:commune", "44001")

    said = main_words(page)
    assert "Bruneval 10 à 50 élèves sans solution sur 200" in said
    assert "environ 30, de 10 à 50" in said
    assert "Méthode par commune" in said
    assert "Le Phare Bibliothèque, Bruneval, on s’y connecte" in said
    assert ("Sauvelle", "/carte/44/commune/44002/") in links(page)
    assert "Sauvelle : 3 %" in said
    assert ("Collège du Marais", "/carte/44/etablissement/0440001M/") in links(page)
    assert "Moins de 5 personnes contestent ce chiffre." in said


def test_a_school_says_who_goes_there_and_how_far_places_are(client, estimate):
    line = _commune(estimate, "44001", "Bruneval")
    _commune(estimate, "44002", "Sauvelle")
    _school(estimate, line.territory, enrolled=321)
    _sketch(
        sectors={"0440001M": {"44001": True, "44002": False}},
        places=[LIBRARY],
        schools={"0440001M": [30, 18]},
    )

    said = main_words(_page(client, "atlas:school", "0440001m"))

    assert "Communes entières : Bruneval." in said
    assert "Communes partagées avec d’autres collèges, rue par rue : Sauvelle." in said
    # 8 units of 1/880 degree of latitude.
    assert "Le Phare Bibliothèque, Bruneval, on s’y connecte, 1 km" in said
    assert "Élèves inscrits, comptés 321" in said


def test_a_hidden_line_tells_nothing_but_what_is_around(client, estimate):
    _commune(estimate, "44001", "Le Hameau", hidden=True)

    said = main_words(_page(client, "atlas:commune", "44001"))

    assert "Le Hameau Chiffre masqué : trop peu d’élèves" in said
    assert "environ" not in said
    assert "Il manque les contours des communes" in said


def test_what_is_not_there_is_not_found(client, estimate):
    assert client.get("/carte/44/commune/44009/").status_code == 404
    assert client.get("/carte/01/commune/01001/").status_code == 404


def test_a_page_costs_the_same_however_many_are_around(client, estimate):
    line = _commune(estimate, "44001", "Bruneval")
    _sketch(neighbours={"44001": ["44002"]}, places=[LIBRARY])
    consultation = ConsultationFactory(open=True, territory=estimate.territory)
    held = {}
    hearing = Hearing.objects.create(consultation=consultation, counted_at=estimate.made_at)
    counts = []
    for length in (1, 15):
        for _each in range(length):
            held[WorkshopFactory(published=True, territory=line.territory).slug] = 1
            EstimateLineFactory(estimate=estimate, school=SchoolFactory(territory=line.territory))
            EstimateLineFactory(estimate=estimate)
        hearing.body = {"workshops": {"44001": held}}
        hearing.save()
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(reverse("atlas:commune", args=["44", "44001"]))
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 9
    assert main_words(read(answer)).count("atelier tenu ici") == len(held)
    assert page_weight(answer) <= 60_000
