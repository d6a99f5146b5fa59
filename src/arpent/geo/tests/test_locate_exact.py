"""Shapes drawn at random, of the kinds that break what counts crossings, against shapely."""

from fractions import Fraction

import numpy as np
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arpent.geo import Locator
from arpent.geo.tests import drawn_shapes as drawn


def check(layers, xs, ys, **options):
    locator = Locator(layers, crs=2154, **options)
    found, truth = locator.locate(xs, ys), drawn.oracle(layers, xs, ys)
    for name in layers:
        wrong = np.flatnonzero(found[name] != truth[name])
        assert not len(wrong), (name, xs[wrong[0]], ys[wrong[0]], found[name][wrong[0]])
    return locator, truth


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([4, 8, 20]), st.sampled_from([None, 0.3, 1.0, 5.0]))
@example(12, 8, 1.0)
def test_no_difference_with_shapely_whatever_the_shapes(seed, size, cell):
    draw = np.random.default_rng(seed)
    scale = draw.choice([1.0, 0.1, 1 / 3, 1000.0])
    shift = draw.choice([0.0, 651_234.123, 6.8e6, -3e9])
    layers = drawn.moved(drawn.layers(draw, size), scale, shift)
    cell = None if cell is None else cell * scale
    grid = Locator(layers, crs=2154, cell=cell)._planes[0].grid
    xs, ys = drawn.points(draw, layers, size, scale, shift, grid)
    locator, truth = check(layers, xs, ys, cell=cell)
    weights = draw.integers(0, 9, len(xs))
    for name, tally in locator.tally(xs, ys, weights).items():
        row = np.where(truth[name] < 0, len(tally.ids), truth[name])
        assert (tally.points == np.bincount(row, minlength=len(tally.ids) + 1)).all()
        for flag, found in tally.within.items():
            there = np.bincount(row, weights * truth[flag], minlength=len(tally.ids) + 1)
            assert (found == there).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_corners_on_centres_and_on_lines_of_the_grid(seed):
    draw = np.random.default_rng(seed)
    frame = shapely.box(0, 0, 16, 16)
    grid = Locator({"frame": frame}, crs=2154, cell=1.0)._planes[0].grid
    at = grid[:2] + draw.integers(0, 30, (12, 2)) / 2
    inner = shapely.union_all([shapely.box(*np.r_[a, a + draw.integers(1, 6, 2) / 2]) for a in at])
    hull = shapely.convex_hull(shapely.multipoints(at[:5]))
    layers = {"frame": frame, "inner": inner}
    if hull.geom_type == "Polygon":
        layers["zone"] = [("hull", hull), ("frame", frame.difference(hull))]
    spots = grid[:2] + np.stack(np.mgrid[0:32, 0:32], -1).reshape(-1, 2) / 2
    check(layers, spots[:, 0].copy(), spots[:, 1].copy(), cell=1.0)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_points_a_rounding_away_from_a_border_where_floating_point_is_wrong(seed):
    draw = np.random.default_rng(seed)
    low, high = -draw.uniform(5, 15, 2), draw.uniform(20, 30, 2)
    x1, y1, x2, y2 = map(Fraction, (*low, *high))
    xs = draw.uniform(0, 0.01, 200)
    ys = np.array([float(y1 + (y2 - y1) * (Fraction(x) - x1) / (x2 - x1)) for x in xs])
    ys += draw.integers(-3, 4, 200) * np.spacing(ys)
    # Of these points, floating point alone puts one in ten on the wrong side, or more.
    over = shapely.Polygon([low, high, (low[0], 40.0)])
    under = shapely.Polygon([low, high, (high[0], -40.0)])
    _, truth = check({"over": over, "zone": [("under", under), ("over", over)]}, xs, ys)
    assert 20 < truth["over"].sum() < 180


def test_slivers_needles_and_corners_in_line():
    needle = shapely.Polygon([(0, 0), (1000, 1e-9), (1000, 2e-9)])
    flat = shapely.Polygon([(0, 5), (500, np.nextafter(5, 6)), (1000, 5), (1000, 6), (0, 6)])
    line = shapely.Polygon([(0, 10), (1, 10), (2, 10), (2, 10), (900, 10), (900, 12), (0, 12)])
    spike = shapely.Polygon([(0, 20), (10, 20), (10, 30), (10, 20), (20, 20), (20, 25), (0, 25)])
    pinched = shapely.Polygon([(0, 40), (5, 45), (10, 40), (10, 50), (5, 45), (0, 50)])
    ones = {"needle": needle, "flat": flat, "line": line, "spike": spike, "pinched": pinched}
    areas = list(ones.items())
    draw = np.random.default_rng(9)
    xs, ys = draw.uniform(-1, 1001, 3_000), draw.choice([*range(51), 1e-9, 1.5e-9], 3_000)
    corners = drawn.corners(ones)
    xs, ys = np.append(xs, corners[:, 0]), np.append(ys, corners[:, 1])
    check({**ones, "zone": areas}, xs, ys)
    check({**ones, "zone": areas}, xs, ys, cell=40.0)


def test_empty_areas_hold_nothing():
    layers = {"none": [], "empty": shapely.Polygon(), "zone": [("a", shapely.MultiPolygon())]}
    check(layers, np.array([0.0, 1.0]), np.array([0.0, 1.0]))
