"""Shortest way for all: swaps of one place for another, a Lagrangian bound, HiGHS when small."""

import time
from functools import partial

import numpy as np
from numpy.typing import NDArray

from arpent.geo import _siting_bound
from arpent.geo._jit import njit
from arpent.geo._siting_bound import Relaxed
from arpent.geo._siting_cover import Floats, Ints
from arpent.geo._siting_coverage import OURS, THEIRS, Found
from arpent.geo._siting_model import Model

_MODEL_SIZE = 60_000  # pairs past which HiGHS is not asked


def median(ways: Floats, base: Floats, p: int, *, seconds: float, gap: float, seed: int) -> Found:
    """``ways[j, i]``: weight x distance from candidate j to demand i; ``base``: without any."""
    began = time.monotonic()
    until = began + seconds
    ways = np.minimum(ways, base)
    p = min(p, len(ways))
    if not p or not ways.size:
        total = float(base.sum())
        return Found(np.empty(0, dtype=np.int64), total, total, OURS)
    opened = _swapped(ways, base, _greedy(ways, base, p))
    value = cost(ways, base, opened)
    opened, value = _shaken(ways, base, opened, value, until=began + 0.3 * seconds, seed=seed)
    relaxed = _siting_bound.volume(
        partial(_relaxed, ways, base, p), np.minimum(base, 2 * ways[opened].min(axis=0)), base,
        -value, until=began + 0.6 * seconds, rounds=2_000, gap=gap,
    )  # fmt: skip
    better = _swapped(ways, base, np.flatnonzero(relaxed.taken))
    if cost(ways, base, better) < value:
        opened, value = better, cost(ways, base, better)
    bound, certificate = _rounded(ways, -relaxed.value, value), OURS
    left = until - time.monotonic()
    if value - bound > gap * value and ways.size <= _MODEL_SIZE and left > 0.05:
        chosen, claimed = _model(ways, base, p, opened, seconds=left, gap=gap / 2, seed=seed)
        if cost(ways, base, chosen) < value:
            opened, value = chosen, cost(ways, base, chosen)
        claimed = _rounded(ways, claimed, value)
        if claimed > bound:
            bound, certificate = claimed, THEIRS
    return Found(np.sort(opened), value, min(bound, value), certificate)


def cost(ways: Floats, base: Floats, opened: Ints) -> float:
    if not len(opened):
        return float(base.sum())
    return float(np.minimum(ways[opened].min(axis=0), base).sum())


def _rounded(ways: Floats, bound: float, value: float) -> float:
    if value.is_integer() and (ways == np.floor(ways)).all():
        bound = float(np.ceil(bound - 1e-6))
    else:
        bound -= 1e-9 * max(1.0, abs(bound))
    return min(max(bound, 0.0), value)


def _greedy(ways: Floats, base: Floats, p: int) -> Ints:
    nearest = base.copy()
    opened: list[int] = []
    for _ in range(p):
        totals = np.minimum(ways, nearest).sum(axis=1)
        totals[opened] = np.inf
        j = int(np.argmin(totals))
        opened.append(j)
        nearest = np.minimum(nearest, ways[j])
    return np.array(opened, dtype=np.int64)


def _shaken(
    ways: Floats, base: Floats, opened: Ints, value: float, *, until: float, seed: int
) -> tuple[Ints, float]:
    """Some places drawn anew, then swaps: kept when better. Rounds are counted, not timed."""
    generator = np.random.default_rng(seed)
    idle = 0
    while idle < 30 and len(opened) < len(ways) and time.monotonic() < until:
        moved = 1 + idle % min(5, len(opened), len(ways) - len(opened))
        kept = generator.permutation(opened)[moved:]
        others = np.setdiff1d(np.arange(len(ways)), opened)
        fresh = generator.choice(others, moved, replace=False)
        tried = _swapped(ways, base, np.concatenate((kept, fresh)))
        total = cost(ways, base, tried)
        if total < value - 1e-9:
            opened, value, idle = tried, total, 0
        else:
            idle += 1
    return opened, value


def _swapped(ways: Floats, base: Floats, opened: Ints) -> Ints:
    """The best swap again and again, until none is better."""
    opened = opened.astype(np.int64).copy()
    _interchange(ways, base, opened)
    return opened


@njit(cache=True)
def _interchange(ways: Floats, base: Floats, opened: Ints) -> None:
    sites, demands = ways.shape
    p = len(opened)
    first = np.empty(demands, dtype=np.int64)
    best = np.empty(demands)
    second = np.empty(demands)
    lost = np.empty(p)
    inside = np.zeros(sites, dtype=np.bool_)
    for k in range(p):
        inside[opened[k]] = True
    while True:
        # Whoever nobody serves better than the base keeps it whatever closes.
        for i in range(demands):
            first[i], best[i], second[i] = -1, base[i], base[i]
        for k in range(p):
            row = ways[opened[k]]
            for i in range(demands):
                if row[i] < best[i]:
                    second[i], best[i], first[i] = best[i], row[i], k
                elif row[i] < second[i]:
                    second[i] = row[i]
        most, closed, into = 1e-9, -1, -1
        for j in range(sites):
            if inside[j]:
                continue
            gained = 0.0
            lost[:] = 0.0
            row = ways[j]
            for i in range(demands):
                if row[i] < best[i]:
                    gained += best[i] - row[i]
                elif first[i] >= 0:
                    lost[first[i]] += min(row[i], second[i]) - best[i]
            for k in range(p):
                if gained - lost[k] > most:
                    most, closed, into = gained - lost[k], k, j
        if closed < 0:
            return
        inside[opened[closed]] = False
        inside[into] = True
        opened[closed] = into


def _relaxed(ways: Floats, base: Floats, p: int, prices: Floats) -> Relaxed:
    """Minus the bound where each demand pays its price, and no more than its base."""
    below = np.minimum(ways - prices, 0.0)
    savings = -below.sum(axis=1)
    taken, reduced = _siting_bound.knapsack(savings, np.ones(len(ways)), float(p))
    value = float(prices.sum()) - float((savings * taken).sum())
    served = (below[taken > 0] < 0).sum(axis=0)
    return Relaxed(-value, prices, served - 1.0, taken, reduced)


def _model(
    ways: Floats, base: Floats, p: int, start: Ints, *, seconds: float, gap: float, seed: int
) -> tuple[NDArray[np.int64], float]:
    at_site, at_demand = np.nonzero(ways < base)
    model = Model()
    sites = model.variables(np.zeros(len(ways)), 1.0, whole=True)
    pairs = model.variables(ways[at_site, at_demand] - base[at_demand], 1.0, whole=False)
    model.enter(model.constraints(np.array([0.0]), np.array([float(p)])), sites, 1.0)
    once = model.constraints(np.full(len(base), -np.inf), np.ones(len(base)))
    model.enter(once[at_demand], pairs, 1.0)
    open_ = model.constraints(np.full(len(pairs), -np.inf), np.zeros(len(pairs)))
    model.enter(open_, pairs, 1.0)
    model.enter(open_, sites[at_site], -1.0)
    given = np.zeros(model.columns)
    given[sites[start]] = 1.0
    nearest = start[np.argmin(ways[start], axis=0)]
    given[pairs] = at_site == nearest[at_demand]
    answer = model.solve(seconds=seconds, gap=gap, seed=seed, start=given)
    found = start if answer.found is None else np.flatnonzero(answer.found[: len(sites)] > 0.5)
    return found, float(base.sum()) + answer.bound
