"""The room's bridge to the library: which places to open, and how far from the best at most."""

from dataclasses import dataclass

from arpent.geo import (
    NoCover,
    SitingError,
    grid_of,
    maximal_coverage,
    p_median,
    project,
    reach_within,
    smallest_cover,
    straight,
)
from arpent.sheets import Report, ReportPart, SheetError, write_report
from arpent.tables import geoparquet

__all__ = [
    "NoCover",
    "Report",
    "ReportPart",
    "SheetError",
    "Sited",
    "SitingError",
    "distances",
    "geoparquet",
    "site",
    "write_report",
]


@dataclass(frozen=True)
class Sited:
    """`opened`: numbers of candidates. `proof`: what may be printed of how good the choice is."""

    opened: tuple[int, ...]
    proof: dict


def site(question, demands, sites, existing, department, *, seconds):
    """`demands`: [(longitude, latitude, pupils)]; `sites`: [(longitude, latitude, cost)]."""
    points = _on_the_grid(demands, department)
    weights = [weight for *_where, weight in demands]
    chances = {"existing": existing, "seconds": seconds}
    if question.objective == "shorten":
        travel = straight(points, _on_the_grid(sites, department))
        found = p_median(travel, weights, question.places, **chances)
        return Sited(found.chosen, _proof(found, travel.how, seconds))
    travel = straight(points, _on_the_grid(sites, department), limit=question.metres)
    reach = reach_within(travel, question.metres)
    if question.objective == "everybody":
        found = _everybody(reach, weights, chances)
    elif question.objective == "budget":
        costs = [cost for *_where, cost in sites]
        found = maximal_coverage(reach, weights, costs=costs, budget=question.budget, **chances)
    else:
        found = maximal_coverage(reach, weights, question.places, **chances)
    return Sited(found.chosen, _proof(found, travel.how, seconds))


def _everybody(reach, weights, chances):
    """All those whom some place reaches: the others are left, whatever is opened."""
    reachable = set(reach.demands.tolist())
    weights = [weight if at in reachable else 0.0 for at, weight in enumerate(weights)]
    return smallest_cover(reach, weights=weights, **chances)


def _proof(found, how, seconds):
    return {
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "is_proved": found.proved,
        "certificate": found.certificate,
        "how": how,
        "seconds": seconds,
    }


def distances(demands, sites, department):
    """Of each demand, (number of the nearest site, metres); None where there is no site."""
    if not sites:
        return [None] * len(demands)
    places = _on_the_grid(sites, department)
    return [
        min((((x - px) ** 2 + (y - py) ** 2) ** 0.5, at) for at, (px, py) in enumerate(places))[
            ::-1
        ]
        for x, y in _on_the_grid(demands, department)
    ]


def _on_the_grid(positions, department):
    if not positions:
        return []
    longitudes, latitudes = ([position[at] for position in positions] for at in (0, 1))
    x, y = project(longitudes, latitudes, target=grid_of(department))
    return list(zip(x, y, strict=True))
