"""The room's bridge to the library: which places to open, and how far from the best at most."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from arpent.geo import (
    MissingExtra,
    Network,
    NoCluster,
    NoCover,
    SitingError,
    grid_of,
    maximal_coverage,
    p_median,
    project,
    reach_within,
    smallest_cover,
    straight,
    travel_times,
)
from arpent.sheets import Report, ReportPart, SheetError, write_report
from arpent.tables import geoparquet

__all__ = [
    "MissingExtra",
    "NoCluster",
    "NoCover",
    "Report",
    "ReportPart",
    "Search",
    "SheetError",
    "Sited",
    "SitingError",
    "Way",
    "geoparquet",
    "going",
    "in_degrees",
    "nearest",
    "network_of",
    "on_the_grid",
    "site",
    "travel",
    "write_report",
]

# Minutes: those who are left are told how far they are, up to there.
FAR = 60.0
# The shortest way for all takes room for each pair of a place and a point; of seats, HiGHS bounds
# what they serve while pairs are few. Who goes where is then told from every point.
PAIRS = 4_000_000
SIDE = 400
# How much longer than any way it is to be served by nobody.
AWAY = 100.0


@dataclass(frozen=True)
class Search:
    """So many searches of so many seconds; at the address of a Dask scheduler, or here."""

    seconds: float
    starts: int = 1
    scheduler: str | None = None


@dataclass(frozen=True)
class Sited:
    """`opened`: numbers of candidates. `proof`: what may be printed of how good the choice is."""

    opened: tuple[int, ...]
    proof: dict


@dataclass(frozen=True)
class Way:
    """So many people of a point go to a place, which costs metres or minutes."""

    point: int
    place: int
    people: float
    cost: float


def network_of(roads):
    """Roads as they are kept, unpacked."""
    return Network.unpacked(roads.content, how=str(roads.mode.label))


def travel(question, points, sites, network, *, everywhere=False, scheduler=None) -> Any:
    """Along a network; None: straight.

    `everywhere`: beyond the limit too, to tell how far those are who are left.
    """
    if network is None:
        return straight(points, sites, limit=float("inf") if everywhere else question.limit)
    far = max(FAR, question.limit) if everywhere else question.limit
    return travel_times(points, sites, network, minutes=far, scheduler=scheduler)


def site(question, points, weights, sites, network, *, costs, existing, rooms, search):
    """`rooms`: how many people each site serves at most; None: as many as come."""
    chances = {"existing": existing, **asdict(search)}
    at = search.scheduler
    shortens = question.objective == "shorten"
    if shortens or rooms is not None:
        points, weights = _merged(points, weights, len(sites))
    if shortens:
        ways = travel(question, points, sites, network, everywhere=True, scheduler=at)
        bound = network is not None or rooms is not None
        far = {"beyond": _beyond(ways), "capacities": rooms} if bound else {}
        found = p_median(ways, weights, question.places, **far, **chances)
        return Sited(found.chosen, _proof(found, ways.how, search))
    ways = travel(question, points, sites, network, scheduler=at)
    reach = reach_within(ways, question.limit)
    if question.objective == "everybody":
        found = _everybody(reach, weights, chances)
    elif question.objective == "budget":
        means = {"costs": costs, "budget": question.budget}
        found = maximal_coverage(reach, weights, **means, capacities=rooms, **chances)
    else:
        found = maximal_coverage(reach, weights, question.places, capacities=rooms, **chances)
    return Sited(found.chosen, _proof(found, ways.how, search))


def _beyond(ways):
    return AWAY * float(ways.costs.max(initial=1.0))


def _merged(points, weights, sites):
    """Points of wider and wider squares as one, in its middle, until all pairs have room."""
    xy, people = np.asarray(points, dtype=float), np.asarray(weights, dtype=float)
    side = SIDE
    while len(xy) * sites > PAIRS:
        corners = np.floor(np.asarray(points) / side)
        squares, place = np.unique(corners, axis=0, return_inverse=True)
        xy, people = (squares + 0.5) * side, np.bincount(place.ravel(), weights=weights)
        side *= 2
    return xy, people


def _everybody(reach, weights, chances):
    """All those whom some place reaches: the others are left, whatever is opened."""
    reachable = set(reach.demands.tolist())
    weights = [weight if at in reachable else 0.0 for at, weight in enumerate(weights)]
    return smallest_cover(reach, weights=weights, **chances)


def _proof(found, how, search):
    """Not the value, nor its bound: a total to the last digit tells the one commune that is cut."""
    return {
        "gap": found.gap,
        "is_proved": found.proved,
        "certificate": found.certificate,
        "how": how,
        "seconds": search.seconds,
        "starts": search.starts,
    }


def going(ways, weights, limit, rooms):
    """Who goes where, within the limit: to the nearest place, or to the nearest with room."""
    if not len(ways.costs):
        return []
    if rooms is None:
        return [
            Way(point, place, weights[point], cost)
            for point, (place, cost) in nearest(ways).items()
            if cost <= limit
        ]
    reach = reach_within(ways, limit)
    found = p_median(
        (reach.indptr, reach.demands, reach.costs), weights, 0,
        beyond=_beyond(ways), existing=range(reach.candidates), capacities=rooms,
    )  # fmt: skip
    places = np.repeat(np.arange(reach.candidates), np.diff(reach.indptr))
    return [
        Way(*each)
        for each in zip(
            reach.demands.tolist(), places.tolist(), found.by_pair.tolist(), reach.costs.tolist(),
            strict=True,
        )
        if each[2] > 0
    ]  # fmt: skip


def nearest(ways):
    """{point: (the nearest place, how far)}, of the points that some place is told of."""
    places = np.repeat(np.arange(len(ways.indptr) - 1), np.diff(ways.indptr))
    order = np.lexsort((places, ways.costs, ways.points))
    points, first = np.unique(ways.points[order], return_index=True)
    rows = order[first]
    return dict(
        zip(
            points.tolist(),
            zip(places[rows].tolist(), ways.costs[rows].tolist(), strict=True),
            strict=True,
        )
    )


def on_the_grid(positions, department):
    """Degrees to metres of the grid of the département."""
    return _projected(positions, 4326, grid_of(department))


def in_degrees(points, department):
    return _projected(points, grid_of(department), 4326)


def _projected(positions, source, target):
    if not positions:
        return []
    first, second = ([position[at] for position in positions] for at in (0, 1))
    x, y = project(first, second, source=source, target=target)
    return list(zip(x, y, strict=True))
