"""The land of the demonstration is told by files such as ministries publish, and they agree."""

import json
from collections import Counter
from itertools import pairwise

import pytest

from maillage.atlas.analysis import coverage_areas
from maillage.demo import queries
from maillage.territory.actions import (
    load_dataset,
    load_headcounts,
    load_schools,
    load_territories,
    make_estimate,
)
from maillage.territory.analysis import BY_NAME
from maillage.territory.enums import About, Kind
from maillage.territory.loading_datasets import rows_of
from maillage.territory.models import Dataset, EstimateLine, School, Territory
from maillage.territory.queries import contours_of, coverage_of, department_figures, estimate_lines

# Of the communes of a real département; everything that we read, but what takes millions of rows.
TOLD = {
    "adresses", "annuaire-education", "bibliotheques", "carte-scolaire-colleges", "communes",
    "contours-communes", "couverture-mobile", "couverture-mobile-nombre",
    "couverture-mobile-operateurs", "debit-filaire", "france-services", "mediation-numerique",
}  # fmt: skip


@pytest.fixture
def land(db):
    load_territories(rows=queries.territories(), acting_user=None)
    load_schools(rows=queries.schools(), acting_user=None)
    for path in queries.land_files():
        load_dataset(path=path, acting_user=None)


def test_each_file_is_recognised_and_read_whole(land):
    held = {dataset.source: dataset for dataset in Dataset.objects.all()}
    # One file an operator, as Arcep gives them.
    assert Dataset.objects.filter(source="couverture-mobile").count() == 4

    assert BY_NAME.keys() >= TOLD
    assert held.keys() == TOLD | {"reseau-routier"}
    assert {dataset.rejected for dataset in held.values()} == {0}
    assert sum(dataset.flaws.count() for dataset in held.values()) == 0
    assert all(dataset.rows for dataset in held.values())


def test_what_operators_draw_is_what_they_count_by_commune(land):
    counted = {
        (row["operator"], row["commune"]): [row[f"couv_{level}"] for level in ("cl", "bc", "tbc")]
        for row in rows_of("couverture-mobile-operateurs", "96")
    }
    drawn = coverage_areas(coverage_of("96"), contours_of("96"))

    assert [network.name for network in drawn] == [
        "Télébrume", "Mobilande", "Ondéa", "Rézo Libre",
    ]  # fmt: skip
    for network in drawn:
        for commune, shares in network.shares.items():
            assert shares == pytest.approx(counted[network.operator, commune], abs=2)


def test_read_again_the_files_change_nothing(land):
    before = list(School.objects.order_by("uai").values())

    again = [load_dataset(path=path, acting_user=None) for path in queries.land_files()]

    assert all(told.known for told in again)
    assert list(School.objects.order_by("uai").values()) == before


def test_what_they_say_together_is_known_of_both_départements(land):
    val, coast = department_figures("99"), department_figures("96")

    assert val.reported == []
    assert val.figures == {
        "communes": 16, "communes_one_college": 14, "communes_split": 2, "population": 54909,
        "population_split": 22157, "colleges_public": 4, "colleges_private": 1,
        "libraries_open": 11, "france_services": 4, "communes_without_place": 6,
        "population_without_place": 8640, "communes_without_wifi": 8,
        "population_without_wifi": 15238,
    }  # fmt: skip
    # Trois-Écluses goes to school on the other side of the border, as some communes do.
    assert len(coast.reported) == 1
    assert "9910014E" in coast.reported[0]
    assert coast.figures["communes_split"] == 1
    assert coast.figures["communes_without_place"] == 7


def test_who_is_without_a_solution_is_who_says_so(land):
    load_headcounts(
        rows=queries.headcounts(), file_name="", digest="", licence="", acting_user=None
    )
    worst = {}
    for place in Territory.objects.filter(kind=Kind.DEPARTMENT):
        estimate = make_estimate(territory=place, acting_user=None)
        communes = estimate_lines(estimate, About.COMMUNE)
        worst[place.code] = max(communes, key=lambda line: line.share or 0).name
        assert not communes.filter(is_hidden=False, without=None).exists()
        # Of some people too little is said to be told: the rule is seen at work.
        assert communes.filter(is_hidden=True).exists()
        assert estimate_lines(estimate, About.SCHOOL).filter(without__gt=5).exists()
        # Codes that no country has: their names come from what they draw.
        operators = estimate_lines(estimate, About.OPERATOR).values_list("name", flat=True)
        assert {*operators} == {"Télébrume", "Mobilande", "Ondéa", "Rézo Libre"}

    assert worst == {"99": "Col-des-Brandes", "96": "La Digue-Neuve"}
    # Covered, say the figures; "on n’y capte pas", say its pupils.
    batelieres = EstimateLine.objects.get(about=About.COMMUNE, code="96108")
    assert batelieres.high == 0


def test_each_commune_of_the_story_has_its_contour_and_borders_are_shared_vertex_for_vertex():
    file = next(path for path in queries.land_files() if path.suffix == ".geojson")
    drawn = json.loads(file.read_text(encoding="utf-8"))["features"]

    communes = {row["code"] for row in queries.territories() if row["kind"] == "commune"}
    assert {area["properties"]["code"] for area in drawn} == communes
    edges = Counter(
        frozenset(map(tuple, edge))
        for area in drawn
        for ring in area["geometry"]["coordinates"]
        for edge in pairwise(ring)
    )
    # Once: the coast. Twice: a border, the same on both sides.
    assert set(edges.values()) == {1, 2}
    assert Counter(edges.values())[2] > 300


def test_the_files_stay_small():
    assert sum(path.stat().st_size for path in queries.land_files()) < 165_000
