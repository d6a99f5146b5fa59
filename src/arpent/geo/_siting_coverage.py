"""Most weight reached by so many places, or so much money: search, bound, what is left to HiGHS."""

import time
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from arpent.geo import _siting_bound, _siting_cover, _siting_model, _siting_search
from arpent.geo._siting_bound import Relaxed
from arpent.geo._siting_cover import Bools, Cover, Ints

OURS = "relaxation lagrangienne recalculée"
THEIRS = "HiGHS, sur ce que la relaxation laissait ouvert"
_MODEL_SIZE = 400_000  # pairs past which HiGHS is not asked
_ROUNDS = (150, 150, 200, 300, 400, 600, 800)  # of the bound, before each look at what it settles


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
            if len(self.cover.cols) <= _MODEL_SIZE / 20 and len(self.cover.ids) == before:
                break
        if not self._done():
            self._model()
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
            self.sure = np.concatenate((self.sure, self.cover.ids[sure]))
            self.budget -= float(self.cover.costs[sure].sum())
            self.cover = _siting_cover.undominated(_siting_cover.narrowed(self.cover, sure, maybe))

    def _model(self) -> None:
        left = self.until - time.monotonic()
        if left < 0.05 or len(self.cover.cols) > _MODEL_SIZE:
            return
        start = np.isin(self.cover.ids, self.found.opened)
        opened, claimed = _siting_model.most_reached(
            self.cover, self.budget, start, seconds=left, gap=self.gap / 2, seed=self.seed
        )
        self._propose(self.cover, opened)
        claimed = rounded(self.cover, claimed, self.found.value)
        if claimed < self.found.bound:
            self.found.bound, self.found.certificate = claimed, THEIRS

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
