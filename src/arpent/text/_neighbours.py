"""The nearest texts of each text: all compared while they are few, within near cells past that."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
Places = NDArray[np.int64]
# What runs one function on many arguments and gives the results in order: ``map``, or a cluster.
Mapper = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

EXACT = 10_000  # rows, up to which each is compared with all the others
_BLOCK = 1_000  # rows compared at once
_CELL = 200  # rows in a cell, on average, until there are _CELLS of them
_CELLS = 2_500
_PROBED = 24  # cells looked through for each row, those with the nearest middles
_AT_ONCE = 8_000  # rows that look into one cell together: bounds the memory
_LEARNT = 40  # rows for each cell whose middle is learnt
_ROUNDS = 6  # of the search for the middles


def nearest(rows: Rows, count: int, *, seed: int = 0, mapper: Mapper = map) -> Places:
    """Positions of the ``count`` nearest of each row by scalar product, shape (n, count), unsorted.

    Never the row itself; ``count`` is under n. Past ``EXACT`` rows they are sought in the cells
    around: what is missed is measured in docs/methods/groups.md. Same seed, same answer.
    """
    if len(rows) <= EXACT:
        here = np.arange(len(rows))
        every = (
            (rows[low : low + _BLOCK], rows, here[low : low + _BLOCK], here, count)
            for low in range(0, len(rows), _BLOCK)
        )
        return np.concatenate([found for _, found in mapper(_among, every)])
    likeness = np.full((len(rows), count), -3, np.float32)
    near = np.zeros((len(rows), count), np.int64)
    asked: deque[Places] = deque()

    def blocks() -> Iterator[_Block]:
        for queried, members in _cells(rows, seed):
            asked.append(queried)
            yield rows[queried], rows[members], queried, members, count

    for alike, there in mapper(_among, blocks()):
        queried = asked.popleft()
        alike = np.concatenate((likeness[queried], alike), axis=1)
        there = np.concatenate((near[queried], there), axis=1)
        kept = np.argpartition(-alike, count - 1, axis=1)[:, :count]
        likeness[queried] = np.take_along_axis(alike, kept, axis=1)
        near[queried] = np.take_along_axis(there, kept, axis=1)
    return near


_Block = tuple[Rows, Rows, Places, Places, int]


def _among(block: _Block) -> tuple[Rows, Places]:
    """The nearest of each queried row among some others, itself excluded: likeness, and places."""
    queried, others, at, places, count = block
    likeness = queried @ others.T
    # Places are sorted: each row that is on both sides is found at once.
    spot = np.minimum(np.searchsorted(places, at), len(places) - 1)
    itself = np.flatnonzero(places[spot] == at)
    likeness[itself, spot[itself]] = -2
    if likeness.shape[1] <= count:
        return likeness, np.broadcast_to(places, likeness.shape)
    kept = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
    return np.take_along_axis(likeness, kept, axis=1), places[kept]


def _cells(rows: Rows, seed: int) -> Iterator[tuple[Places, Places]]:
    """For each cell, the rows that look into it, and the rows that are in it."""
    number = max(_PROBED, min(len(rows) // _CELL, _CELLS))
    middles = _middles(rows, number, seed)
    probed = np.empty((len(rows), _PROBED), np.int32)
    home = np.empty(len(rows), np.int32)
    for low in range(0, len(rows), _BLOCK):
        likeness = rows[low : low + _BLOCK] @ middles.T
        probed[low : low + _BLOCK] = np.argpartition(-likeness, _PROBED - 1, axis=1)[:, :_PROBED]
        home[low : low + _BLOCK] = likeness.argmax(axis=1)
    looking, inside = _by_cell(probed.ravel(), number), _by_cell(home, number)
    for queried, members in zip(looking, inside, strict=True):
        for low in range(0, len(queried) if len(members) else 0, _AT_ONCE):
            yield np.sort(queried[low : low + _AT_ONCE]) // _PROBED, members


def _by_cell(cell: NDArray[np.int32], number: int) -> list[Places]:
    order = np.argsort(cell, kind="stable")
    return np.split(order, np.searchsorted(cell[order], np.arange(1, number)))


def _middles(rows: Rows, number: int, seed: int) -> Rows:
    """Spherical k-means on a draw of the rows."""
    draw = np.random.default_rng(seed)
    sample = rows[np.sort(draw.choice(len(rows), min(len(rows), number * _LEARNT), replace=False))]
    middles = sample[np.sort(draw.choice(len(sample), number, replace=False))]
    for _ in range(_ROUNDS):
        home = np.concatenate(
            [
                (sample[low : low + _BLOCK] @ middles.T).argmax(axis=1)
                for low in range(0, len(sample), _BLOCK)
            ]
        )
        order = np.argsort(home, kind="stable")
        held, starts = np.unique(home[order], return_index=True)
        middles[held] = np.add.reduceat(sample[order], starts, axis=0)
        middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
    return middles
