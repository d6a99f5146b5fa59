import random
from typing import Any

import pytest
from shapely.geometry import Point, shape

from arpent.geo import GeoError, catchment_outlines

WEST = [[[(0.0, 45.0), (0.2, 45.0), (0.2, 45.1), (0.0, 45.1), (0.0, 45.0)]]]
EAST = [[[(0.2, 45.0), (0.4, 45.0), (0.4, 45.1), (0.2, 45.1), (0.2, 45.0)]]]


def drawn(*asked: Any) -> dict[str, Any]:
    return {school: shape(told) for school, told in catchment_outlines(*asked).items()}


def test_whole_communes_of_one_school_are_drawn_together() -> None:
    found = drawn({"1": WEST, "2": EAST}, {"1": "a", "2": "a", "3": "b"})

    assert found.keys() == {"a"}
    assert found["a"].geom_type == "Polygon"
    assert found["a"].area == pytest.approx(0.04)


def test_a_split_commune_goes_where_the_nearest_address_goes_and_is_covered_once() -> None:
    draw = random.Random(5)
    seats = [(draw.uniform(0, 0.2), draw.uniform(45, 45.1), draw.choice("ab")) for _ in range(60)]
    found = drawn({"1": WEST, "2": EAST}, {"2": "b"}, {"1": seats})

    assert found["a"].area + found["b"].area == pytest.approx(0.04)
    assert found["a"].intersection(found["b"]).area == pytest.approx(0, abs=1e-12)
    for x, y, school in seats:
        assert found[school].buffer(1e-9).contains(Point(x, y))


def test_the_order_of_addresses_changes_nothing() -> None:
    seats = [(0.05, 45.05, "a"), (0.15, 45.05, "b"), (0.1, 45.02, "a")]

    one = catchment_outlines({"1": WEST}, {}, {"1": seats})

    assert catchment_outlines({"1": WEST}, {}, {"1": seats[::-1]}) == one


def test_near_addresses_count_as_one_of_the_school_of_most() -> None:
    here = [(0.05, 45.05, "a"), (0.05001, 45.05, "b"), (0.05002, 45.05, "b")]
    found = drawn({"1": WEST}, {}, {"1": [*here, (0.15, 45.05, "a")]})

    assert found["b"].contains(Point(0.05, 45.05))


def test_nothing_is_drawn_of_no_address_and_a_bad_contour_is_told() -> None:
    assert catchment_outlines({"1": WEST}, {}, {"1": []}) == {}
    with pytest.raises(GeoError, match="1 : son contour"):
        catchment_outlines({"1": [[[(0, 0), (1, 1)]]]}, {"1": "a"})
