"""Most weight reached by so many places, or so much money: search, bound, then best first."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from arpent.geo import _siting_bound, _siting_cover, _siting_search
from arpent.geo._siting_bound import Relaxed
from arpent.geo._siting_branch import Choice, branched
from arpent.geo._siting_cover import Bools, Cover, Floats, Ints, narrowed

OURS = "relaxation lagrangienne recalculée"
_ROUNDS = (150, 150, 200, 300, 400, 600, 800)  # of the bound, before each look at what it settles

_SMALL = 20_000  # pairs under which cutting in two is cheap: sooner than a finer bound
_CUT_ROUNDS = 60  # of the bound of each part of a problem cut in two


@dataclass(eq=False)
class Found:
    """Numbers of the candidates opened, the value, what cannot be passed, and who says so."""

    opened: Ints
    value: float
    bound: float
    certificate: str


def best(cover: Cover, budget: float, *, seconds: float, gap: float, seed: int) -> Found:
    search = _Search(cover, budget, seconds, gap, seed)
    search.run()
    return search.found


class _Search:
    """A problem that shrinks: what is opened for good leaves it, and what no better choice has.

    Outside what is left, no choice is better than the one known.
    """

    def __init__(self, cover: Cover, budget: float, seconds: float, gap: float, seed: int) -> None:
        self.until = time.monotonic() + seconds
        self.seconds, self.gap, self.seed = seconds, gap, seed
        self.every = cover
        self.sure: Ints = np.empty(0, dtype=np.int64)
        self.budget = budget
        self.cover = _priced(_siting_cover.undominated(cover), budget)
        opened = _siting_search.greedy(self.cover, budget)
        self.found = Found(self.cover.ids[opened], self.cover.value(opened), np.inf, OURS)

    def run(self) -> None:
        for rounds in _ROUNDS:
            bound = self._bound(rounds)
            if self._done():
                break
            self._search_among_the_likely(bound, rounds)
            before = len(self.cover.ids)
            self._settle(bound)
            if self._done() or time.monotonic() > self.until:
                break
            if len(self.cover.cols) <= _SMALL and len(self.cover.ids) == before:
                break
        if not self._done():
            self._branch()
        self._check()

    def _done(self) -> bool:
        found = self.found
        if not len(self.cover.ids):
            found.bound = found.value
        return found.bound - found.value <= self.gap * found.bound

    def _bound(self, rounds: int) -> Relaxed:
        cover = self.cover
        bound = _siting_bound.volume(
            partial(_siting_bound.reaching, cover, self.budget), cover.prices, cover.weights,
            self.found.value, until=self.until, rounds=rounds, gap=self.gap,
        )  # fmt: skip
        self.found.bound = min(self.found.bound, rounded(cover, bound.value, self.found.value))
        self.cover = replace(cover, prices=bound.prices)
        # What the bound leaves may be this choice alone.
        self._propose(self.cover, bound.taken == 1.0)
        self.average = bound.average
        return bound

    def _search_among_the_likely(self, bound: Relaxed, rounds: int) -> None:
        """Ruin and recreate where the bound says that good choices are: rows merge, rounds fly."""
        many = 40 + 6 * int(bound.taken.sum())
        order = np.argsort(np.where(bound.taken > 0, 0.0, bound.reduced), kind="stable")
        likely = np.zeros(len(order), dtype=bool)
        likely[order[:many]] = True
        core = _siting_cover.narrowed(self.cover, np.zeros_like(likely), likely)
        start = _siting_search.greedy(core, self.budget)
        known = np.isin(core.ids, self.found.opened)
        if core.value(known) > core.value(start):
            start = known
        until = min(self.until, time.monotonic() + 0.15 * self.seconds)
        opened = _siting_search.improved(
            core, self.budget, start, until=until, rounds=10 * rounds, seed=self.seed + rounds
        )
        self._propose(core, opened)

    def _settle(self, bound: Relaxed) -> None:
        sure, maybe = _siting_bound.fixed(self.cover, bound, self.found.value)
        if sure.any() or not maybe.all():
            before = self.cover.ids
            self.sure = np.concatenate((self.sure, before[sure]))
            self.budget -= float(self.cover.costs[sure].sum())
            self.cover = _siting_cover.undominated(narrowed(self.cover, sure, maybe))
            self.average = self.average[np.isin(before, self.cover.ids)]

    def _branch(self) -> None:
        part = _Part(
            self.cover, self.budget, self.sure, self.found.bound, self.average,
            Choice(self.found.opened, self.found.value),
        )  # fmt: skip
        best, bound = branched(part, part.choice, until=self.until, gap=self.gap)
        self.found.opened, self.found.value = best.opened, best.value
        self.found.bound = min(self.found.bound, bound)

    def _propose(self, cover: Cover, opened: Bools) -> None:
        value = cover.value(opened)
        if value > self.found.value:
            self.found.value = value
            self.found.opened = np.concatenate((self.sure, cover.ids[opened]))

    def _check(self) -> None:
        """The value is recomputed from the sets as they were given."""
        opened = np.isin(self.every.ids, self.found.opened)
        self.found.opened, self.found.value = self.every.ids[opened], self.every.value(opened)


def _priced(cover: Cover, budget: float) -> Cover:
    """A row costs more to reach where few columns do."""
    total = float(cover.costs.sum())
    share = np.diff(cover.rptr) * (budget / total if total > 0 else 1.0)
    return replace(cover, prices=cover.weights / np.maximum(1.0, share))


def rounded(cover: Cover, bound: float, low: float) -> float:
    """A bound of whole weights is a whole number; rounding errors never take it under a choice."""
    slack = 1e-9 * max(1.0, abs(bound))
    bound = float(np.floor(bound + 1e-6)) if cover.whole else bound + slack
    return max(bound, low)


@dataclass(eq=False)
class _Part:
    """What is left once candidates ``sure`` are open, and others are not to be."""

    cover: Cover
    budget: float
    sure: Ints
    bound: float
    average: Floats
    choice: Choice

    def cut(self, best: float, until: float) -> "Iterator[_Part]":
        """With, and without, the candidate that the relaxed choices agree least on."""
        columns = len(self.cover.ids)
        if not columns:
            return
        at = int(np.argmin(np.abs(self.average - 0.5)))
        one = np.zeros(columns, dtype=bool)
        one[at] = True
        none = np.zeros(columns, dtype=bool)
        yield self._bounded(none, ~one, best, until)
        if self.cover.costs[at] <= self.budget + 1e-9:
            yield self._bounded(one, ~one, best, until)

    def _bounded(self, sure: Bools, kept: Bools, best: float, until: float) -> "_Part":
        cover = narrowed(self.cover, sure, kept)
        opened = np.concatenate((self.sure, self.cover.ids[sure]))
        budget = self.budget - float(self.cover.costs[sure].sum())
        within = cover.costs <= budget + 1e-9
        if not within.any():
            empty = np.empty(0)
            cover = narrowed(cover, within, within)
            return _Part(cover, budget, opened, cover.reached, empty, Choice(opened, cover.reached))
        if not within.all():
            cover = narrowed(cover, np.zeros_like(within), within)
        # Of whole weights, better is better by 1.
        low = best + (1.0 - 1e-6 if cover.whole else 0.0)
        bound = _siting_bound.volume(
            partial(_siting_bound.reaching, cover, budget), cover.prices, cover.weights, low,
            until=until, rounds=_CUT_ROUNDS, gap=0.0, step=0.3,
        )  # fmt: skip
        average = bound.average
        cover = replace(cover, prices=bound.prices)
        taken = bound.taken == 1.0
        choice = Choice(np.concatenate((opened, cover.ids[taken])), cover.value(taken))
        ours, maybe = _siting_bound.fixed(cover, bound, max(best, choice.value))
        if ours.any() or not maybe.all():
            opened = np.concatenate((opened, cover.ids[ours]))
            budget -= float(cover.costs[ours].sum())
            cover, average = narrowed(cover, ours, maybe), average[maybe & ~ours]
        value = rounded(cover, bound.value, -np.inf)
        return _Part(cover, budget, opened, value, average, choice)
