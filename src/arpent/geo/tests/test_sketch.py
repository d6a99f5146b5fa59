"""Borders for a drawing: neighbours still touch, and few points are left."""

import itertools
import math

import pytest

from arpent.geo import borders, outlines

pytest.importorskip("shapely")


def square(x, y, side=0.1):
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return [[ring]]


def wavy(x, *, left, waves=200):
    """Two areas on each side of a line of many waves."""
    line = [[x + 0.001 * math.sin(n), 46 + n * 0.1 / waves] for n in range(waves + 1)]
    far = x - 0.1 if left else x + 0.1
    return [[[[far, 46.0], *line, [far, 46.1], [far, 46.0]]]]


def test_a_square_keeps_its_corners_and_north_is_up():
    found = outlines({"A": square(2, 46)}, size=100)

    assert found.frame.height == 100
    assert found.frame.place(2, 46.1) == (0, 0)
    # A degree of longitude is shorter than one of latitude.
    assert found.frame.width == 69
    assert sorted(set(found.rings["A"][0])) == [(0, 0), (0, 100), (69, 0), (69, 100)]


def test_what_two_areas_share_stays_shared_with_fewer_points():
    areas = {"L": wavy(2, left=True), "R": wavy(2, left=False)}

    found = outlines(areas, size=1000, most=60)

    assert sum(len(ring) for rings in found.rings.values() for ring in rings) <= 60
    left, right = (
        {frozenset(pair) for pair in itertools.pairwise(ring)}
        for ring in (found.rings["L"][0], found.rings["R"][0])
    )
    assert left & right
    assert found.neighbours == {"L": ["R"], "R": ["L"]}


def test_two_parts_that_touch_become_one():
    area = square(2, 46) + square(2.1, 46)

    found = outlines({"A": area, "B": square(2.2, 46)}, size=100)

    assert len(found.rings["A"]) == 1


def test_the_smallest_area_is_still_drawn():
    found = outlines({"A": square(2, 46, side=1), "B": square(3, 46, side=1e-6)}, size=100)

    assert len(found.rings["B"][0]) == 4


def test_borders_are_those_of_groups():
    areas = {"A": square(2, 46), "B": square(2.1, 46), "C": square(2.2, 46)}
    rings = outlines(areas, size=300).rings

    inside = {
        frozenset(pair)
        for line in borders(rings, {"A": "X", "B": "X", "C": "Y"})
        for pair in itertools.pairwise(line)
    }
    apart = {frozenset(pair) for ring in rings["B"] for pair in itertools.pairwise(ring)}

    # Of the four sides of B: not the one it shares with A.
    assert len(apart & inside) == 3


def test_an_area_without_a_group_is_one_by_itself():
    rings = outlines({"A": square(2, 46), "B": square(2.1, 46)}, size=200).rings

    assert borders(rings, {}) == borders(rings, {"A": "1", "B": "2"})
    assert borders(rings, {"A": "1", "B": "1"}) != borders(rings, {})


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="nothing to draw"):
        outlines({})
