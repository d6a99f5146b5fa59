"""The fewest places that reach a weight: what must be reached is settled first, then HiGHS."""

import time
from functools import partial

import numpy as np

from arpent.geo import _siting_bound, _siting_cover
from arpent.geo._siting_bound import Relaxed, counted, summed
from arpent.geo._siting_cover import Bools, Cover, Floats
from arpent.geo._siting_coverage import OURS, Found
from arpent.geo._siting_model import THEIRS, Model


def fewest(cover: Cover, target: float, *, seconds: float, gap: float, seed: int) -> Found:
    """``target`` is the weight to reach, within what all columns reach together."""
    began = time.monotonic()
    every, cover = cover, _siting_cover.undominated(cover)
    need = target - cover.reached - 1e-9 * max(1.0, target)
    if need <= 0:
        return Found(np.empty(0, dtype=np.int64), 0.0, 0.0, OURS)
    opened = _pruned(cover, _greedy(cover, need), need)
    value = float(cover.costs[opened].sum())
    high = float(cover.costs.max()) + 1.0
    bound = _siting_bound.volume(
        partial(_relaxed, cover, need), _start(cover), high, -value,
        until=began + 0.3 * seconds, rounds=1_000, gap=gap,
    )  # fmt: skip
    low, certificate = _rounded(cover, -bound.value, value), OURS
    if low < value - gap * value:
        left = max(0.05, seconds - (time.monotonic() - began))
        chosen, claimed = _model(cover, need, opened, seconds=left, gap=gap, seed=seed)
        if float(cover.costs[chosen].sum()) < value and _weight(cover, chosen) >= need:
            opened, value = chosen, float(cover.costs[chosen].sum())
        claimed = _rounded(cover, claimed, value)
        if claimed > low:
            low, certificate = claimed, THEIRS
    ids = cover.ids[opened]
    return Found(ids, float(every.costs[np.isin(every.ids, ids)].sum()), low, certificate)


def _rounded(cover: Cover, bound: float, value: float) -> float:
    if (cover.costs == np.floor(cover.costs)).all():
        bound = float(np.ceil(bound - 1e-6))
    else:
        bound -= 1e-9 * max(1.0, abs(bound))
    return min(max(bound, 0.0), value)


def _weight(cover: Cover, opened: Bools) -> float:
    return cover.value(opened) - cover.reached


def _greedy(cover: Cover, need: float) -> Bools:
    opened = np.zeros(len(cover.ids), dtype=bool)
    covered = np.zeros(len(cover.weights), dtype=bool)
    while float(cover.weights[covered].sum()) < need:
        gains = summed(cover.indptr, cover.rows, np.where(covered, 0.0, cover.weights))
        # What passes the need is worth nothing.
        gains = np.minimum(gains, need - float(cover.weights[covered].sum()))
        gains[opened] = -1.0
        j = int(np.argmax(gains / np.maximum(cover.costs, 1e-12)))
        opened[j] = True
        covered[cover.rows[cover.indptr[j] : cover.indptr[j + 1]]] = True
    return opened


def _pruned(cover: Cover, opened: Bools, need: float) -> Bools:
    """Without the places, dearest first, that the others make useless."""
    opened = opened.copy()
    for j in sorted(np.flatnonzero(opened), key=lambda j: (-cover.costs[j], j)):
        opened[j] = False
        if _weight(cover, opened) < need:
            opened[j] = True
    return opened


def _start(cover: Cover) -> Floats:
    """Each row at its share of the cheapest column that reaches it."""
    share = cover.costs / np.maximum(np.diff(cover.indptr), 1)
    return np.minimum.reduceat(share[cover.cols], cover.rptr[:-1])


def _relaxed(cover: Cover, need: float, prices: Floats) -> Relaxed:
    """Minus the bound at these prices: least cost of x, rows y reached being paid for."""
    rates = summed(cover.indptr, cover.rows, prices)
    taken = (rates > cover.costs).astype(np.float64)
    asked = _cheapest(prices, cover.weights, need)
    value = float(((cover.costs - rates) * taken).sum()) + float((prices * asked).sum())
    reached = counted(cover.indptr, cover.rows, taken, len(prices))
    return Relaxed(-value, prices, reached - asked, taken, np.abs(cover.costs - rates), taken)


def _cheapest(prices: Floats, weights: Floats, need: float) -> Floats:
    """The part of each row that makes the weight needed at the least price."""
    if need >= float(weights.sum()) * (1 - 1e-9):
        return np.ones(len(prices))
    order = np.argsort(prices / weights, kind="stable")
    before = np.concatenate(([0.0], np.cumsum(weights[order])[:-1]))
    asked = np.empty(len(prices))
    asked[order] = np.clip((need - before) / weights[order], 0.0, 1.0)
    return asked


def _model(
    cover: Cover, need: float, start: Bools, *, seconds: float, gap: float, seed: int
) -> tuple[Bools, float]:
    whole = need >= float(cover.weights.sum()) * (1 - 1e-9)
    model = Model()
    sites = model.variables(cover.costs, 1.0, whole=True)
    rows = model.variables(np.zeros(len(cover.weights)), 1.0, whole=False)
    reached = model.constraints(np.zeros(len(rows)), np.full(len(rows), np.inf))
    model.enter(reached[np.repeat(np.arange(len(rows)), np.diff(cover.rptr))], cover.cols, 1.0)
    model.enter(reached, rows, -1.0)
    if whole:
        each = model.constraints(np.ones(len(rows)), np.ones(len(rows)))
        model.enter(each, rows, 1.0)
    else:
        # In shares of the need: the weights of a département are far from 1.
        enough = model.constraints(np.array([1.0]), np.array([np.inf]))
        model.enter(enough, rows, cover.weights / need)
    covered = np.zeros(len(rows))
    covered[cover.rows[np.repeat(start, np.diff(cover.indptr))]] = 1.0
    answer = model.solve(
        seconds=seconds, gap=gap, seed=seed, start=np.concatenate((start.astype(float), covered))
    )
    found = start if answer.found is None else answer.found[: len(sites)] > 0.5
    return found, answer.bound
