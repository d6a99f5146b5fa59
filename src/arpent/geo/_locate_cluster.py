"""Points sent by blocks to a Dask cluster, whose workers map the same saved index."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np

from arpent._cluster import cluster
from arpent.geo import _locate_run as run
from arpent.geo import _locate_store as store
from arpent.geo._errors import GeoError
from arpent.geo._locate_exact import Exact

_BLOCK = 1_000_000  # points: 16 MB there, some 20 back


def locate(scheduler: str, folder: str, stamp: str, xs: Any, ys: Any) -> dict[str, Any]:
    with cluster(scheduler) as mapper:
        found = list(mapper(partial(_located, folder, stamp), _blocks(xs, ys)))
    return {name: np.concatenate([block[name] for block in found]) for name in found[0]}


def tables(
    scheduler: str, folder: str, stamp: str, xs: Any, ys: Any, weights: Any, by: Sequence[int]
) -> list[Any]:
    with cluster(scheduler) as mapper:
        found = list(mapper(partial(_counted, folder, stamp, by), _blocks(xs, ys, weights)))
    return [np.sum(same, axis=0) for same in zip(*found, strict=True)]


def _blocks(*columns: Any) -> Iterator[tuple[Any, ...]]:
    """One block at least, so that nothing is answered in the same shape as something."""
    for first in range(0, max(1, len(columns[0])), _BLOCK):
        yield tuple(
            None if column is None else column[first : first + _BLOCK] for column in columns
        )


@lru_cache(maxsize=2)
def _opened(folder: str, stamp: str) -> Any:
    found, _, parts, planes = store.load(folder)
    if found != stamp:
        raise GeoError(f"{folder} : l’exécutant y lit un autre index.")
    return parts.layers, planes, Exact(parts)


def _located(folder: str, stamp: str, block: tuple[Any, Any]) -> dict[str, Any]:
    layers, planes, exact = _opened(folder, stamp)
    xs, ys = block
    return run.locate(layers, planes, exact, xs, ys, threads=1)


def _counted(folder: str, stamp: str, by: Sequence[int], block: tuple[Any, Any, Any]) -> list[Any]:
    layers, planes, exact = _opened(folder, stamp)
    xs, ys, weights = block
    return run.tables(layers, planes, exact, xs, ys, weights, by, threads=1)
