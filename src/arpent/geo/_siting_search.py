"""Good choices of places: the best next one, then some closed and opened again, better each time.

Random numbers are drawn outside the kernels, so that a seed gives the same choice with numba or
without.
"""

import time
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from arpent.geo._jit import is_compiled, njit
from arpent.geo._siting_bound import summed
from arpent.geo._siting_cover import Bools, Cover, Floats, Index, Ints, built, undominated

_ROUNDS = 20  # between two looks at the clock


def greedy(cover: Cover, budget: float) -> Bools:
    """The candidate that brings most for its cost, again and again."""
    opened = np.zeros(len(cover.ids), dtype=np.bool_)
    gains, counts = _started(cover.indptr, cover.rows, cover.weights, opened)
    _fill(
        cover.indptr, cover.rows, cover.rptr, cover.cols, cover.weights, cover.costs,
        budget, opened, gains, counts, np.empty(0), 0, 0.0,
    )  # fmt: skip
    return opened


def improved(
    cover: Cover, budget: float, start: Bools, *, until: float, rounds: int, seed: int,
    enough: Callable[[float], bool] = lambda value: False,
) -> Bools:  # fmt: skip
    """Ruin and recreate from ``start``, until that moment or that many rounds without gain."""
    best, value = start.copy(), cover.value(start)
    if not start.any() or start.all():
        return best
    generator = np.random.default_rng(seed)
    idle = 0
    draws = 8 + 2 * int(start.sum())
    current, level = best.copy(), value
    while idle < rounds and time.monotonic() < until and not enough(value):
        randoms = generator.random((_ROUNDS, draws))
        found, reached = best.copy(), np.array([level - cover.reached, value - cover.reached])
        _rounds(
            cover.indptr, cover.rows, cover.rptr, cover.cols, cover.weights, cover.costs,
            budget, current, found, reached, randoms,
        )  # fmt: skip
        level = cover.reached + reached[0]
        exact = cover.value(found)
        if exact > value:
            best, value, idle = found, exact, 0
        else:
            idle += _ROUNDS
    return best


@njit(cache=True)
def _started(indptr: Ints, rows: Index, weights: Floats, opened: Bools) -> tuple[Floats, Ints]:
    counts = np.zeros(len(weights), dtype=np.int64)
    columns = len(indptr) - 1
    for j in range(columns):
        if opened[j]:
            for k in range(indptr[j], indptr[j + 1]):
                counts[rows[k]] += 1
    gains = np.zeros(columns)
    for j in range(columns):
        total = 0.0
        for k in range(indptr[j], indptr[j + 1]):
            if counts[rows[k]] == 0:
                total += weights[rows[k]]
        gains[j] = total
    return gains, counts


@njit(cache=True)
def _toggle(
    indptr: Ints, rows: Index, rptr: Ints, cols: Index, weights: Floats,
    gains: Floats, counts: Ints, j: int, opening: bool,
) -> None:  # fmt: skip
    """Open or close column j: what every column would bring follows."""
    for k in range(indptr[j], indptr[j + 1]):
        i = rows[k]
        if opening:
            counts[i] += 1
            if counts[i] == 1:
                for h in range(rptr[i], rptr[i + 1]):
                    gains[cols[h]] -= weights[i]
        else:
            counts[i] -= 1
            if counts[i] == 0:
                for h in range(rptr[i], rptr[i + 1]):
                    gains[cols[h]] += weights[i]


@njit(cache=True)
def _fill(
    indptr: Ints, rows: Index, rptr: Ints, cols: Index, weights: Floats, costs: Floats,
    budget: float, opened: Bools, gains: Floats, counts: Ints,
    draws: Floats, at: int, blink: float,
) -> float:  # fmt: skip
    """Open what brings most for its cost while money is left; what was added."""
    columns = len(indptr) - 1
    left = budget
    for j in range(columns):
        if opened[j]:
            left -= costs[j]
    added = 0.0
    while True:
        # Now and then the second best is taken: the same hole is not filled the same way.
        first, second = -1, -1
        best, next_best = 0.0, 0.0
        for j in range(columns):
            if not opened[j] and costs[j] <= left + 1e-9 and gains[j] > 1e-9:
                rate = gains[j] / max(costs[j], 1e-12)
                if rate > best:
                    second, next_best = first, best
                    first, best = j, rate
                elif rate > next_best:
                    second, next_best = j, rate
        if first < 0:
            return added
        chosen = first
        if second >= 0 and at < len(draws) and draws[at] < blink:
            chosen = second
        at += 1
        added += gains[chosen]
        left -= costs[chosen]
        opened[chosen] = True
        _toggle(indptr, rows, rptr, cols, weights, gains, counts, chosen, True)


@njit(cache=True)
def _rounds(
    indptr: Ints, rows: Index, rptr: Ints, cols: Index, weights: Floats, costs: Floats,
    budget: float, current: Bools, best: Bools, reached: Floats, randoms: Floats,
) -> None:  # fmt: skip
    """As many rounds as rows of ``randoms``; ``current``, ``best`` and ``reached`` follow."""
    columns = len(indptr) - 1
    opened = current.copy()
    gains, counts = _started(indptr, rows, weights, opened)
    level, top = reached[0], reached[1]
    near = np.zeros(columns)
    for r in range(len(randoms)):
        draws = randoms[r]
        many = 0
        for j in range(columns):
            many += opened[j]
        if many == 0:
            break
        closing = 1 + int(draws[0] * draws[0] * min(many, 8))
        pick = int(draws[1] * many)
        centre = -1
        for j in range(columns):
            if opened[j]:
                if pick == 0:
                    centre = j
                    break
                pick -= 1
        # Those that share most with a place drawn by chance are closed with it, some by chance.
        near[:] = 0.0
        for k in range(indptr[centre], indptr[centre + 1]):
            i = rows[k]
            if counts[i] > 1:
                for h in range(rptr[i], rptr[i + 1]):
                    if opened[cols[h]]:
                        near[cols[h]] += weights[i]
        removed = 0.0
        at = 2
        for step in range(closing):
            worst, most = -1, -1.0
            if step == 0:
                worst = centre
            else:
                for j in range(columns):
                    if opened[j]:
                        at = at + 1 if at + 1 < len(draws) else 2
                        score = near[j] * (0.5 + draws[at]) + 1e-6 * draws[at]
                        if score > most:
                            worst, most = j, score
            if worst < 0:
                break
            opened[worst] = False
            _toggle(indptr, rows, rptr, cols, weights, gains, counts, worst, False)
            removed += gains[worst]
        added = _fill(
            indptr, rows, rptr, cols, weights, costs, budget, opened, gains, counts, draws, 2, 0.15
        )
        after = level - removed + added
        if after > top + 1e-9:
            top = after
            best[:] = opened
        # A little worse is let through, less and less far from the best known.
        if after >= level or after >= top * (1.0 - 0.002 * draws[2]):
            level = after
            current[:] = opened
        else:
            for j in range(columns):
                if opened[j] and not current[j]:
                    opened[j] = False
                    _toggle(indptr, rows, rptr, cols, weights, gains, counts, j, False)
            for j in range(columns):
                if current[j] and not opened[j]:
                    opened[j] = True
                    _toggle(indptr, rows, rptr, cols, weights, gains, counts, j, True)
    reached[0], reached[1] = level, top


def ready() -> None:
    """Kernels compiled, or read from the disk, before any time is counted."""
    if is_compiled():
        _compiled_once()


@lru_cache(maxsize=1)
def _compiled_once() -> None:
    indptr, demands = np.array([0, 2, 3]), np.array([0, 1, 2])
    ones = np.ones(3)
    small = undominated(built(indptr, demands, ones, np.ones(2), np.empty(0, dtype=np.int64)))
    summed(small.indptr, small.rows, small.weights)
    start = np.array([True, False])
    improved(small, 1.0, start, until=np.inf, rounds=1, seed=0)
