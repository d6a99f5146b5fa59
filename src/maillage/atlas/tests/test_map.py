"""The map beside each table: drawn on the server, and never the only one to say a thing."""

import gzip
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.territory.models import Sketch
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    SketchFactory,
    TerritoryFactory,
)
from maillage.voices.tests.pages import main_words, page_weight, read, words

pytestmark = pytest.mark.django_db
BUDGET = 60_000
# The most communes of a département: Pas-de-Calais.
MOST_COMMUNES = 890


@pytest.fixture
def estimate():
    return EstimateFactory(territory=TerritoryFactory(department=True, code="44", name="Loire"))


def _line(estimate, code, name, without, **figures):
    town = TerritoryFactory(code=code, name=name, parent=estimate.territory)
    return EstimateLineFactory(
        estimate=estimate, territory=town, pupils=100.0, without=without, **figures
    )


def _map(client, name="atlas:communes"):
    page = read(client.get(reverse(name, args=["44"])))
    return page, page.find(".//figure/{*}svg")


def _drawn(svg):
    """{pattern, or "" for none: how many communes}."""
    return {
        path.attrib.get("fill", ""): path.attrib["d"].count("M")
        for path in svg.findall(".//{*}path")
        if path.attrib.get("class") == "land"
    }


def test_a_commune_bears_the_pattern_of_its_share(client, estimate):
    SketchFactory(codes=["44001", "44002", "44003", "44004"])
    _line(estimate, "44001", "La Blanche", 12.0)
    _line(estimate, "44002", "La Claire", 0.0)
    hidden = TerritoryFactory(code="44003", parent=estimate.territory)
    EstimateLineFactory(estimate=estimate, territory=hidden, hidden=True)

    page, svg = _map(client)

    # The hidden one looks like the one that nobody told of.
    assert _drawn(svg) == {"url(#k4)": 1, "": 1, "url(#ku)": 2}
    assert words(svg.find("{*}title")) == "Part des élèves sans solution, par commune"
    assert words(svg.find("{*}desc")) == (
        "Communes où 10 % des élèves ou plus sont sans solution : La Blanche."
    )
    assert "10 % et plus" in main_words(page)
    assert "masqué, ou absent" in main_words(page)


def test_without_contours_the_page_says_which_file_is_missing(client, estimate):
    page, svg = _map(client)

    assert svg is None
    assert "Il manque les contours des communes" in main_words(page)


def test_white_and_grey_zones_have_their_table_and_their_map(client, estimate):
    SketchFactory(
        codes=["44001", "44002", "44003"],
        networks={"44001": [3, 5, 92], "44002": [0, 8, 92], "44003": [0, 0.2, 99.8]},
    )
    for code, name in (("44001", "La Blanche"), ("44002", "La Grise"), ("44003", "La Claire")):
        TerritoryFactory(code=code, name=name, parent=estimate.territory)

    page, svg = _map(client, "atlas:networks")

    said = main_words(page)
    assert "1 commune sur 3 a une zone blanche" in said
    assert "La Blanche 3 % 5 % 92 % La Grise 0 % 8 % 92 %" in said
    assert _drawn(svg) == {"url(#k4)": 1, "url(#k2)": 1, "": 1}


def test_networks_cost_the_same_however_many_communes(client, estimate):
    sketch = SketchFactory(networks={})
    counts = []
    for length in (2, 30):
        for _each in range(length):
            town = TerritoryFactory(parent=estimate.territory)
            sketch.networks[town.code] = [3, 5, 92]
        sketch.save()
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("atlas:networks", args=["44"]))
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 6, counts


def test_networks_that_nobody_loaded_are_said_to_be_missing(client, estimate):
    assert "Il manque la couverture mobile" in main_words(_map(client, "atlas:networks")[0])
    assert client.get(reverse("atlas:networks", args=["01"])).status_code == 404


def test_the_heaviest_department_weighs_less_than_its_budget(client, estimate):
    """890 communes, 6,000 points: what the library leaves at most."""
    draw = random.Random(1)
    codes = [f"62{number:03d}" for number in range(1, MOST_COMMUNES + 1)]

    def path():
        steps = "".join(f" {draw.randint(-9, 9)} {draw.randint(-9, 9)}" for _each in range(6))
        return f"M{draw.randint(0, 999)} {draw.randint(0, 800)}l{steps.strip()}z"

    sketch = SketchFactory(codes=codes)
    Sketch.objects.filter(pk=sketch.pk).update(communes={code: path() for code in codes})
    for _each in range(20):
        EstimateLineFactory(estimate=estimate)

    answer = client.get(reverse("atlas:communes", args=["44"]))

    assert page_weight(answer) <= BUDGET
    assert len(gzip.compress(answer.content)) > 10_000
