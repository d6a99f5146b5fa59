"""Points placed in communes, catchments and twelve levels of coverage: ours, and peers beside.

    python -m bench.geo_locate [points] [communes]

One million points by default, in 35,000 communes. Peers run where they are installed (group `peers`
of pyproject). CPU counts every thread: on a machine that others use, it is the figure to compare.
"""

import os
import sys
import time
from functools import partial

import numpy as np
import shapely
from bench.geo_france import country

from arpent.geo import Locator

GOAL, GOAL_INDEX = 0.8 / 30e6, 3.0  # seconds a point, seconds, by the clock on two quiet cores
SAMPLE = 1_000_000


def timed(what, function, rounds=1):
    """Prints the best round; returns what the function did, and its seconds by the clock."""
    best = None
    for _ in range(rounds):
        clock, cpu = time.perf_counter(), time.process_time()
        result = function()
        took = time.perf_counter() - clock, time.process_time() - cpu
        best = min(best, took) if best else took
    load = os.getloadavg()[0]
    print(f"{what:44} {best[0]:8.2f} s  {best[1]:8.2f} s de CPU  (charge {load:.1f})", flush=True)
    return result, best[0]


def differences(land, locator, xs, ys):
    """Points of a sample that shapely places elsewhere, layer by layer."""
    some = np.random.default_rng(2).choice(len(xs), min(SAMPLE, len(xs)), replace=False)
    x, y = xs[some], ys[some]
    found = locator.locate(x, y)
    wrong = 0
    for name, areas in (("commune", land.communes), ("catchment", land.catchments)):
        point, area = shapely.STRtree(areas).query(shapely.points(x, y), predicate="intersects")
        truth = np.full(len(x), len(areas))
        np.minimum.at(truth, point, area)
        wrong += int((np.where(truth == len(areas), -1, truth) != found[name]).sum())
    for name, area in land.coverage.items():
        shapely.prepare(area)
        wrong += int((shapely.intersects_xy(area, x, y) != found[name]).sum())
    return wrong, len(x)


def by_geopandas(land, xs, ys):
    import geopandas

    areas = geopandas.GeoDataFrame(geometry=land.communes)
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(xs, ys))
    return {"sjoin, communes": partial(geopandas.sjoin, points, areas, predicate="intersects")}


def table(land):
    """All the areas: layer, id, and geometry as WKB; coverage in its pieces."""
    pieces = [shapely.get_parts(area) for area in land.coverage.values()]
    layers = [land.communes, land.catchments, *pieces]
    return {
        "layer": np.repeat(np.arange(len(layers)), [len(areas) for areas in layers]),
        "id": np.concatenate([np.arange(len(areas)) for areas in layers]),
        "wkb": shapely.to_wkb(np.concatenate(layers)),
    }


QUERY = """SELECT a.layer, a.id, count(*) FROM p JOIN a ON ST_Intersects(a.geom, p.geom)
WHERE a.layer <= {last} GROUP BY a.layer, a.id"""
COMMUNES = {"communes": QUERY.format(last=0)}
# DuckDB is asked for communes alone: on coverage as it is drawn, 200,000 points took it 230 s.
ALL = {**COMMUNES, "14 couches, comptées": QUERY.format(last=99)}


def by_duckdb(land, xs, ys):
    import duckdb
    import duckdb_extension_spatial
    import pyarrow

    folder = os.path.dirname(duckdb_extension_spatial.__file__)
    version = f"v{duckdb.__version__}"
    base = duckdb.connect()
    base.execute(f"LOAD '{folder}/extensions/{version}/spatial.duckdb_extension'")
    base.register("areas", pyarrow.table(table(land)))
    base.register("points", pyarrow.table({"x": xs, "y": ys}))
    base.execute(
        "CREATE TABLE a AS SELECT layer, id, ST_GeomFromWKB(wkb) AS geom FROM areas;"
        "CREATE TABLE p AS SELECT ST_Point(x, y) AS geom FROM points"
    )
    return {what: partial(lambda q: base.execute(q).fetchall(), q) for what, q in COMMUNES.items()}


def by_sedonadb(land, xs, ys):
    import pyarrow
    import sedonadb

    base = sedonadb.connect()
    areas, points = pyarrow.table(table(land)), pyarrow.table({"x": xs, "y": ys})
    base.create_data_frame(areas).to_view("areas")
    base.create_data_frame(points).to_view("points")
    base.sql("SELECT layer, id, ST_GeomFromWKB(wkb) AS geom FROM areas").to_memtable().to_view("a")
    base.sql("SELECT ST_Point(x, y) AS geom FROM points").to_memtable().to_view("p")
    return {what: partial(lambda q: base.sql(q).to_arrow_table(), q) for what, q in ALL.items()}


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    land = country(int(sys.argv[2]) if len(sys.argv) > 2 else 35_000)
    xs, ys = land.points(count)
    corners = [
        int(shapely.get_num_coordinates(areas).sum())
        for areas in (land.communes, land.catchments, list(land.coverage.values()))
    ]
    print(
        f"{count:,} points ; {len(land.communes):,} communes ({corners[0]:,} sommets), "
        f"{len(land.catchments):,} secteurs ({corners[1]:,}), 12 niveaux ({corners[2]:,})"
    )
    compiled = Locator(country(100).layers, crs=2154)
    compiled.locate(xs[:10], ys[:10])
    compiled.tally(xs[:10], ys[:10])
    locator, index = timed("arpent, index", lambda: Locator(land.layers, crs=2154), 2)
    _, _ = timed("arpent, 14 couches, un résultat par point", lambda: locator.locate(xs, ys), 3)
    _, gathered = timed(
        "arpent, 14 couches, par commune et secteur", lambda: locator.tally(xs, ys), 3
    )
    wrong, looked = differences(land, locator, xs, ys)
    print(f"différences avec shapely : {wrong} sur {looked:,} points x 14 couches")
    for name, peer in (
        ("geopandas", by_geopandas),
        ("DuckDB", by_duckdb),
        ("SedonaDB", by_sedonadb),
    ):
        try:
            for what, run in peer(land, xs, ys).items():
                timed(f"{name}, {what}", run)
        except ModuleNotFoundError as absent:
            print(f"{name} n’est pas installé ({absent.name})")
    reached = index <= GOAL_INDEX and gathered <= GOAL * count
    print(f"objectif (machine au repos) : {'atteint' if reached else 'non atteint'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
