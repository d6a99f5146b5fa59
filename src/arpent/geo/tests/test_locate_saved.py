"""The same answers from an index read back; a cluster is in test_on_a_cluster."""

import numpy as np
import pytest
import shapely

from arpent import _cluster
from arpent.geo import GeoError, Locator, NoCluster
from arpent.geo.tests.drawn_shapes import oracle, tiles


def land():
    """Overlaps, a hole, a shape that is not valid, an id that is a number, nothing."""
    over = [("over", shapely.box(15, 15, 35, 35)), (7, shapely.box(90, 90, 120, 120))]
    bow = shapely.Polygon([(20, 20), (40, 40), (40, 20), (20, 40)])
    return {
        "commune": [*tiles(10, 10.0), *over],
        "4G": shapely.box(5, 5, 60, 60).difference(shapely.box(30, 30, 40, 40)),
        "bow": bow,
        "none": [],
    }


def points():
    draw = np.random.default_rng(4)
    anywhere, lattice = draw.uniform(-5, 125, (2, 20_000)), draw.integers(0, 26, (2, 500)) * 5.0
    at = np.concatenate([anywhere, lattice], axis=1)
    return at[0].copy(), at[1].copy(), draw.lognormal(0, 2, 20_500)


def same(one, other):
    assert one.keys() == other.keys()
    assert all((one[name] == other[name]).all() for name in one)


def alike(one, other):
    assert one.keys() == other.keys()
    for name in one:
        assert (one[name].points == other[name].points).all()
        assert (one[name].weight == other[name].weight).all()
        same(one[name].within, other[name].within)


def test_an_index_read_back_answers_the_same(tmp_path):
    xs, ys, weights = points()
    made = Locator(land(), crs=2154)
    made.save(tmp_path / "france")
    read = Locator.load(tmp_path / "france")
    assert (read.crs, read.ids, read.broken) == (2154, made.ids, ["bow"])
    same(made.locate(xs, ys), read.locate(xs, ys))
    same(read.locate(xs, ys), oracle(land(), xs, ys))
    alike(made.tally(xs, ys, weights), read.tally(xs, ys, weights))
    held, areas = read.holders([20], [20], "commune")
    assert (held.tolist(), areas.tolist()) == ([0] * 5, [11, 12, 21, 22, 100])


def test_what_is_there_is_never_written_over_and_what_is_not_an_index_is_told(tmp_path):
    made = Locator({"zone": tiles(2, 1.0)}, crs=2154)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "letter.txt").write_text("dear")
    with pytest.raises(GeoError, match="pas vide"):
        made.save(tmp_path / "kept")
    with pytest.raises(GeoError, match="pas un index"):
        Locator.load(tmp_path / "kept")
    made.save(tmp_path / "index")
    (tmp_path / "index" / "records-0.npy").unlink()
    with pytest.raises(GeoError, match="pas entier"):
        Locator.load(tmp_path / "index")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "kept"]


def test_a_cluster_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(_cluster, "_PATIENCE", 0.2)
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    made = Locator({"zone": tiles(2, 1.0)}, crs=2154)
    with pytest.raises(GeoError, match="save"):
        made.locate([1], [1], scheduler="tcp://127.0.0.1:9")
    made.save(tmp_path / "index")
    with pytest.raises(NoCluster, match=r"127\.0\.0\.1:9"):
        made.tally([1], [1], scheduler="tcp://127.0.0.1:9")
