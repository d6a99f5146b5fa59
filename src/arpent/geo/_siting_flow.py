"""Places with so many seats: who goes where is a flow, exact for places that are chosen."""

import time
from dataclasses import dataclass
from functools import partial

import numpy as np

from arpent.geo import _siting_bound
from arpent.geo._siting_bound import Relaxed
from arpent.geo._siting_cover import Bools, Floats, Ints, tally
from arpent.geo._siting_coverage import OURS
from arpent.geo._siting_model import THEIRS, Model

_MODEL_SIZE = 100_000  # pairs past which HiGHS is not asked to choose, only who goes where


@dataclass(frozen=True, eq=False)
class Flow:
    """Least cost of serving: pair k takes people of row ``rows[k]`` to column ``cols[k]``.

    Each costs ``ways[k]``, or ``away[row]`` when nobody serves it. ``seats`` bound columns,
    ``prices`` and ``budget`` what is opened, ``open_`` columns cost nothing. Pairs are in the order
    of columns, ``indptr`` says where each begins.
    """

    indptr: Ints
    rows: Ints
    ways: Floats
    weights: Floats
    away: Floats
    seats: Floats
    costs: Floats
    budget: float
    open_: Bools

    @property
    def cols(self) -> Ints:
        return np.repeat(np.arange(len(self.seats)), np.diff(self.indptr))


@dataclass(eq=False)
class Served:
    """Columns opened, people of each pair, the cost, and the bound with who says so."""

    opened: Bools
    people: Floats
    value: float
    bound: float
    certificate: str


def cheapest(flow: Flow, *, seconds: float, gap: float, seed: int) -> Served:
    began = time.monotonic()
    opened = _greedy(flow)
    people, value = assigned(flow, opened)
    if not len(flow.rows):
        return Served(opened, people, value, value, OURS)
    relaxed = _siting_bound.volume(
        partial(_relaxed, flow), 0.5 * flow.away, flow.away, -value,
        until=began + 0.4 * seconds, rounds=600, gap=gap,
    )  # fmt: skip
    bound, certificate = _safe(flow, -relaxed.value, value), OURS
    other = flow.open_ | (relaxed.taken == 1.0)
    opened, people, value = _better(flow, other, opened, people, value)
    opened, people, value = _swapped(
        flow, opened, people, value, until=began + 0.6 * seconds, seed=seed, low=bound, gap=gap
    )
    left = seconds - (time.monotonic() - began)
    if value - bound > gap * value and len(flow.rows) <= _MODEL_SIZE and left > 0.05:
        chosen, claimed = _model(flow, opened, people, seconds=left, gap=gap / 2, seed=seed)
        opened, people, value = _better(flow, chosen, opened, people, value)
        claimed = _safe(flow, claimed, value)
        if claimed > bound:
            bound, certificate = claimed, THEIRS
    return Served(opened, people, value, min(bound, value), certificate)


def assigned(flow: Flow, opened: Bools) -> tuple[Floats, float]:
    """People of each pair when these columns are open, and what all costs, recomputed."""
    usable = opened[flow.cols] & (flow.ways < flow.away[flow.rows])
    people = np.zeros(len(flow.rows))
    if usable.any():
        rows, cols = flow.rows[usable], flow.cols[usable]
        model = Model()
        moved = model.variables(
            flow.ways[usable] - flow.away[rows], flow.weights[rows], whole=False
        )
        each = model.constraints(np.full(len(flow.weights), -np.inf), flow.weights)
        model.enter(each[rows], moved, 1.0)
        seats = model.constraints(np.full(len(flow.seats), -np.inf), flow.seats)
        model.enter(seats[cols], moved, 1.0)
        answer = model.solve(seconds=60.0, gap=0.0, seed=0)
        if answer.found is not None:
            people[usable] = _within(flow, rows, cols, answer.found)
    served = tally(flow.rows, people, len(flow.weights))
    value = float((people * flow.ways).sum()) + float(((flow.weights - served) * flow.away).sum())
    return people, value


def _within(flow: Flow, rows: Ints, cols: Ints, found: Floats) -> Floats:
    """A solver's tolerance is not a seat: nobody is counted beyond people and seats."""
    found = np.maximum(found, 0.0)
    near = np.rint(found)
    found = np.where(np.abs(found - near) < 1e-6, near, found)
    for at, most in ((rows, flow.weights), (cols, flow.seats)):
        total = tally(at, found, len(most))
        over = total > most
        factor = np.ones(len(most))
        factor[over] = most[over] / total[over]
        found = found * factor[at]
    return found


def _better(
    flow: Flow, chosen: Bools, opened: Bools, people: Floats, value: float
) -> tuple[Bools, Floats, float]:
    chosen = chosen | flow.open_
    if float(flow.costs[chosen & ~flow.open_].sum()) > flow.budget + 1e-6:
        return opened, people, value
    tried, total = assigned(flow, chosen)
    if total < value:
        return chosen, tried, total
    return opened, people, value


def _greedy(flow: Flow) -> Bools:
    """Next the candidate that saves most with the seats it has, for its cost."""
    opened = flow.open_.copy()
    left = flow.weights.copy()
    budget = flow.budget
    order = np.argsort(flow.ways, kind="stable")
    order = order[np.argsort(flow.cols[order], kind="stable")]
    rows, cols = flow.rows[order], flow.cols[order]
    saved = np.maximum(flow.away[flow.rows] - flow.ways, 0.0)[order]
    pending = [int(j) for j in np.flatnonzero(flow.open_)]
    while True:
        before = np.concatenate(([0.0], np.cumsum(left[rows])))
        taken_before = before[:-1] - before[flow.indptr[cols]]
        people = np.clip(flow.seats[cols] - taken_before, 0.0, left[rows])
        if pending:
            j = pending.pop()
        else:
            rates = tally(cols, people * saved, len(flow.seats))
            rates = np.where(opened | (flow.costs > budget + 1e-9), 0.0, rates)
            rates = rates / np.maximum(flow.costs, 1e-12)
            j = int(np.argmax(rates)) if len(rates) else -1
            if j < 0 or rates[j] <= 0:
                return opened
            opened[j] = True
            budget -= float(flow.costs[j])
        span = slice(flow.indptr[j], flow.indptr[j + 1])
        left[rows[span]] -= people[span]


def _swapped(
    flow: Flow, opened: Bools, people: Floats, value: float, *,
    until: float, seed: int, low: float, gap: float,
) -> tuple[Bools, Floats, float]:  # fmt: skip
    """One place for another, drawn by chance, kept when better."""
    generator = np.random.default_rng(seed)
    for _ in range(60):
        ours, others = np.flatnonzero(opened & ~flow.open_), np.flatnonzero(~opened)
        done = value - low <= gap * value
        if done or not len(ours) or not len(others) or time.monotonic() > until:
            break
        tried = opened.copy()
        tried[generator.choice(ours)] = False
        tried[generator.choice(others)] = True
        opened, people, value = _better(flow, tried, opened, people, value)
    return opened, people, value


def _relaxed(flow: Flow, prices: Floats) -> Relaxed:
    """Minus the bound where whoever is served is paid ``prices``: each place fills its seats."""
    gain = prices[flow.rows] - flow.ways
    order = np.lexsort((-gain, flow.cols))
    rows, cols, gain = flow.rows[order], flow.cols[order], np.maximum(gain[order], 0.0)
    wanted = np.where(gain > 0, flow.weights[rows], 0.0)
    before = np.concatenate(([0.0], np.cumsum(wanted)))
    people = np.clip(flow.seats[cols] - (before[:-1] - before[flow.indptr[cols]]), 0.0, wanted)
    savings = tally(cols, people * gain, len(flow.seats))
    taken = flow.open_.astype(np.float64)
    closed = ~flow.open_
    taken[closed], _ = _siting_bound.knapsack(savings[closed], flow.costs[closed], flow.budget)
    alone = np.minimum(flow.away - prices, 0.0)
    value = float((flow.weights * (prices + alone)).sum()) - float((savings * taken).sum())
    served = tally(rows, people * taken[cols], len(flow.weights))
    slope = (served - np.where(flow.away < prices, 0.0, flow.weights)).astype(np.float64)
    return Relaxed(-value, prices, slope, taken, np.zeros(len(taken)), taken)


def _safe(flow: Flow, bound: float, value: float) -> float:
    return min(max(bound - 1e-9 * max(1.0, abs(bound)), 0.0), value)


def _model(
    flow: Flow, opened: Bools, people: Floats, *, seconds: float, gap: float, seed: int
) -> tuple[Bools, float]:
    useful = flow.ways < flow.away[flow.rows]
    rows, cols = flow.rows[useful], flow.cols[useful]
    model = Model()
    sites = model.variables(np.zeros(len(flow.seats)), 1.0, whole=True)
    moved = model.variables(flow.ways[useful] - flow.away[rows], flow.weights[rows], whole=False)
    free = np.where(flow.open_, 0.0, flow.costs)
    model.enter(model.constraints(np.array([-np.inf]), np.array([flow.budget])), sites, free)
    each = model.constraints(np.full(len(flow.weights), -np.inf), flow.weights)
    model.enter(each[rows], moved, 1.0)
    seats = model.constraints(np.full(len(flow.seats), -np.inf), np.zeros(len(flow.seats)))
    model.enter(seats[cols], moved, 1.0)
    most = tally(cols, flow.weights[rows], len(flow.seats))
    model.enter(seats, sites, -np.minimum(flow.seats, most))
    linked = model.constraints(np.full(len(moved), -np.inf), np.zeros(len(moved)))
    model.enter(linked, moved, 1.0)
    model.enter(linked, sites[cols], -flow.weights[rows])
    given = np.concatenate((opened.astype(float), people[useful]))
    answer = model.solve(seconds=seconds, gap=gap, seed=seed, start=given)
    found = opened if answer.found is None else answer.found[: len(sites)] > 0.5
    return found, float((flow.weights * flow.away).sum()) + answer.bound
