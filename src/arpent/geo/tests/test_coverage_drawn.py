"""Coverage on a map: what is drawn is what was declared, to a square; and weighs little."""

import json

import numpy as np
import pytest

from arpent.geo import GeoError, coverage_areas, project
from arpent.geo._painted import Grid, Paint

shapely = pytest.importorskip("shapely")
WEST, SOUTH = 350_000, 6_690_000


def commune(x, y, side=10_000):
    """A square of metres, in degrees as contours are."""
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    placed = [project(WEST + x, SOUTH + y, source=2154, target=4326) for x, y in corners]
    return [[placed]]


def told(shape, **about):
    given = {"operator": 20801, "brand": "OF", "technology": "4G", "usage": "data", "level": "TBC"}
    placed = shapely.transform(shape, lambda points: points + np.array((WEST, SOUTH)))
    return {**given, "grid": 2154, "date": "2026-03-31", "piece": shapely.to_wkb(placed), **about}


def area_of(geometry):
    found = shapely.from_geojson(json.dumps(geometry))
    return shapely.transform(
        found, lambda points: np.column_stack(project(points[:, 0], points[:, 1]))
    )


LAND = {"44001": commune(0, 0), "44002": commune(10_000, 0)}


def test_what_is_painted_is_what_shapely_says_of_every_middle_overlaps_and_holes_included():
    rng = np.random.default_rng(7)
    shapes = []
    for x, y, size in rng.random((60, 3)) * [100, 70, 12]:
        shape = shapely.Point(x, y).buffer(size + 0.5).difference(shapely.Point(x, y).buffer(0.4))
        # Files turn their rings either way.
        shapes.append(shape.reverse() if len(shapes) % 2 else shape)
    grid = Grid.over((0, 0, 100, 70), 250)
    paint = Paint(grid)
    for at in range(0, len(shapes), 7):
        paint.add(np.array(shapes[at : at + 7]))

    x, y = np.meshgrid(
        *((np.arange(count) + 0.5) * grid.side for count in (grid.columns, grid.rows))
    )
    expected = shapely.contains_xy(shapely.union_all(shapes), x, y)
    assert 0.2 < expected.mean() < 0.95
    assert (paint.covered() == expected).all()


def test_each_commune_has_its_shares_and_the_best_level_of_a_square_counts():
    rows = [
        told(shapely.box(0, 0, 20_000, 10_000), level="CL"),
        told(shapely.box(0, 0, 12_500, 10_000), level="BC"),
        told(shapely.box(0, 0, 4_000, 10_000)),
    ]
    [found] = coverage_areas(rows, LAND, squares=400)

    assert (found.name, found.technology, found.date) == ("Orange", "4G", "2026-03-31")
    assert found.shares["44001"] == pytest.approx((0, 60, 40), abs=1)
    assert found.shares["44002"] == pytest.approx((75, 25, 0), abs=1)


def test_areas_are_nested_and_stop_where_the_land_does():
    everywhere = shapely.box(-50_000, -50_000, 90_000, 90_000)
    rows = [told(everywhere, level="CL"), told(shapely.Point(5_000, 5_000).buffer(4_000))]
    apart = {"44001": commune(0, 0), "44003": commune(20_000, 10_000)}
    [found] = coverage_areas(rows, apart)

    areas = {level: area_of(geometry) for level, geometry in found.areas.items()}
    assert list(areas) == ["CL", "BC", "TBC"]
    assert areas["CL"].area == pytest.approx(200e6, rel=0.01)
    assert areas["TBC"].area == pytest.approx(np.pi * 16e6, rel=0.02)
    assert areas["BC"].equals(areas["TBC"])


def test_each_operator_and_technology_is_apart_and_one_without_a_name_bears_its_brand():
    half = shapely.box(0, 0, 5_000, 10_000)
    rows = [
        told(half, operator=29901, brand="Télébrume"),
        told(half, technology="3G", level=None),
        told(half),
        told(half, grid=2975),
    ]
    found = coverage_areas(rows, LAND, squares=100)

    assert [(each.name, each.technology) for each in found] == [
        ("Orange", "3G"), ("Orange", "4G"), ("Télébrume", "4G"),
    ]  # fmt: skip
    # A file that tells no level tells one, as those of communes count it.
    assert found[0].shares["44001"] == pytest.approx((0, 50, 0), abs=1)
    assert list(found[0].areas) == ["CL", "BC"]


def test_many_specks_are_drawn_within_the_points_that_were_given():
    rng = np.random.default_rng(7)
    spots = rng.random((500, 2)) * [20_000, 10_000]
    rows = [told(shapely.Point(*spot).buffer(120)) for spot in spots]
    [rich] = coverage_areas(rows, LAND, squares=400)
    [poor] = coverage_areas(rows, LAND, squares=400, most=600)

    def points(found):
        return shapely.get_num_coordinates(area_of(found.areas["TBC"]))

    assert points(rich) > 300
    assert points(poor) <= 200
    assert rich.shares == poor.shares


def test_without_contours_or_without_rows_there_is_nothing_to_draw():
    assert coverage_areas([], LAND, squares=50) == []
    with pytest.raises(GeoError, match="contour"):
        coverage_areas([], {})
