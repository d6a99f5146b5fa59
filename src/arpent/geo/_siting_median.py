"""Shortest way for all: swaps of one place for another, a Lagrangian bound, then best first."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from arpent.geo import _siting_bound
from arpent.geo._jit import is_compiled, njit
from arpent.geo._siting_bound import Relaxed
from arpent.geo._siting_branch import Choice, branched
from arpent.geo._siting_cover import Bools, Floats, Ints
from arpent.geo._siting_coverage import OURS, Found
from arpent.geo._siting_swaps import cost, greedy, swapped

_MEMORY = 0.1  # of the volume method: slopes are steadier here than in coverage
_ROUNDS = (300, 200, 300, 400)  # of the bound, before each look at what it settles
_SHAKES = 40  # without gain, and one more a place, before the bound is looked at again
_CUT_ROUNDS = 80  # of the bound of each part of a problem cut in two


def median(ways: Floats, base: Floats, p: int, *, seconds: float, gap: float, seed: int) -> Found:
    """``ways[j, i]``: weight x distance from candidate j to demand i; ``base``: without any."""
    until = time.monotonic() + seconds
    ways = np.minimum(ways, base)
    p = min(p, len(ways))
    if not p or not ways.size:
        total = float(base.sum())
        return Found(np.empty(0, dtype=np.int64), total, total, OURS)
    opened = swapped(ways, base, greedy(ways, base, p))
    best = Choice(opened, -cost(ways, base, opened))
    sorted_ = np.partition(np.vstack((ways[opened], base)), 1, axis=0)
    part = _Part(
        ways, base, p, np.arange(len(ways)), np.empty(0, dtype=np.int64), np.inf,
        0.5 * (sorted_[0] + sorted_[1]), np.empty(0), best, 0.0,
    )  # fmt: skip
    bound = np.inf
    for rounds in _ROUNDS:
        before = len(part.ids)
        part, likely = part.bounded(best.value, until, rounds, 1.0)
        bound = min(bound, part.bound)
        if part.choice.value > best.value:
            best = part.choice
        if bound - best.value <= gap * abs(bound) or time.monotonic() > until:
            break
        known = best.value
        best = _shaken(part, best, likely, until=until, seed=seed + rounds)
        if len(part.ids) == before and best.value == known:
            break
    part = replace(part, bound=bound)
    best, bound = branched(part, best, until=until, gap=gap)
    bound = min(max(-bound, 0.0), -best.value)
    return Found(np.sort(best.opened), cost(ways, base, best.opened), bound, OURS)


@dataclass(eq=False)
class _Part:
    """What is left once candidates ``sure`` are open, and others are not to be; less is better,
    so that values and bounds are those of minus the cost.
    """

    ways: Floats
    base: Floats
    p: int
    ids: Ints
    sure: Ints
    bound: float
    prices: Floats
    average: Floats
    choice: Choice
    spent: float  # on demands that no candidate left serves better

    def cost(self, opened: Ints) -> float:
        return self.spent + cost(self.ways, self.base, opened)

    def cut(self, best: float, until: float) -> "Iterator[_Part]":
        """With, and without, the candidate that the relaxed choices agree least on."""
        if not len(self.ids) or not self.p:
            return
        at = int(np.argmin(np.abs(self.average - 0.5)))
        one = np.zeros(len(self.ids), dtype=bool)
        one[at] = True
        for sure in (np.zeros_like(one), one):
            yield self._narrowed(sure, ~one).bounded(best, until, _CUT_ROUNDS, 0.3)[0]

    def _rounded(self, bound: float) -> float:
        """Minus a bound of the cost: whole costs make whole bounds."""
        given = (self.base, self.ways, np.array([self.spent]))
        if all((values == np.floor(values)).all() for values in given):
            return -float(np.ceil(-bound - 1e-6))
        return bound + 1e-9 * max(1.0, abs(bound))

    def _narrowed(self, sure: Bools, kept: Bools) -> "_Part":
        base = self.base
        if sure.any():
            base = np.minimum(base, self.ways[sure].min(axis=0))
        kept = kept & ~sure
        ways, prices, spent = self.ways, self.prices, self.spent
        if sure.any() or not kept.all():
            ways = np.minimum(self.ways[kept], base)
            moving = (ways < base).any(axis=0)
            spent += float(base[~moving].sum())
            ways, base, prices = ways[:, moving], base[moving], prices[moving]
        return replace(
            self, ways=ways, base=base, p=self.p - int(sure.sum()), ids=self.ids[kept],
            sure=np.concatenate((self.sure, self.ids[sure])), spent=spent,
            prices=np.minimum(prices, base), average=self.average[kept]
            if len(self.average) else self.average,
        )  # fmt: skip

    def bounded(self, best: float, until: float, rounds: int, step: float) -> tuple["_Part", Ints]:
        """The same with its bound and without what is settled, and its candidates, likely first."""
        if not len(self.ids) or not self.p:
            value = -self.cost(np.empty(0, dtype=np.int64))
            return replace(self, bound=value, choice=Choice(self.sure, value)), self.ids
        relaxed = _siting_bound.volume(
            partial(_relaxed, self), self.prices, self.base, best,
            until=until, rounds=rounds, gap=0.0, memory=_MEMORY, step=step,
        )  # fmt: skip
        # The mean of the relaxed choices is nearly a choice where the bound is nearly reached.
        agreed = np.argsort(-relaxed.average, kind="stable")[: self.p]
        taken = np.flatnonzero(relaxed.taken)
        starts = (taken,) if np.array_equal(taken, np.sort(agreed)) else (taken, agreed)
        # Bad as they are, and few swaps away from a very good one.
        opened = min((swapped(self.ways, self.base, start) for start in starts), key=self.cost)
        choice = Choice(np.concatenate((self.sure, self.ids[opened])), -self.cost(opened))
        bound = self._rounded(relaxed.value)
        part = replace(
            self, bound=bound, prices=relaxed.prices, average=relaxed.average, choice=choice
        )
        margin = bound - max(best, choice.value)
        settled = relaxed.reduced > margin + 1e-9 * max(1.0, abs(bound))
        order = np.argsort(np.where(relaxed.taken > 0, -1.0, relaxed.reduced), kind="stable")
        sure, kept = settled & (relaxed.taken == 1), ~(settled & (relaxed.taken == 0))
        return part._narrowed(sure, kept), self.ids[order]


def _shaken(part: _Part, best: Choice, likely: Ints, *, until: float, seed: int) -> Choice:
    """Some places drawn anew among the likely ones, then swaps: kept when better.

    Rounds are counted, not timed.
    """
    generator = np.random.default_rng(seed)
    p = part.p
    known = np.isin(part.ids, best.opened)
    core = np.flatnonzero(known | np.isin(part.ids, likely[: 3 * p + 40]))
    near, base = np.ascontiguousarray(part.ways[core]), part.base
    if not p or len(core) <= p or not near.size:
        return best
    opened = np.flatnonzero(known[core])
    if len(opened) != p:
        opened = swapped(near, base, greedy(near, base, p))
    value, idle = cost(near, base, opened), 0
    while idle < _SHAKES + p and time.monotonic() < until:
        moved = 1 + idle % min(4, p, len(core) - p)
        kept = generator.permutation(opened)[moved:]
        others = np.setdiff1d(np.arange(len(core)), opened)
        fresh = generator.choice(others, moved, replace=False)
        tried = swapped(near, base, np.concatenate((kept, fresh)))
        total = cost(near, base, tried)
        if total < value - 1e-9:
            opened, value, idle = tried, total, 0
        else:
            idle += 1
    value = -part.spent - value
    if value <= best.value:
        return best
    return Choice(np.concatenate((part.sure, part.ids[core[opened]])), value)


def _relaxed(part: _Part, prices: Floats) -> Relaxed:
    """Minus the bound where each demand pays its price, and no more than its base."""
    ways = part.ways
    savings = _saved(ways, prices) if is_compiled() else _saved_slowly(ways, prices)
    taken, reduced = _siting_bound.knapsack(savings, np.ones(len(ways)), float(part.p))
    value = part.spent + float(prices.sum()) - float((savings * taken).sum())
    served = (ways[taken > 0] < prices).sum(axis=0)
    return Relaxed(-value, prices, served - 1.0, taken, reduced, taken)


@njit(cache=True)
def _saved(ways: Floats, prices: Floats) -> Floats:
    sums = np.zeros(len(ways))
    for j in range(len(ways)):
        total = 0.0
        row = ways[j]
        for i in range(len(prices)):
            if row[i] < prices[i]:
                total += prices[i] - row[i]
        sums[j] = total
    return sums


def _saved_slowly(ways: Floats, prices: Floats) -> Floats:
    """The same, in the same order: to the last bit."""
    return np.array([np.cumsum(np.maximum(prices - row, 0.0))[-1] for row in ways])
