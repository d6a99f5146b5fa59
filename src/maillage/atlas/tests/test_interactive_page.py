"""The list beside the map says all that the map shows, and stands without it."""

import re

import pytest
from django.urls import reverse

from maillage.atlas.actions import draw_tiles
from maillage.atlas.models import Hearing
from maillage.atlas.tests.land import COLLEGE, load_coverage, load_land
from maillage.territory.models import Territory
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    TerritoryFactory,
)
from maillage.voices.enums import FEW
from maillage.voices.tests.factories import ConsultationFactory, VoiceFactory
from maillage.voices.tests.pages import main_words, read

pytestmark = pytest.mark.django_db
QUERIES = 6
SCRIPT = re.compile(rb"<script [^>]*></script>")


@pytest.fixture
def department(tmp_path, settings):
    settings.DATA = tmp_path / "data"
    territory = TerritoryFactory(department=True, code="99", name="Marches")
    load_land(tmp_path)
    draw_tiles(territory=territory, acting_user=None)
    return territory


def opened(client):
    return client.get(reverse("atlas:interactive", args=["99"]))


def seen(client):
    """The page without its one script, which is all that `read` would stumble upon."""
    response = opened(client)
    response.content, count = SCRIPT.subn(b"", response.content)
    assert count == 1
    return read(response)


def rows(page):
    tables = page.iterfind(".//tbody[@data-of]")
    return {(table.get("data-of"), row.get("data-key")): row for table in tables for row in table}


def test_each_thing_that_is_drawn_has_its_row_and_the_row_its_place(client, department):
    found = rows(seen(client))

    assert {of for of, _key in found} == {"communes", "schools", "places"}
    assert found["schools", COLLEGE].get("data-at") == "-1.5500,47.2500"
    assert "Zénobie <b>" in "".join(found["communes", "99102"].itertext())


def test_a_commune_has_its_class_its_margin_and_what_is_hidden_tells_nothing(client, department):
    estimate = EstimateFactory(territory=department)
    communes = {place.code: place for place in Territory.objects.filter(code__startswith="991")}
    EstimateLineFactory(estimate=estimate, territory=communes["99101"], low=9.2, high=50.0)
    EstimateLineFactory(estimate=estimate, territory=communes["99102"], hidden=True)

    page = seen(client)

    found = rows(page)

    assert "Le total est celui des communes" not in main_words(page)
    told, hidden = found["communes", "99101"], found["communes", "99102"]
    assert told.get("data-class") == "4"
    assert "9 à 50 (15" in "".join(told.itertext())
    assert hidden.get("data-class") is None
    assert "masqué" in "".join(hidden.itertext())


def test_voices_are_a_number_of_the_département_or_nothing(client, department):
    town = Territory.objects.get(code="99101")
    for _ in range(FEW - 1):
        VoiceFactory(territory=town)
    assert "ont témoigné" not in main_words(seen(client))

    VoiceFactory(territory=town)
    page = seen(client)

    assert f"{FEW} personnes ont témoigné dans ce département" in main_words(page)
    assert [row for row in rows(page) if row[0] == "voices"] == []


def test_communes_where_people_or_workshops_have_no_network_say_so_and_are_shaded(
    client, department
):
    estimate = EstimateFactory(territory=department)
    consultation = ConsultationFactory(open=True, territory=department)
    Hearing.objects.create(
        consultation=consultation,
        counted_at=estimate.made_at,
        body={"communes": {"99101": 6}, "schools": {}, "workshops": {"99101": {"un-atelier": 2}}},
    )

    page = seen(client)

    found = rows(page)
    assert [key for key, row in found.items() if row.get("data-heard") is not None] == [
        ("communes", "99101")
    ]
    said = " ".join("".join(found["communes", "99101"].itertext()).split())
    assert "6 personnes y disent ne pas avoir de réseau. 1 atelier y a dit" in said
    boxes = [box.get("value") for box in page.iterfind(".//input[@type='checkbox']")]
    assert "voices" in boxes


def test_only_what_is_drawn_is_offered(client, department):
    page = seen(client)
    boxes = [box.get("value") for box in page.iterfind(".//input[@type='checkbox']")]

    assert boxes == ["communes", "catchments", "schools", "places"]


def test_coverage_is_offered_and_told_with_its_operator_day_and_licence(
    client, department, tmp_path
):
    load_coverage(tmp_path, operator=29901, brand="Télébrume", levels=("BC", "CL"))
    draw_tiles(territory=department, acting_user=None)
    page = seen(client)

    boxes = [box.get("value") for box in page.iterfind(".//input[@type='checkbox']")]
    assert "coverage" in boxes
    [network] = page.iterfind(".//select[@id='reseau']/option")
    assert network.text == "Télébrume, 4G (données), 31 mars 2026"
    said = main_words(page)
    assert "Couverture mobile théorique, Arcep (Licence Ouverte 1.0), 31 mars 2026." in said
    assert "très bonne, bonne, limitée" in said
    told = " ".join("".join(rows(page)["coverage", "99102"].itertext()).split())
    assert told == "Zénobie <b> 0, 0, 100"


def test_the_drawing_of_the_table_stands_there_until_the_map_is_opened(client, department):
    page = seen(client)

    [picture] = page.iterfind(".//*[@role='img']")
    assert "Part des élèves sans solution, par commune" in "".join(picture.itertext())
    # Without JavaScript nothing offers what only a script does.
    assert list(page.iterfind(".//tr//button")) == []


def test_the_policy_is_ours_alone_and_lets_the_map_ask_for_its_tiles(client, department):
    policy = opened(client)["Content-Security-Policy"]
    other = client.get(reverse("atlas:home"))["Content-Security-Policy"]

    assert "script-src 'self';" in f"{policy};"
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in other


def test_nothing_of_the_map_is_asked_for_before_it_is_opened(client, department):
    text = opened(client).content.decode()

    assert text.count("<script") == 1
    assert "vendor" not in text.partition("<script")[2]


def test_a_département_without_a_map_says_how_to_draw_it_and_another_is_nowhere(client, settings):
    TerritoryFactory(department=True, code="97", name="Vide")

    said = main_words(read(client.get(reverse("atlas:interactive", args=["97"]))))
    assert "maillage tiles 97" in said
    assert client.get(reverse("atlas:interactive", args=["96"])).status_code == 404


def test_it_costs_the_same_number_of_queries_however_much_is_drawn(
    client, department, django_assert_num_queries
):
    estimate = EstimateFactory(territory=department)
    opened(client)
    with django_assert_num_queries(QUERIES):
        opened(client)
    for _ in range(5):
        EstimateLineFactory(estimate=estimate)
        VoiceFactory(territory=department)
    with django_assert_num_queries(QUERIES):
        opened(client)
