"""Most weight reached by so many places, or so much money: search, bound, what is left to HiGHS."""

import time
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from arpent.geo import _siting_bound, _siting_cover, _siting_model, _siting_search
from arpent.geo._siting_cover import Cover, Ints

Bools = NDArray[np.bool_]
OURS = "relaxation lagrangienne recalculée"
THEIRS = "HiGHS, sur ce que la relaxation laissait ouvert"
_MODEL_SIZE = 400_000  # pairs past which HiGHS is not asked


@dataclass(eq=False)
class Found:
    """Numbers of the candidates opened, the value, what cannot be passed, and who says so."""

    opened: Ints
    value: float
    bound: float
    certificate: str


def best(cover: Cover, budget: float, *, seconds: float, gap: float, seed: int) -> Found:
    began = time.monotonic()
    until = began + seconds
    every = cover
    cover = _siting_cover.undominated(cover)
    opened = _siting_search.greedy(cover, budget)
    opened = _siting_search.improved(
        cover, budget, opened, until=began + 0.25 * seconds, rounds=2_000, seed=seed
    )
    found = Found(cover.ids[opened], cover.value(opened), np.inf, OURS)
    chosen_for_good = np.empty(0, dtype=np.int64)
    for share, rounds in ((0.5, 400), (0.65, 400), (0.75, 800)):
        bound = _siting_bound.volume(
            partial(_siting_bound.reaching, cover, budget), 0.5 * cover.weights, cover.weights,
            found.value, until=began + share * seconds, rounds=rounds, gap=gap,
        )  # fmt: skip
        found.bound = min(found.bound, rounded(cover, bound.value, found.value))
        if done(found, gap) or time.monotonic() > until:
            return _checked(every, found)
        sure, maybe = _siting_bound.fixed(cover, bound, found.value)
        if sure.any() or not maybe.all():
            chosen_for_good = np.concatenate((chosen_for_good, cover.ids[sure]))
            budget -= float(cover.costs[sure].sum())
            cover = _siting_cover.narrowed(cover, sure, maybe)
        if not len(cover.ids):
            found.bound = found.value
            return _checked(every, found)
        again = _siting_search.improved(
            cover, budget, _siting_search.greedy(cover, budget),
            until=began + share * seconds, rounds=1_000, seed=seed + rounds,
        )  # fmt: skip
        _better(found, cover, again, chosen_for_good)
    left = until - time.monotonic()
    if left > 0.05 and len(cover.cols) <= _MODEL_SIZE:
        start = np.isin(cover.ids, found.opened)
        opened, bound_left = _siting_model.most_reached(
            cover, budget, start, seconds=left, gap=gap / 2, seed=seed
        )
        _better(found, cover, opened, chosen_for_good)
        # Outside what was fixed no choice is better than the one known.
        claimed = max(rounded(cover, bound_left, found.value), found.value)
        if claimed < found.bound:
            found.bound, found.certificate = claimed, THEIRS
    return _checked(every, found)


def _better(found: Found, cover: Cover, opened: Bools, chosen_for_good: Ints) -> None:
    value = cover.value(opened)
    if value > found.value:
        found.value = value
        found.opened = np.concatenate((chosen_for_good, cover.ids[opened]))


def _checked(every: Cover, found: Found) -> Found:
    """The value recomputed from the sets as they were given."""
    opened = np.isin(every.ids, found.opened)
    found.opened, found.value = every.ids[opened], every.value(opened)
    return found


def rounded(cover: Cover, bound: float, low: float) -> float:
    """A bound of whole weights is a whole number; rounding errors never take it under a choice."""
    slack = 1e-9 * max(1.0, abs(bound))
    bound = float(np.floor(bound + 1e-6)) if cover.whole else bound + slack
    return max(bound, low)


def done(found: Found, gap: float) -> bool:
    return found.bound - found.value <= gap * max(found.bound, 1e-300)
