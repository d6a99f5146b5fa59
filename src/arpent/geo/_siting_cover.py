"""A covering problem made small without changing it: same sets merged, dominated sites left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from arpent.geo._jit import njit

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cover:
    """Rows are merged demands, by weight; columns are candidates, ``ids`` their numbers outside.

    Both ways: rows of column j, ``rows[indptr[j]:indptr[j + 1]]``; columns of row i,
    ``cols[rptr[i]:rptr[i + 1]]``. ``reached`` is the weight that needs no column any more.
    """

    ids: Ints
    indptr: Ints
    rows: Ints
    rptr: Ints
    cols: Ints
    weights: Floats
    costs: Floats
    reached: float

    @property
    def whole(self) -> bool:
        """Whether every weight is a whole number, so that a bound may be rounded."""
        return bool((self.weights == np.floor(self.weights)).all()) and self.reached.is_integer()

    def value(self, opened: NDArray[np.bool_]) -> float:
        """The weight reached by the columns opened, recomputed from the sets."""
        covered = np.zeros(len(self.weights), dtype=bool)
        covered[self.rows[np.repeat(opened, np.diff(self.indptr))]] = True
        return self.reached + float(self.weights[covered].sum())


def built(
    indptr: Ints, demands: NDArray[np.integer], weights: Floats, costs: Floats, existing: Ints
) -> Cover:
    """The problem of a reach: demands without weight and those of existing places are settled."""
    columns = len(indptr) - 1
    settled = np.zeros(len(weights), dtype=bool)
    for site in existing:
        settled[demands[indptr[site] : indptr[site + 1]]] = True
    free = np.ones(columns, dtype=bool)
    free[existing] = False
    return _merged(
        np.arange(columns), indptr, demands, weights, costs, free, ~settled & (weights > 0),
        float(weights[settled].sum()),
    )  # fmt: skip


def narrowed(cover: Cover, opened: NDArray[np.bool_], kept: NDArray[np.bool_]) -> Cover:
    """The same once some columns are opened for good and only ``kept`` remain free."""
    settled = np.zeros(len(cover.weights), dtype=bool)
    settled[cover.rows[np.repeat(opened, np.diff(cover.indptr))]] = True
    reached = cover.reached + float(cover.weights[settled].sum())
    return _merged(
        cover.ids, cover.indptr, cover.rows, cover.weights, cover.costs, kept & ~opened,
        ~settled, reached,
    )  # fmt: skip


def _merged(
    ids: Ints, indptr: Ints, rows: NDArray[np.integer], weights: Floats, costs: Floats,
    kept: NDArray[np.bool_], needed: NDArray[np.bool_], reached: float,
) -> Cover:  # fmt: skip
    pairs = np.repeat(kept, np.diff(indptr)) & needed[rows]
    before = np.concatenate(([0], np.cumsum(pairs)))
    starts = np.append(before[indptr[:-1][kept]], before[-1])
    left = rows[pairs].astype(np.int64)
    rptr, cols = transposed(starts, left, len(weights))
    group, count = _same_sets(rptr, cols)
    merged = np.zeros(count)
    np.add.at(merged, group[group >= 0], weights[group >= 0])
    first = np.full(count, -1, dtype=np.int64)
    seen = np.flatnonzero(group >= 0)
    first[group[seen][::-1]] = seen[::-1]
    chosen = np.zeros(len(weights), dtype=bool)
    chosen[first] = True
    kept_pairs = chosen[left]
    before = np.concatenate(([0], np.cumsum(kept_pairs)))
    ends, members = before[starts], group[left[kept_pairs]]
    rptr, cols = transposed(ends, members, count)
    return Cover(ids[kept], ends, members, rptr, cols, merged, costs[kept], reached)


def transposed(indptr: Ints, rows: Ints, size: int) -> tuple[Ints, Ints]:
    """Columns of each row, in order, from rows of each column."""
    rptr = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=size)))).astype(np.int64)
    cols = np.empty(len(rows), dtype=np.int64)
    _scatter(indptr, rows, rptr[:-1].copy(), cols)
    return rptr, cols


@njit(cache=True)
def _scatter(indptr: Ints, rows: Ints, at: Ints, cols: Ints) -> None:
    for j in range(len(indptr) - 1):
        for k in range(indptr[j], indptr[j + 1]):
            i = rows[k]
            cols[at[i]] = j
            at[i] += 1


def _same_sets(rptr: Ints, cols: Ints) -> tuple[Ints, int]:
    """The group of each row that has columns, -1 for the others; rows of a group are equal sets."""
    sizes = np.diff(rptr)
    here = np.flatnonzero(sizes)
    group = np.full(len(sizes), -1, dtype=np.int64)
    if not len(here):
        return group, 0
    most = int(cols.max()) + 1
    names = np.random.default_rng(0).integers(1, 2**63, size=most, dtype=np.uint64)
    sums = np.add.reduceat(names[cols], rptr[here])
    _, first, inverse = np.unique(sums, return_index=True, return_inverse=True)
    leader = here[first[inverse]]
    # Two sets of one sum are the same but by chance: a row unlike its leader stays alone.
    same = sizes[here] == sizes[leader]
    row_of = np.repeat(np.arange(len(here)), sizes[here])
    offset = np.arange(len(cols)) - np.repeat(rptr[here], sizes[here])
    theirs = np.minimum(rptr[leader][row_of] + offset, len(cols) - 1)
    differing = cols != cols[theirs]
    same &= ~(np.bincount(row_of, weights=differing, minlength=len(here)) > 0)
    inverse[~same] = len(first) + np.arange((~same).sum())
    group[here] = inverse
    return group, len(first) + int((~same).sum())


def undominated(cover: Cover, *, most: int = 50_000_000) -> Cover:
    """Without the columns whose rows another one reaches too, for no more money."""
    degrees = np.diff(cover.rptr)
    work = int(degrees[cover.rows].sum())
    if work > most or len(cover.ids) < 2:
        return cover
    out = _dominated(cover.indptr, cover.rows, cover.rptr, cover.cols, cover.costs)
    if not out.any():
        return cover
    return narrowed(cover, np.zeros(len(cover.ids), dtype=bool), ~out)


@njit(cache=True)
def _dominated(
    indptr: Ints, rows: Ints, rptr: Ints, cols: Ints, costs: Floats
) -> NDArray[np.bool_]:
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
