"""Which areas points lie in: worked by hand, then what is said of a border and of an overlap."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
import shapely

from arpent.geo import GeoError, Locator, _locate_index
from arpent.geo import _locate_exact as exact
from arpent.geo.tests.drawn_shapes import oracle, tiles

SQUARE = [[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]]
WITH_A_HOLE = [*SQUARE, [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0)]]


def at(locator, *points):
    return {
        name: found.tolist() for name, found in locator.locate(*zip(*points, strict=True)).items()
    }


def test_a_point_is_in_one_commune_and_in_what_covers_it():
    west, east = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)
    locator = Locator(
        {"commune": [("01001", west), ("01002", east)], "4G": [WITH_A_HOLE], "5G": east}, crs=2154
    )
    assert locator.ids == {"commune": ["01001", "01002"], "4G": None, "5G": None}
    assert at(locator, (1, 1), (5, 5), (15, 5), (25, 5)) == {
        "commune": [0, 0, 1, -1],
        "4G": [True, False, False, False],
        "5G": [False, False, True, False],
    }


def test_a_border_is_in_the_area_and_a_common_one_in_the_first():
    west, east = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)
    border = [(10, 5), (10, 0), (10, 10), (0, 0), (20, 10), (20, 3)]
    for pairs, common in (([("a", west), ("b", east)], "a"), ([("b", east), ("a", west)], "b")):
        locator = Locator({"zone": pairs, "one": [WITH_A_HOLE]}, crs=2154)
        found = locator.locate(*zip(*border, strict=True))["zone"]
        assert [locator.ids["zone"][k] for k in found] == [common] * 3 + ["a", "b", "b"]
    assert at(locator, (4, 5), (5, 4), (5, 5), (6, 6))["one"] == [True, True, False, True]


def test_where_areas_overlap_the_first_wins_and_all_are_told():
    pairs = [(name, shapely.box(k, 0, k + 10, 10)) for k, name in enumerate("abcd")]
    locator = Locator({"zone": pairs, "all": shapely.box(0, 0, 99, 99)}, crs=2154)
    assert at(locator, (0.5, 5), (2.5, 5), (9.5, 5), (10.5, 5), (12.5, 5))["zone"] == [
        0,
        0,
        0,
        1,
        3,
    ]
    points, areas = locator.holders([2.5, 50, 12.5], [5, 50, 5], "zone")
    assert (points.tolist(), areas.tolist()) == ([0, 0, 0, 2], [0, 1, 2, 3])
    assert locator.holders([50], [50], "all")[1].tolist() == [0]


def test_an_area_in_pieces_is_one_even_where_they_overlap():
    pieces = [("a", shapely.box(0, 0, 10, 10)), ("b", shapely.box(20, 0, 30, 10))]
    pieces += [("a", shapely.box(5, 0, 15, 10)), ("a", shapely.box(15, 0, 18, 10))]
    locator = Locator({"zone": pieces}, crs=2154)
    assert locator.ids == {"zone": ["a", "b"]}
    assert at(locator, (1, 5), (7, 5), (12, 5), (15, 5), (19, 5), (25, 5))["zone"] == [
        0,
        0,
        0,
        0,
        -1,
        1,
    ]


def test_a_hundred_areas_over_one_point_do_not_pass_for_one():
    heap = [(k, shapely.box(0, 0, 10 + k % 7, 10)) for k in range(300)]
    locator = Locator({"zone": heap}, crs=2154)
    assert at(locator, (5, 5), (15.5, 5))["zone"] == [0, 6]


def test_a_polygon_that_is_not_valid_is_named_and_answered_as_shapely_does():
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    heap = shapely.MultiPolygon([bow, shapely.box(0, 0, 10, 4)])
    layers = {"zone": [("bow", bow), ("box", shapely.box(20, 0, 30, 10))], "heap": heap}
    locator = Locator(layers, crs=2154)
    assert locator.broken == ["zone, bow", "heap"]
    xs, ys = (side.ravel() for side in np.mgrid[-1:31:0.5, -1:12:0.5])
    found = locator.locate(xs, ys)
    for name, truth in oracle(layers, xs, ys).items():
        assert (found[name] == truth).all()


def test_layers_that_do_not_fit_in_one_word_take_two():
    flags = {f"level {k}": shapely.box(0, 0, k + 1, 50) for k in range(50)}
    layers = {"a": tiles(30, 2.0), **flags, "b": tiles(50, 1.2)}
    locator = Locator(layers, crs=2154)
    assert len(locator._planes) == 2
    xs, ys = np.random.default_rng(1).uniform(-5, 65, (2, 2_000))
    found, truth = locator.locate(xs, ys), oracle(layers, xs, ys)
    assert all((found[name] == truth[name]).all() for name in layers)
    tally = locator.tally(xs, ys, by="b")["b"]
    inside = np.bincount(truth["b"][truth["level 20"]] % 2_501, minlength=2_501)
    assert (tally.within["level 20"] == inside).all()


def test_points_gathered_by_commune_and_what_covers_them():
    locator = Locator(
        {"commune": tiles(2, 10.0), "4G": [SQUARE], "5G": shapely.box(5, 5, 15, 15)}, crs=2154
    )
    xs, ys = [1, 7, 12, 12, 50, 3], [1, 7, 3, 12, 50, np.nan]
    tally = locator.tally(xs, ys, [1, 2, 4, 8, 16, 32])["commune"]
    assert tally.ids == ["00000", "00001", "00002", "00003"]
    assert tally.points.tolist() == [2, 1, 0, 1, 2]
    assert tally.weight.tolist() == [3, 4, 0, 8, 48]
    assert {name: found.tolist() for name, found in tally.within.items()} == {
        "4G": [3, 0, 0, 0, 0],
        "5G": [2, 0, 0, 8, 0],
    }
    assert locator.tally(xs, ys)["commune"].weight.tolist() == [2, 1, 0, 1, 2]


def test_sums_do_not_depend_on_the_order_of_points_nor_on_threads():
    draw = np.random.default_rng(2)
    layers = {"commune": tiles(10, 10.0), "4G": shapely.box(20, 20, 77, 77)}
    xs, ys = draw.uniform(-5, 105, (2, 200_000))
    weights = draw.lognormal(0, 3, 200_000)
    one, two = (Locator(layers, crs=2154, threads=threads) for threads in (1, 3))
    order = draw.permutation(200_000)
    found = one.tally(xs, ys, weights)["commune"]
    again = two.tally(xs[order], ys[order], weights[order])["commune"]
    assert (found.weight == again.weight).all()
    assert (found.within["4G"] == again.within["4G"]).all()
    where = one.locate(xs, ys)
    assert (where["commune"] == two.locate(xs, ys)["commune"]).all()
    exact_sum = np.bincount(where["commune"] % 101, weights * where["4G"], minlength=101)
    np.testing.assert_allclose(found.within["4G"], exact_sum, rtol=1e-12)


def test_where_nothing_overlaps_hardly_a_point_needs_the_exact_way(monkeypatch):
    draw = np.random.default_rng(3)
    nodes = np.stack(np.mgrid[0:21, 0:21], -1) + draw.uniform(-0.3, 0.3, (21, 21, 2))
    around = [(0, 0), (1, 0), (1, 1), (0, 1)]
    cells = [
        (i * 20 + j, shapely.Polygon([nodes[i + right, j + up] for right, up in around]))
        for i in range(20)
        for j in range(20)
    ]
    at = draw.integers(1, 19, (9, 2))
    holes = shapely.union_all([shapely.Point(x, y).buffer(0.4) for x, y in at])
    layers = {"commune": cells, "4G": shapely.box(-1, -1, 21, 21).difference(holes)}
    xs, ys = draw.uniform(-1.5, 21.5, (2, 30_000))
    truth = oracle(layers, xs, ys)
    monkeypatch.setattr(exact.Exact, "words", lambda *_: pytest.fail("shapely was asked"))
    for cell in (None, 0.05, 1.0, 7.0, 100.0):
        found = Locator(layers, crs=2154, cell=cell).locate(xs, ys)
        assert all((found[name] == truth[name]).all() for name in layers)


def test_an_index_made_by_many_threads_that_forget_words_answers_the_same(monkeypatch):
    layers, xs, ys = a_small_land()
    truth = oracle(layers, xs, ys)
    for threads, seen, band in ((1, 1 << 16, 16_000), (3, 1, 20), (9, 2, 1)):
        monkeypatch.setattr(_locate_index, "_FEW", 0)
        monkeypatch.setattr(_locate_index, "_SEEN", seen)
        monkeypatch.setattr(_locate_index, "_IN_A_BAND", band)
        locator = Locator(layers, crs=2154, cell=0.1, threads=threads)
        found = locator.locate(xs, ys)
        assert all((found[name] == truth[name]).all() for name in layers)
        for name, tally in locator.tally(xs, ys).items():
            row = np.where(truth[name] < 0, len(tally.ids), truth[name])
            assert (tally.points == np.bincount(row, minlength=len(tally.ids) + 1)).all()


@pytest.mark.parametrize(
    ("layers", "told"),
    [
        ({}, "Aucune couche"),
        ({"zone": shapely.Point(1, 1)}, "zone : Point"),
        ({"zone": {"01001": shapely.LineString([(0, 0), (1, 1)])}}, "zone, 01001 : LineString"),
        ({"zone": {"01001": [[[(0, 0), (1, 1)]]]}}, "zone, 01001 : ces anneaux"),
        ({"zone": {"01001": 12}}, "zone, 01001 : ces anneaux"),
        ({"zone": [[[(0, 0), (1, 1), (float("nan"), 0)]]]}, "zone : des coordonnées"),
        ({"zone": shapely.box(0, 0, 1, 1e16)}, "zone : des coordonnées"),
    ],
)
def test_what_is_no_area_is_refused_with_its_name(layers, told):
    with pytest.raises(GeoError, match=told):
        Locator(layers, crs=2154)


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(GeoError, match="degrés"):
        Locator({"zone": [SQUARE]}, crs=4326)
    with pytest.raises(GeoError, match="maille"):
        Locator({"zone": [SQUARE]}, crs=2154, cell=0)
    with pytest.raises(GeoError, match="mailles"):
        Locator({"zone": [SQUARE]}, crs=2154, cell=1e-5)
    locator = Locator({"zone": {"a": [SQUARE]}, "one": [SQUARE]}, crs=2154)
    with pytest.raises(GeoError, match="ordonnées"):
        locator.locate([1, 2], [1])
    with pytest.raises(GeoError, match="poids"):
        locator.tally([1, 2], [1, 1], [1])
    with pytest.raises(GeoError, match="sans perte"):
        locator.tally([1, 2, 3], [1, 1, 1], [-(2**61), 2**61, 0])
    assert locator.tally([1, 2], [1, 1], [2**61, 2**60])["zone"].weight.tolist() == [3 * 2**60, 0]
    with pytest.raises(GeoError, match="nombre"):
        locator.tally([1], [1], [float("nan")])
    with pytest.raises(GeoError, match="« one »"):
        locator.tally([1], [1], by="one")
    with pytest.raises(GeoError, match="« two »"):
        locator.holders([1], [1], "two")


WITHOUT_NUMBA = """
import json, sys
import numpy as np
sys.modules["numba"] = None
from arpent.geo import Locator, _jit
from arpent.geo.tests.test_locate import a_small_land
assert _jit.numba is None
layers, xs, ys = a_small_land()
locator = Locator(layers, crs=2154)
print(json.dumps([found.tolist() for found in locator.locate(xs, ys).values()]))
tally = locator.tally(xs, ys, np.nan_to_num(xs % 1))
print(json.dumps([gathered.weight.tolist() for gathered in tally.values()]))
"""


def a_small_land():
    draw = np.random.default_rng(5)
    layers = {
        "commune": [*tiles(6, 2.0), ("over", shapely.box(3, 3, 5, 5))],
        "4G": shapely.Polygon(WITH_A_HOLE[0], WITH_A_HOLE[1:]),
        "bow": shapely.Polygon([(2, 2), (4, 4), (4, 2), (2, 4)]),
    }
    lattice, anywhere = draw.integers(-2, 30, (2, 200)) / 2, draw.uniform(-1, 13, (2, 300))
    xs, ys = np.concatenate([lattice, anywhere], axis=1)
    return layers, np.append(xs, np.nan), np.append(ys, 0)


def test_without_numba_the_same_results():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_NUMBA],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    layers, xs, ys = a_small_land()
    locator = Locator(layers, crs=2154)
    found, weights = map(json.loads, done.stdout.splitlines())
    truth = oracle(layers, xs[:-1], ys[:-1])
    for given, (name, own) in zip(found, locator.locate(xs, ys).items(), strict=True):
        assert given == own.tolist()
        assert given[:-1] == truth[name].tolist()
    tally = locator.tally(xs, ys, np.nan_to_num(xs % 1))
    assert weights == [gathered.weight.tolist() for gathered in tally.values()]
