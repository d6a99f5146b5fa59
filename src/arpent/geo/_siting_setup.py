"""From what a caller gives to the engines, and from what they find to what a caller reads."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from arpent.geo import (
    _siting_check,
    _siting_cover,
    _siting_coverage,
    _siting_covering,
    _siting_flow,
    _siting_median,
    _siting_search,
    _siting_starts,
)
from arpent.geo._jit import sized
from arpent.geo._siting_cover import Cover, Floats, Ints
from arpent.geo._siting_coverage import Found
from arpent.geo._siting_flow import Flow, Served
from arpent.geo._siting_result import NoCover, Reach, Siting, SitingError, percent
from arpent.geo._siting_starts import Chances

_PASSES = 30  # about as many as a search makes, were there as many candidates as that


def chances(seconds: float, gap: float, seed: int, starts: int, scheduler: str | None) -> Chances:
    _siting_check.limits(seconds, gap)
    if starts != int(starts) or not 1 <= starts <= 1_000:
        raise SitingError(f"Le nombre de départs va de 1 à 1000, pas {starts}.")
    return Chances(seconds, gap, seed, int(starts), scheduler)


def coverage(
    reach: Reach, weights: Any, p: int | None, existing: Sequence[int], costs: Any,
    budget: float | None, capacities: Any, given: Chances,
) -> Siting:  # fmt: skip
    people = _siting_check.positive("Les poids", weights, reach.size)
    there = _siting_check.places(existing, reach.candidates)
    money, most = _means(p, costs, budget, reach.candidates, len(there))
    if capacities is not None:
        seats = _siting_check.positive("Les capacités", capacities, reach.candidates, infinite=True)
        flow = _flow(reach, people, np.zeros(len(reach.demands)), 1.0, seats, money, most, there)
        served = _siting_starts.least(partial(_served, flow, given), given)
        total = float(people.sum())
        served.value, served.bound = total - served.value, total - served.bound
        return _shared(reach, flow, served, people, there, "personnes")
    indptr = np.asarray(reach.indptr, dtype=np.int64)
    steps = _PASSES * _steps(reach)
    with sized(steps):
        problem = _siting_cover.built(indptr, reach.demands, people, money, there)
    found = _siting_starts.most(partial(_covered, problem, most, steps, given), given)
    return _result(reach, found, people, there, "personnes")


def cover(
    reach: Reach, weights: Any, share: float, existing: Sequence[int], costs: Any, given: Chances
) -> Siting:
    told = np.ones(reach.size) if weights is None else weights
    people = _siting_check.positive("Les poids", told, reach.size)
    there = _siting_check.places(existing, reach.candidates)
    if not 0 < share <= 1:
        raise SitingError(f"La part à atteindre va de 0 (exclu) à 1, pas {share}.")
    money = np.ones(reach.candidates)
    if costs is not None:
        money = _siting_check.positive("Les coûts", costs, reach.candidates)
    reachable = np.zeros(reach.size, dtype=bool)
    reachable[reach.demands] = True
    target, most = share * float(people.sum()), float(people[reachable].sum())
    if most < target * (1 - 1e-12):
        out = int((~reachable & (people > 0)).sum())
        raise NoCover(
            f"Tous les candidats ensemble atteignent {percent(most / people.sum())} des "
            f"personnes, et non {percent(share)} : {out} demandes n’ont aucun candidat. Ajoutez "
            "des candidats, allongez la distance ou demandez une part moindre."
        )
    indptr = np.asarray(reach.indptr, dtype=np.int64)
    steps = _PASSES * _steps(reach)
    with sized(steps):
        problem = _siting_cover.built(indptr, reach.demands, people, money, there)
    fewest = partial(_fewest, problem, min(target, most), steps, given)
    found = _siting_starts.least(fewest, given)
    return _result(reach, found, people, there, "lieux" if costs is None else "de coût")


def median(
    distances: Any, weights: Any, p: int, beyond: float | None, existing: Sequence[int],
    capacities: Any, given: Chances,
) -> Siting:  # fmt: skip
    reach = _pairs(distances, len(weights))
    if reach.costs is None:
        raise SitingError("Il faut des distances.")
    people = _siting_check.positive("Les poids", weights, reach.size)
    there = _siting_check.places(existing, reach.candidates)
    p = _siting_check.number(p, reach.candidates, len(there))
    if beyond is not None and not (np.isfinite(beyond) and beyond >= 0):
        raise SitingError(f"« beyond » est une distance, pas {beyond}.")
    # One person away must cost more than any choice that serves everybody.
    away = beyond if beyond is not None else _too_far(reach, people)
    if capacities is not None:
        seats = _siting_check.positive("Les capacités", capacities, reach.candidates, infinite=True)
        flow = _flow(
            reach, people, reach.costs, away, seats, np.ones(reach.candidates), float(p), there
        )
        served = _siting_starts.least(partial(_served, flow, given), given)
        result = _shared(reach, flow, served, people, there, "de distance pondérée")
    else:
        base = people * away
        ways = np.full((reach.candidates, reach.size), np.inf)
        sites = np.repeat(np.arange(reach.candidates), np.diff(reach.indptr))
        ways[sites, reach.demands] = reach.costs * people[reach.demands]
        if len(there):
            base = np.minimum(base, ways[there].min(axis=0))
        kept = people > 0
        free = np.setdiff1d(np.arange(reach.candidates), there)
        kept_ways = np.ascontiguousarray(ways[np.ix_(free, np.flatnonzero(kept))])
        found = _siting_starts.least(partial(_shortest, kept_ways, base[kept], p, given), given)
        found.opened = free[found.opened]
        result = _result(reach, found, people, there, "de distance pondérée")
    if beyond is None and result.reached < result.total * (1 - 1e-9):
        raise NoCover(
            f"{result.total - result.reached:g} personnes restent trop loin, ou sans place, avec "
            f"{p} lieux : ouvrez-en plus, ou donnez « beyond », la distance à compter pour elles."
        )
    return result


def _covered(problem: Cover, budget: float, steps: int, given: Chances, seed: int) -> Found:
    # Here and not around, as below: it may be another machine that looks.
    with sized(steps):
        _siting_search.ready()
        return _siting_coverage.best(
            problem, budget, seconds=given.seconds, gap=given.gap, seed=seed
        )


def _fewest(problem: Cover, target: float, steps: int, given: Chances, seed: int) -> Found:
    with sized(steps):
        return _siting_covering.fewest(
            problem, target, seconds=given.seconds, gap=given.gap, seed=seed
        )


def _shortest(ways: Floats, base: Floats, p: int, given: Chances, seed: int) -> Found:
    with sized(_PASSES * ways.size):
        return _siting_median.median(ways, base, p, seconds=given.seconds, gap=given.gap, seed=seed)


def _served(flow: Flow, given: Chances, seed: int) -> Served:
    return _siting_flow.cheapest(flow, seconds=given.seconds, gap=given.gap, seed=seed)


def _steps(reach: Reach) -> int:
    """To open every candidate once: the candidates of each demand of each candidate."""
    share = np.bincount(reach.demands, minlength=reach.size)
    return int((share * share).sum())


def _means(
    p: int | None, costs: Any, budget: float | None, candidates: int, existing: int
) -> tuple[Floats, float]:
    """What each candidate costs and what all may cost; places are a money like another."""
    if (p is None) == (budget is None):
        raise SitingError("Donnez un nombre de lieux, ou bien un budget avec des coûts.")
    if p is not None:
        if costs is not None:
            raise SitingError("Des coûts demandent un budget, pas un nombre de lieux.")
        return np.ones(candidates), float(_siting_check.number(p, candidates, existing))
    if costs is None:
        raise SitingError("Un budget demande un coût par candidat.")
    if budget is None or not (np.isfinite(budget) and budget >= 0):
        raise SitingError(f"Le budget doit être un nombre positif, pas {budget}.")
    return _siting_check.positive("Les coûts", costs, candidates), float(budget)


def _pairs(distances: Any, demands: int) -> Reach:
    if hasattr(distances, "points"):
        found = distances
        return Reach(found.indptr, found.points, found.size, costs=found.costs, how=found.how)
    if isinstance(distances, tuple) and len(distances) == 3:
        indptr, points, costs = (np.asarray(part) for part in distances)
        return Reach(indptr, points, demands, costs=costs)
    try:
        matrix = np.asarray(distances, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SitingError("Les distances : un tableau de nombres est attendu.") from error
    if matrix.ndim != 2 or matrix.shape[1] != demands:
        raise SitingError(
            f"Les distances : un tableau (candidats, {demands} demandes) est attendu, "
            f"pas {matrix.shape}."
        )
    if np.isnan(matrix).any():
        raise SitingError("Les distances : une valeur manque (NaN).")
    sites, points = np.nonzero(np.isfinite(matrix))
    indptr = np.concatenate(([0], np.cumsum(np.bincount(sites, minlength=len(matrix)))))
    return Reach(indptr, points, demands, costs=matrix[sites, points])


def _too_far(reach: Reach, people: Floats) -> float:
    costs = np.asarray(reach.costs)
    farthest = np.zeros(reach.size)
    np.maximum.at(farthest, reach.demands, costs)
    least = float(people[people > 0].min()) if (people > 0).any() else 1.0
    return float((farthest * people).sum() / least) + 1.0


def _flow(
    reach: Reach, people: Floats, ways: Floats, away: float, seats: Floats, money: Floats,
    most: float, there: Ints,
) -> Flow:  # fmt: skip
    kept = people[reach.demands] > 0
    before = np.concatenate(([0], np.cumsum(kept)))
    opened = np.zeros(reach.candidates, dtype=bool)
    opened[there] = True
    return Flow(
        before[reach.indptr], reach.demands[kept].astype(np.int64), np.asarray(ways)[kept],
        people, np.full(reach.size, away), seats, money, most, opened,
    )  # fmt: skip


def _result(reach: Reach, found: Found, people: Floats, there: Ints, unit: str) -> Siting:
    opened = np.zeros(reach.candidates, dtype=bool)
    opened[found.opened] = True
    opened[there] = True
    assigned = _nearest(reach, opened)
    served = assigned >= 0
    by_candidate = np.bincount(assigned[served], weights=people[served], minlength=reach.candidates)
    return Siting(
        chosen=tuple(int(j) for j in np.sort(found.opened)),
        existing=tuple(int(j) for j in there),
        value=found.value,
        bound=found.bound,
        proved=_same(found.bound, found.value),
        certificate=found.certificate,
        reached=float(people[served].sum()),
        total=float(people.sum()),
        assigned=assigned,
        by_candidate=by_candidate,
        unit=unit,
        how=reach.how,
    )


def _same(bound: float, value: float) -> bool:
    """Sums of numbers that are not whole are the same but for their rounding."""
    return abs(bound - value) <= 1e-8 * max(1.0, abs(value))


def _nearest(reach: Reach, opened: Any) -> Ints:
    """The nearest open candidate of each demand, the first of equals; -1 where none reaches it."""
    pairs = np.repeat(opened, np.diff(reach.indptr))
    sites = np.repeat(np.arange(reach.candidates), np.diff(reach.indptr))[pairs]
    demands = np.asarray(reach.demands)[pairs]
    costs = np.zeros(len(sites)) if reach.costs is None else np.asarray(reach.costs)[pairs]
    order = np.lexsort((sites, costs, demands))
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.diff(demands[order]) != 0
    assigned = np.full(reach.size, -1, dtype=np.int64)
    assigned[demands[order][first]] = sites[order][first]
    return assigned


def _shared(
    reach: Reach, flow: Flow, served: Served, people: Floats, there: Ints, unit: str
) -> Siting:
    """Under capacities: exact people a place, and the place that serves most of each demand."""
    cols = flow.cols
    order = np.lexsort((cols, -served.people, flow.rows))
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.diff(flow.rows[order]) != 0
    first &= served.people[order] > 0
    assigned = np.full(reach.size, -1, dtype=np.int64)
    assigned[flow.rows[order][first]] = cols[order][first]
    chosen = np.flatnonzero(served.opened & ~flow.open_)
    by_pair = np.zeros(len(reach.demands))
    by_pair[people[reach.demands] > 0] = served.people
    return Siting(
        chosen=tuple(int(j) for j in chosen),
        existing=tuple(int(j) for j in there),
        value=served.value,
        bound=served.bound,
        proved=_same(served.bound, served.value),
        certificate=served.certificate,
        reached=float(served.people.sum()),
        total=float(people.sum()),
        assigned=assigned,
        by_candidate=np.bincount(cols, weights=served.people, minlength=reach.candidates),
        unit=unit,
        how=reach.how,
        by_pair=by_pair,
    )
