"""All that a cluster of two is asked of the land, in one process: `python -m … FOLDER`.

A module, not a test: sockets open there, and workers import what they are sent by its name. Two
workers that speak by sockets, though in one process: what is compiled is compiled once.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np

from arpent.geo import (
    GeoError,
    Locator,
    Network,
    _locate_cluster,
    maximal_coverage,
    p_median,
    pupils_without_in,
    smallest_cover,
    travel_times,
)
from arpent.geo.tests.test_locate_saved import alike, land, points, same
from arpent.geo.tests.test_siting_engines import scattered


def locate(there: dict[str, str], folder: Path) -> None:
    _locate_cluster._BLOCK = 6_000
    locator = Locator(land(), crs=2154)
    locator.save(folder / "index")
    xs, ys, weights = points()
    same(locator.locate(xs, ys, **there), locator.locate(xs, ys))
    alike(locator.tally(xs, ys, weights, **there), locator.tally(xs, ys, weights))
    same(locator.locate([], [], **there), locator.locate([], []))
    locator._saved = str(folder / "index"), "another"
    try:
        locator.locate(xs, ys, **there)
    except GeoError as error:
        assert "un autre index" in str(error)
    else:
        raise AssertionError("another index was read")


def pupils(there: dict[str, str], folder: Path) -> None:
    files = {code: sorted((folder / code).iterdir()) for code in ("44", "85")}
    found = list(pupils_without_in(files, **there))
    assert found == list(pupils_without_in(files))
    assert len(found) == 2
    assert found[0][1].schools


def travel(there: dict[str, str], folder: Path) -> None:
    draw = np.random.default_rng(0)
    xy = draw.random((300, 2)) * 5000
    ends = draw.integers(0, 300, (2, 1200))
    network = Network.of(xy, *ends, draw.random(1200) * 300)
    alone, found = (travel_times(xy, xy[:200], network, **more) for more in ({}, there))
    for part in ("indptr", "points", "costs"):
        assert (getattr(found, part) == getattr(alone, part)).all(), part
    assert len(alone.points) > 1000


def siting(there: dict[str, str], folder: Path) -> None:
    """Every engine, several starts: the same choice, bound and shares as here."""
    reach, weights = scattered(4, 25, 80, 25)
    ways = np.random.default_rng(0).integers(1, 90, (9, 20)).astype(float)
    long: dict[str, Any] = {"seconds": 60.0, "starts": 3}
    asked = (
        lambda **at: maximal_coverage(reach, weights, 4, **long, **at),
        lambda **at: maximal_coverage(reach, weights, 4, capacities=[90.0] * 25, **long, **at),
        lambda **at: smallest_cover(reach, weights=weights, share=0.8, **long, **at),
        lambda **at: p_median(ways, weights[:20], 3, **long, **at),
    )
    for ask in asked:
        here, far = ask(), ask(**there)
        for part in ("chosen", "value", "bound", "certificate", "reached"):
            assert getattr(here, part) == getattr(far, part), part
        assert (here.by_candidate == far.by_candidate).all()


CHECKS = (locate, pupils, travel, siting)


def main(folder: Path) -> None:
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False,
        protocol="tcp://", host="127.0.0.1", dashboard_address=None,
    ) as two:  # fmt: skip
        assert two.scheduler_address.startswith("tcp://127.0.0.1")
        for check in CHECKS:
            check({"scheduler": two.scheduler_address}, folder)
            sys.stdout.write(f"{check.__name__}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
