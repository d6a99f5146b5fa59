"""A covering problem made small without changing it: same sets merged, dominated sites left out."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from arpent.geo._jit import njit

Ints = NDArray[np.int64]
Index = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_WORK = 20_000_000  # steps past which dominated columns are not looked for


@dataclass(frozen=True, eq=False)
class Cover:
    """Rows are merged demands, by weight; columns are candidates, ``ids`` their numbers outside.

    Both ways: rows of column j, ``rows[indptr[j]:indptr[j + 1]]``; columns of row i,
    ``cols[rptr[i]:rptr[i + 1]]``. ``reached`` is the weight that needs no column any more, and
    ``prices`` what the last bound asked of each row.
    """

    ids: Ints
    indptr: Ints
    rows: Index
    rptr: Ints
    cols: Index
    weights: Floats
    prices: Floats
    costs: Floats
    reached: float

    @property
    def whole(self) -> bool:
        """Whether every weight is a whole number, so that a bound may be rounded."""
        return bool((self.weights == np.floor(self.weights)).all()) and self.reached.is_integer()

    def value(self, opened: Bools) -> float:
        """The weight reached by the columns opened, recomputed from the sets."""
        covered = np.zeros(len(self.weights), dtype=bool)
        for j in np.flatnonzero(opened):
            covered[self.rows[self.indptr[j] : self.indptr[j + 1]]] = True
        return self.reached + float(self.weights[covered].sum())


def tally(index: NDArray[np.integer], values: Floats, size: int) -> Floats:
    """The sum of the values of each index."""
    sums = np.bincount(index, weights=values, minlength=size)
    return sums.astype(np.float64, copy=False)


def built(indptr: Ints, demands: Any, weights: Floats, costs: Floats, existing: Ints) -> Cover:
    """The problem of a reach: demands without weight and those of existing places are settled."""
    rows = np.asarray(demands, dtype=np.int32)
    settled = np.zeros(len(weights), dtype=bool)
    for site in existing:
        settled[rows[indptr[site] : indptr[site + 1]]] = True
    free = np.ones(len(indptr) - 1, dtype=bool)
    free[existing] = False
    given = Cover(
        np.arange(len(indptr) - 1), indptr, rows, np.empty(0, dtype=np.int64),
        np.empty(0, dtype=np.int32), weights, np.zeros(len(weights)), costs,
        float(weights[settled].sum()),
    )  # fmt: skip
    return _merged(given, free, ~settled & (weights > 0))


def narrowed(cover: Cover, opened: Bools, kept: Bools) -> Cover:
    """The same once some columns are opened for good and only ``kept`` remain free."""
    settled = np.zeros(len(cover.weights), dtype=bool)
    for j in np.flatnonzero(opened):
        settled[cover.rows[cover.indptr[j] : cover.indptr[j + 1]]] = True
    reached = cover.reached + float(cover.weights[settled].sum())
    return _merged(replace(cover, reached=reached), kept & ~opened, ~settled)


def undominated(cover: Cover) -> Cover:
    """Without the columns whose rows another one reaches too, for no more money."""
    work = int(np.diff(cover.rptr)[cover.rows].sum())
    if work > _WORK or len(cover.ids) < 2:
        return cover
    out = _dominated(cover.indptr, cover.rows, cover.rptr, cover.cols, cover.costs)
    if not out.any():
        return cover
    return narrowed(cover, np.zeros(len(cover.ids), dtype=bool), ~out)


def _merged(given: Cover, kept: Bools, needed: Bools) -> Cover:
    """``given`` with those columns and rows alone; its rows need not know their columns."""
    group, first = _groups(given, kept, needed)
    here = np.flatnonzero(group >= 0)
    leads = np.zeros(len(group), dtype=bool)
    leads[first] = True
    weights = tally(group[here], given.weights[here], len(first))
    prices = tally(group[here], given.prices[here], len(first))
    starts, rows = _gathered(given.indptr, given.rows, kept, group, leads)
    rptr, cols = _transposed(starts, rows, len(first))
    return Cover(
        given.ids[kept], starts, rows, rptr, cols, weights, prices, given.costs[kept], given.reached
    )


def _groups(given: Cover, kept: Bools, needed: Bools) -> tuple[Index, Ints]:
    """The group of each row, -1 where no column reaches it, and the first row of each group."""
    for seed in count():
        names = np.random.default_rng(seed).integers(1, 2**62, size=len(kept), dtype=np.int64)
        sums, lowest = _named(given.indptr, given.rows, kept, needed, names)
        here = np.flatnonzero(lowest >= 0)
        _, first, inverse = np.unique(sums[here], return_index=True, return_inverse=True)
        # Rows of one column follow each other: what is read together is near in memory.
        rank = np.argsort(lowest[here][first], kind="stable")
        first, place = first[rank], np.empty_like(rank)
        place[rank] = np.arange(len(rank))
        inverse = place[inverse]
        group = np.full(len(lowest), -1, dtype=np.int32)
        group[here] = inverse
        # Other sets of one sum are an accident that is seen, and other names are drawn.
        if not _split(given.indptr, given.rows, kept, group, np.bincount(inverse)):
            break
    return group, here[first]


@njit(cache=True)
def _named(
    indptr: Ints, rows: Index, kept: Bools, needed: Bools, names: Ints
) -> tuple[Ints, Index]:
    """The names of the columns of each row in one, and the first of them, -1 without any."""
    sums = np.zeros(len(needed), dtype=np.int64)
    lowest = np.full(len(needed), -1, dtype=np.int32)
    for j in range(len(indptr) - 1):
        if kept[j]:
            for k in range(indptr[j], indptr[j + 1]):
                i = rows[k]
                if needed[i]:
                    sums[i] ^= names[j]
                    if lowest[i] < 0:
                        lowest[i] = j
    return sums, lowest


@njit(cache=True)
def _split(indptr: Ints, rows: Index, kept: Bools, group: Index, sizes: Ints) -> bool:
    """Whether a column reaches some rows of a group and not the others."""
    split = False
    seen = np.zeros(len(sizes), dtype=np.int64)
    for j in range(len(indptr) - 1):
        if kept[j]:
            for k in range(indptr[j], indptr[j + 1]):
                if group[rows[k]] >= 0:
                    seen[group[rows[k]]] += 1
            for k in range(indptr[j], indptr[j + 1]):
                g = group[rows[k]]
                if g >= 0:
                    if seen[g] > 0 and seen[g] != sizes[g]:
                        split = True
                    seen[g] = 0
    return split


@njit(cache=True)
def _gathered(
    indptr: Ints, rows: Index, kept: Bools, group: Index, leads: Bools
) -> tuple[Ints, Index]:
    """Groups of each column kept: those whose first row it reaches."""
    starts = np.zeros(kept.sum() + 1, dtype=np.int64)
    found = np.empty(len(rows), dtype=np.int32)
    column, at = 0, 0
    for j in range(len(indptr) - 1):
        if kept[j]:
            for k in range(indptr[j], indptr[j + 1]):
                i = rows[k]
                if group[i] >= 0 and leads[i]:
                    found[at] = group[i]
                    at += 1
            column += 1
            starts[column] = at
    return starts, found[:at].copy()


@njit(cache=True)
def _transposed(indptr: Ints, rows: Index, size: int) -> tuple[Ints, Index]:
    """Columns of each row, in order, from rows of each column."""
    rptr = np.zeros(size + 1, dtype=np.int64)
    for k in range(len(rows)):
        rptr[rows[k] + 1] += 1
    for i in range(size):
        rptr[i + 1] += rptr[i]
    at = rptr[:-1].copy()
    cols = np.empty(len(rows), dtype=np.int32)
    for j in range(len(indptr) - 1):
        for k in range(indptr[j], indptr[j + 1]):
            i = rows[k]
            cols[at[i]] = j
            at[i] += 1
    return rptr, cols


@njit(cache=True)
def _dominated(indptr: Ints, rows: Index, rptr: Ints, cols: Index, costs: Floats) -> Bools:
    columns = len(indptr) - 1
    out = np.zeros(columns, dtype=np.bool_)
    common = np.zeros(columns, dtype=np.int64)
    for j in range(columns):
        size = indptr[j + 1] - indptr[j]
        common[:] = 0
        for k in range(indptr[j], indptr[j + 1]):
            i = rows[k]
            for h in range(rptr[i], rptr[i + 1]):
                common[cols[h]] += 1
        for other in range(columns):
            if other == j or out[other] or common[other] < size or costs[other] > costs[j]:
                continue
            larger = indptr[other + 1] - indptr[other]
            # Of twins the first stays.
            if larger > size or costs[other] < costs[j] or other < j:
                out[j] = True
                break
    return out
