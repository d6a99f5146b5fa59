"""A choice of places, and one place for another until no such swap makes the way shorter.

In the same order with numba and without: the same choice to the last place.
"""

import numpy as np

from arpent.geo._jit import is_compiled, njit
from arpent.geo._siting_cover import Floats, Ints

_BLOCK = 32  # candidates looked at together, without numba
_LEAST = 1e-9  # a swap that gains no more than that is none


def cost(ways: Floats, base: Floats, opened: Ints) -> float:
    if not len(opened):
        return float(base.sum())
    return float(np.minimum(ways[opened].min(axis=0), base).sum())


def greedy(ways: Floats, base: Floats, p: int) -> Ints:
    nearest = base.copy()
    opened: list[int] = []
    for _ in range(p):
        totals = np.minimum(ways, nearest).sum(axis=1)
        totals[opened] = np.inf
        j = int(np.argmin(totals))
        opened.append(j)
        nearest = np.minimum(nearest, ways[j])
    return np.array(opened, dtype=np.int64)


def swapped(ways: Floats, base: Floats, opened: Ints) -> Ints:
    """One place for another, again and again, until no swap is better."""
    opened = opened.astype(np.int64).copy()
    if is_compiled():
        _interchange(ways, base, opened)
    else:
        _interchange_slowly(ways, base, opened)
    return opened


@njit(cache=True)
def _interchange(ways: Floats, base: Floats, opened: Ints) -> None:
    """Each candidate in turn takes the place of the one that it best replaces, if that is better,
    until all were looked at in vain (the fast interchange of Whitaker).
    """
    sites, demands = ways.shape
    p = len(opened)
    first = np.empty(demands, dtype=np.int64)
    best = np.empty(demands)
    second = np.empty(demands)
    lost = np.empty(p)
    inside = np.zeros(sites, dtype=np.bool_)
    for k in range(p):
        inside[opened[k]] = True
    _nearest(ways, base, opened, first, best, second)
    vain, j = 0, 0
    while vain < sites:
        closed = -1
        if not inside[j]:
            gained = 0.0
            lost[:] = 0.0
            row = ways[j]
            for i in range(demands):
                if row[i] < best[i]:
                    gained += best[i] - row[i]
                elif first[i] >= 0:
                    lost[first[i]] += min(row[i], second[i]) - best[i]
            most = _LEAST
            for k in range(p):
                if gained - lost[k] > most:
                    most, closed = gained - lost[k], k
        if closed < 0:
            vain += 1
        else:
            inside[opened[closed]] = False
            inside[j] = True
            opened[closed] = j
            _nearest(ways, base, opened, first, best, second)
            vain = 0
        j = j + 1 if j + 1 < sites else 0


@njit(cache=True)
def _nearest(
    ways: Floats, base: Floats, opened: Ints, first: Ints, best: Floats, second: Floats
) -> None:
    """Who serves each demand, at what cost, and the next cost.

    Whom nobody serves better than the base keeps it whatever closes.
    """
    for i in range(len(base)):
        first[i], best[i], second[i] = -1, base[i], base[i]
    for k in range(len(opened)):
        row = ways[opened[k]]
        for i in range(len(base)):
            if row[i] < best[i]:
                second[i], best[i], first[i] = best[i], row[i], k
            elif row[i] < second[i]:
                second[i] = row[i]


def _interchange_slowly(ways: Floats, base: Floats, opened: Ints) -> None:
    """The same swaps, by blocks of candidates: sums in the same order, to the last bit."""
    sites, p = len(ways), len(opened)
    inside = np.zeros(sites, dtype=np.bool_)
    inside[opened] = True
    first, best, second = _nearest_slowly(ways, base, opened)
    vain, j = 0, 0
    while vain < sites:
        rows = ways[j : j + _BLOCK]
        nearer = rows < best
        gained = np.cumsum(np.where(nearer, best - rows, 0.0), axis=1)[:, -1]
        losses = np.where(nearer, 0.0, np.minimum(rows, second) - best)
        places = first + p * np.arange(len(rows))[:, None]
        lost = np.bincount(places.ravel(), losses.ravel(), p * len(rows)).reshape(-1, p)
        more = gained[:, None] - lost
        more[inside[j : j + _BLOCK]] = 0.0
        better = np.flatnonzero(more.max(axis=1) > _LEAST)
        looked = len(rows)
        if len(better):
            looked = int(better[0]) + 1
            closed = int(np.argmax(more[better[0]]))
            inside[opened[closed]], inside[j + better[0]] = False, True
            opened[closed] = j + better[0]
            first, best, second = _nearest_slowly(ways, base, opened)
            vain = 0
        else:
            vain += looked
        j = j + looked if j + looked < sites else 0


def _nearest_slowly(ways: Floats, base: Floats, opened: Ints) -> tuple[Ints, Floats, Floats]:
    """Whom the base serves has a first place all the same: its closing costs them nothing."""
    rows = ways[opened]
    demands = np.arange(len(base))
    first = rows.argmin(axis=0)
    best = rows[first, demands]
    rows[first, demands] = np.inf
    return first, np.minimum(best, base), np.minimum(rows.min(axis=0), base)
