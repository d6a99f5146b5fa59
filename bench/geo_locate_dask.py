"""Points of a Parquet file gathered through 14 layers by one worker of Dask, then by two.

    python -m bench.geo_locate_dask [points] [communes]

Workers are processes of one thread that map the same saved index, and read pieces of the file. The
efficiency is the time of one over twice that of two; by the clock, it says something on two quiet
cores only. By processor, it is what two lose to one another: caches, memory, messages.
"""

import logging
import os
import sys
import tempfile
import time
from functools import lru_cache, partial

import numpy as np
import pyarrow
import pyarrow.parquet
from bench.geo_france import country

from arpent.geo import Locator

GOAL = 0.85
PIECE = 1_000_000
ROUNDS = 3


@lru_cache(maxsize=1)
def opened(folder):
    return Locator.load(folder, threads=1), pyarrow.parquet.ParquetFile(f"{folder}.parquet")


def gathered(folder, piece):
    """Points of each commune in a piece of the file, and the processor that it took."""
    cpu = time.process_time()
    locator, points = opened(folder)
    table = points.read_row_group(piece, use_threads=False)
    found = locator.tally(table["x"].to_numpy(), table["y"].to_numpy())
    return found["commune"].points, time.process_time() - cpu


def rounds(client, folder, pieces, workers):
    """Best clock and best processor of a few rounds, after one that opens the index."""
    best, total = [np.inf, np.inf], None
    for _ in range(1 + ROUNDS):
        start = time.perf_counter()
        done = client.gather(client.map(partial(gathered, folder), range(pieces), pure=False))
        took = time.perf_counter() - start, sum(cpu for _, cpu in done)
        if total is not None:
            best = [min(one, other) for one, other in zip(best, took, strict=True)]
        total = sum(points for points, _ in done)
    load = os.getloadavg()[0]
    print(f"{workers} exécutant(s) : {best[0]:.2f} s, {best[1]:.2f} s de CPU (charge {load:.1f})")
    return best, total


def main():
    from distributed import LocalCluster

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000_000
    land = country(int(sys.argv[2]) if len(sys.argv) > 2 else 35_000)
    xs, ys = land.points(count)
    with tempfile.TemporaryDirectory() as room:
        folder = os.path.join(room, "index")
        Locator(land.layers, crs=2154).save(folder)
        table = pyarrow.table({"x": xs, "y": ys})
        pyarrow.parquet.write_table(
            table, f"{folder}.parquet", row_group_size=PIECE, compression="none",
            use_dictionary=False,
        )  # fmt: skip
        pieces, found = -(-count // PIECE), []
        for workers in (1, 2):
            with (
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                ) as cluster,
                cluster.get_client() as client,
            ):
                found.append(rounds(client, folder, pieces, workers))
    (one, alone), (two, shared) = found
    assert (alone == shared).all()
    assert alone.sum() == count
    clock, cpu = one[0] / (2 * two[0]), one[1] / two[1]
    print(f"efficacité à deux : {clock:.0%} à l’horloge, {cpu:.0%} en CPU (objectif {GOAL:.0%})")


if __name__ == "__main__":
    main()
