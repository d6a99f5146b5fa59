"""What no choice can pass: a Lagrangian bound that anybody can recompute from its multipliers."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from arpent.geo._jit import is_compiled, njit
from arpent.geo._siting_cover import Bools, Cover, Floats, Index, Ints, tally


@dataclass(eq=False)
class Relaxed:
    """``value`` is above every choice; ``prices`` prove it, ``slope`` is how it goes with them.

    ``taken`` is the relaxed choice, ``average`` the mean of the last ones. ``reduced[j]``: opening
    column j when it does not, or not opening it when it does, takes that off the bound at least.
    """

    value: float
    prices: Floats
    slope: Floats
    taken: Floats
    reduced: Floats
    average: Floats


def reaching(cover: Cover, budget: float, prices: Floats) -> Relaxed:
    """The bound at these prices (0 <= price <= weight of the row).

    Max of sum(w y) where y <= sum of the x that reach it and costs stay in the budget: the first
    constraint goes into the objective at its price. What is left is a fractional knapsack of x.
    """
    rates = summed(cover.indptr, cover.rows, prices)
    taken, reduced = knapsack(rates, cover.costs, budget)
    value = cover.reached + float((cover.weights - prices).sum()) + float((rates * taken).sum())
    slope = counted(cover.indptr, cover.rows, taken, len(prices)) - 1.0
    return Relaxed(value, prices, slope, taken, reduced, taken)


def summed(indptr: Ints, rows: Index, values: Floats) -> Floats:
    """The sum of the values of the rows of each column."""
    if is_compiled():
        sums: Floats = _summed(indptr, rows, values)
        return sums
    columns = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    return tally(columns, values[rows], len(indptr) - 1)


@njit(cache=True)
def _summed(indptr: Ints, rows: Index, values: Floats) -> Floats:
    sums = np.zeros(len(indptr) - 1)
    for j in range(len(indptr) - 1):
        total = 0.0
        for k in range(indptr[j], indptr[j + 1]):
            total += values[rows[k]]
        sums[j] = total
    return sums


@njit(cache=True)
def counted(indptr: Ints, rows: Index, taken: Floats, size: int) -> Floats:
    """How much each row is reached by what is taken of the columns."""
    reached = np.zeros(size)
    for j in range(len(taken)):
        if taken[j] > 0:
            for k in range(indptr[j], indptr[j + 1]):
                reached[rows[k]] += taken[j]
    return reached


def dot(one: Floats, other: Floats) -> float:
    """Not ``@``, which sums in another order on another machine, and wakes threads."""
    return float((one * other).sum())


def knapsack(rates: Floats, costs: Floats, budget: float) -> tuple[Floats, Floats]:
    """The best fractional choice within a budget, and what the other decision costs each column."""
    taken = np.zeros(len(rates))
    if not len(rates):
        return taken, taken
    ratios = rates / np.maximum(costs, 1e-300)
    order = np.argsort(-ratios, kind="stable")
    spent = np.cumsum(costs[order])
    whole = int(np.searchsorted(spent, budget + 1e-9, side="right"))
    taken[order[:whole]] = 1.0
    if whole == len(order):
        return taken, rates.copy()
    last = order[whole]
    left = budget - (spent[whole - 1] if whole else 0.0)
    # Any price of money between the last taken and the first left is as good, when no money is
    # left: each column is judged at the one that says most of it.
    low = high = ratios[last]
    if left > 1e-9:
        taken[last] = min(1.0, left / costs[last])
    elif whole:
        high = ratios[order[whole - 1]]
    return taken, np.where(taken > 0, rates - low * costs, high * costs - rates)


def volume(
    relax: Callable[[Floats], Relaxed], start: Floats, high: Floats | float, low: float, *,
    until: float, rounds: int, gap: float, memory: float = 0.05, step: float = 1.0,
) -> Relaxed:  # fmt: skip
    """The volume method of Barahona and Anbil: ``relax`` made least, towards ``low``, the best
    choice known, over prices from 0 to ``high``. ``memory`` is how much of each new direction
    enters the running one.
    """
    best = relax(np.clip(start, 0.0, high))
    direction, average, idle = best.slope, best.taken, 0
    for _ in range(rounds):
        if best.value - low <= gap * abs(best.value) or time.monotonic() > until:
            break
        length = dot(direction, direction)
        if length < 1e-12:
            break
        move = step * (best.value - low) / length
        found = relax(np.clip(best.prices - move * direction, 0.0, high))
        if found.value < best.value:
            # The old direction still agrees with the new slope: go further.
            if dot(direction, found.slope) > 0:
                step *= 1.1
            best, idle = found, 0
        else:
            idle += 1
            if idle % 20 == 0:
                step = max(0.66 * step, 1e-4)
        direction = memory * found.slope + (1.0 - memory) * direction
        average = memory * found.taken + (1.0 - memory) * average
    best.average = average
    return best


def fixed(cover: Cover, bound: Relaxed, low: float) -> tuple[Bools, Bools]:
    """Columns that every choice better than ``low`` opens, and those that it may open."""
    margin = bound.value - low
    if cover.whole:
        margin -= 1.0 - 1e-6  # better means better by 1 at least
    decided = bound.reduced > margin
    return decided & (bound.taken == 1.0), ~(decided & (bound.taken == 0.0))
