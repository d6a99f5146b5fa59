"""Communes, catchments and places of a département that does not exist, with its traps."""

import random

import pytest

from arpent.geo import Areas, catchments, department_facts, inside

shapely = pytest.importorskip("shapely")


def rule(commune, uai, street="", whole=False):
    return {"commune": commune, "uai": uai, "street": street, "whole": whole}


def test_a_commune_is_one_college_s_or_split_or_shared():
    found = catchments(
        [
            rule("99001", "A", whole=True),
            rule("99002", "A", "RUE HAUTE"),
            rule("99002", "B", "RUE BASSE"),
            rule("99003", "A"),
            rule("99003", "B"),
            rule("99004", "A", "RUE SEULE"),
            rule("99005", "A", whole=True),
            rule("99005", "B", "RUE BASSE"),
            rule("98001", "A", whole=True),
        ],
        {"99001", "99002", "99003", "99004", "99005", "99006"},
        {},
    )
    assert found.one == {"99001": "A"}
    assert found.split == {"99002": {"A", "B"}, "99004": {"A"}, "99005": {"A", "B"}}
    assert found.shared == {"99003": {"A", "B"}}
    assert (found.lonely, found.contradictory) == ({"99004"}, {"99005"})
    assert (found.missing, found.elsewhere) == ({"99006"}, {"98001"})


def test_what_is_said_of_a_former_commune_counts_where_nothing_else_is_said():
    former = {"99101": "99001", "99102": "99002", "99103": "99003", "99104": "99003"}
    found = catchments(
        [
            rule("99001", "A", whole=True),
            rule("99101", "B", whole=True),
            rule("99102", "A", whole=True),
            rule("99103", "A", whole=True),
            rule("99104", "B", whole=True),
        ],
        {"99001", "99002", "99003"},
        former,
    )
    assert found.one == {"99001": "A", "99002": "A"}
    assert found.split == {"99003": {"A", "B"}}
    assert found.former == former


def star(chance, steps):
    """Coordinates of a few decimals, so that points fall on edges and corners."""
    import math

    points = []
    for step in range(steps):
        angle, far = 2 * math.pi * step / steps, chance.uniform(0.2, 1)
        points.append([round(math.cos(angle) * far, 1), round(math.sin(angle) * far, 1)])
    return [*points, points[0]]


def test_points_lie_where_shapely_says_on_borders_too():
    chance, compared = random.Random(44), 0
    for _ in range(300):
        ring = star(chance, chance.randint(3, 12))
        drawn = shapely.Polygon(ring)
        if not drawn.is_valid:
            continue
        for x in range(-10, 11):
            for y in range(-10, 11):
                point = x / 10, y / 10
                # Exactly on a slanted edge, shapely too computes exactly.
                assert inside(*point, [[ring]]) == drawn.covers(shapely.Point(point))
                compared += 1
    assert compared > 10_000


def test_a_hole_is_outside_and_a_common_border_is_the_first_s():
    square = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    beside = [[4, 0], [8, 0], [8, 4], [4, 4], [4, 0]]
    areas = Areas({"b": [[square, hole]], "a": [[beside]]})
    assert [areas.of(*point) for point in ((3, 3), (1.5, 1.5), (4, 2), (9, 9))] == [
        "b", None, "a", None,
    ]  # fmt: skip


def commune(code, population, kind="commune", **more):
    return {"code": code, "kind": kind, "department": "99", "population": population, **more}


def contour(code, x):
    return {"code": code, "area": [[[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]]]}


def college(uai, sector, state="OUVERT", kind="Collège"):
    return {"uai": uai, "kind": kind, "sector": sector, "state": state, "department": "99"}


def library(rank, longitude, latitude=0.5, wifi=True, kind="Bâtiment ouvert"):
    return {
        "id": f"L{rank}", "name": "Médiathèque", "kind": kind, "wifi": wifi,
        "longitude": longitude, "latitude": latitude,
    }  # fmt: skip


def service(rank, code, longitude=None):
    return {"id": str(rank), "name": "Maison", "commune": code, "longitude": longitude,
            "latitude": longitude and 0.5}  # fmt: skip


def fictional():
    return {
        "communes": [
            commune("99101", None, "former", head="99001"),
            commune("99001", 100, former=["99101"]),
            commune("99002", 200),
            commune("99003", 400),
            commune("99004", 800),
            commune("99005", None),
            commune("98001", 5_000, department="98"),
        ],
        # Drawn before 99101 joined 99001; 99005 is an island that nobody drew.
        "contours": [
            contour("99001", 0), contour("99101", 1), contour("99002", 2), contour("99003", 3),
            contour("99004", 4), contour("98001", 5),
        ],
        "schools": [
            college("A", "Public"), college("A", "Public"), college("B", "Privé sous contrat"),
            college("C", "Public", "FERME"), college("D", "Public", kind="Lycée"),
            college("E", "privé"),
        ],
        "sectors": [
            rule("99001", "A", whole=True), rule("99101", "A", whole=True),
            rule("99002", "A", "RUE HAUTE"), rule("99002", "Z", "RUE BASSE"),
            rule("98001", "A", whole=True),
        ],
        "libraries": [
            library(1, 0.5), library(2, 1.5, wifi=None), library(3, 2.5, wifi=False),
            library(4, None), library(5, 0.5, 4.25), library(6, 99), library(7, 0.5, kind="Bureau"),
        ],
        "services": [service(1, "99101"), service(2, None, 3.5), service(3, "98001")],
    }  # fmt: skip


def test_the_facts_of_a_departement_and_what_was_set_aside():
    facts = department_facts("99", **fictional())
    assert facts.figures == {
        "communes": 5,
        "communes_one_college": 1,
        "communes_split": 1,
        "population": 1500,
        "population_split": 200,
        "colleges_public": 1,
        "colleges_private": 2,
        "libraries_open": 3,
        "france_services": 2,
        "communes_without_place": 2,
        "population_without_place": 800,
        "communes_without_wifi": 3,
        "population_without_wifi": 1000,
    }
    said = "\n".join(facts.reported)
    for told in (
        "communes sans population, comptées pour zéro : 99005",
        "joints à celles d’aujourd’hui : 99101 (aujourd’hui 99001)",
        "contours d’aucune commune du département : 98001",
        "communes sans contour : 99005",
        "ancien code d’une commune : 99101 (aujourd’hui 99001)",
        "communes d’ailleurs, laissés : 98001",
        "communes sans secteur : 99003, 99004, 99005",
        "collèges fermés, laissés : C",
        "publics ouverts du département : Z",
        "L4 Médiathèque (sans position)",
        "L5 Médiathèque (latitude et longitude échangées)",
        "L6 Médiathèque (sa position n’est dans aucune commune du département)",
        "3 Maison (sans position)",
    ):
        assert told in said
    assert department_facts("99", **fictional()) == facts
