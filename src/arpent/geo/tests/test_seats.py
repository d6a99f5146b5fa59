"""Addresses sent to their school, from which the map of sectors is drawn."""

import pytest

from arpent.geo import catchment_outlines, inside, seats
from arpent.geo._project import project
from arpent.geo.tests.ground import A, B, address, commune, street, whole

pytest.importorskip("shapely")
WEST, SOUTH, SIDE = 400_000.0, 6_700_000.0, 1_000.0
NAMES = ("Rue de Gauche", "Rue de Droite")


def fictional():
    """A town of two streets, left and right, and a village."""
    return {
        "communes": [commune("99001", 1_000), commune("99002", 100)],
        "sectors": [
            street("99001", A, "RUE DE GAUCHE"), street("99001", B, "R DE DROITE"),
            whole("99002", A),
        ],
        "addresses": [
            address(rank, "99001", NAMES[rank % 2], rank + 1, WEST + 100 + 800 * (rank % 2),
                    SOUTH + 90 * rank)
            for rank in range(10)
        ],
    }  # fmt: skip


def test_each_address_is_on_its_side_of_the_map_that_is_drawn_from_them():
    found = seats("99", **fictional())
    assert found.one == {"99002": A}
    assert [school for _x, _y, school in found.split["99001"]] == [A, B] * 5
    corners = [(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE), (0, 0)]
    ring = [project(WEST + x, SOUTH + y, source=2154, target=4326) for x, y in corners]
    drawn = catchment_outlines({"99001": [[ring]]}, {}, found.split)
    assert drawn.keys() == {A, B}
    for longitude, latitude, school in found.split["99001"]:
        for other, geometry in drawn.items():
            assert inside(longitude, latitude, [geometry["coordinates"]]) == (other == school)


def test_a_commune_under_seventy_per_cent_is_refused_and_says_so():
    land = fictional()
    for row in land["addresses"][:4]:
        row["street"] = "Impasse Inconnue"
    found = seats("99", **land)
    assert (found.split, found.refused) == ({}, {"99001": pytest.approx(0.6)})
    assert "scolaire : 99001 (60 %)" in "\n".join(found.reported)
    land["addresses"][0]["street"] = NAMES[0]
    assert len(seats("99", **land).split["99001"]) == 7


def test_addresses_that_are_nowhere_or_of_several_schools_are_left():
    land = fictional()
    land["sectors"].append(street("99001", B, "RUE DE GAUCHE"))
    land["addresses"][1]["x"] = None
    found = seats("99", **land)
    assert [school for _x, _y, school in found.split["99001"]] == [B] * 4
    assert found.refused == {}
