"""Who is reached and who is left: pupils that an estimate publishes, places that files tell.

Only published figures come in: a hidden commune is named and counted nowhere, so that nothing here
gives it away. Pupils of a commune are at its populated centre, reached all or none.
"""

from dataclasses import dataclass

from maillage.scenarios import analysis
from maillage.scenarios.enums import WITH_PLACES
from maillage.scenarios.errors import NoCandidate, NoDemand, NoneInReach, TooFewPlaces
from maillage.scenarios.land import outlines
from maillage.territory import queries as territory
from maillage.territory.enums import About
from maillage.toolbox.errors import Refusal

SECONDS = 5.0
FIGURES = ("without", "low", "high")


@dataclass
class Demand:
    """A commune with a published figure; `pupils` is None where only those without are known."""

    code: str
    name: str
    longitude: float
    latitude: float
    how: str
    pupils: float | None
    without: float
    low: float
    high: float


@dataclass
class Field:
    """Of a département: who waits where, who is hidden or nowhere, where places are."""

    department: str
    demands: list
    hidden: list
    unplaced: list
    places: list
    schools: list


def field_of(estimate):
    department = estimate.territory.code
    centres = territory.populated_centres(department)
    demands, hidden, unplaced = [], [], []
    for line in territory.estimate_lines(estimate, About.COMMUNE):
        centre = centres.get(line.code)
        if line.is_hidden or line.without is None:
            hidden.append(line.name)
        elif centre is None:
            unplaced.append(line.name)
        else:
            where = (centre.longitude, centre.latitude, str(centre.how))
            demands.append(Demand(line.code, line.name, *where, line.pupils, *_bounds(line)))
    return Field(
        department,
        demands,
        hidden,
        unplaced,
        territory.access_places(department),
        list(territory.estimate_lines(estimate, About.SCHOOL)),
    )


def _bounds(line):
    low = line.without if line.low is None else line.low
    high = line.without if line.high is None else line.high
    return line.without, low, high


def reckon(question, estimate, *, seconds=SECONDS):
    """What comes out of a question, as it is kept: the choice, its proof, who is reached."""
    field = field_of(estimate)
    if not field.demands:
        raise NoDemand(estimate.territory)
    existing = [place for place in field.places if question.is_open(place)]
    there = {place.key for place in existing}
    candidates = [
        place for place in field.places if place.key not in there and question.may_open(place)
    ]
    sited = _sited(question, field, existing, candidates, seconds)
    opened = [candidates[at] for at in sited.opened]
    return {
        "proof": sited.proof,
        "candidates": len(candidates),
        **told(question, field, existing, opened),
        "land": outlines(territory.contours_of(field.department)),
        "method": str(estimate.method),
        "made_at": estimate.made_at.isoformat(),
        "edition": estimate.edition,
        "sources": estimate.sources,
    }


def _sited(question, field, existing, candidates, seconds):
    if not candidates:
        raise NoCandidate
    if question.objective in WITH_PLACES and question.places > len(candidates):
        raise TooFewPlaces(len(candidates))
    demands = [(one.longitude, one.latitude, one.without) for one in field.demands]
    sites = [
        (place.longitude, place.latitude, question.cost(place)) for place in existing + candidates
    ]
    numbers = tuple(range(len(existing)))
    try:
        sited = analysis.site(question, demands, sites, numbers, field.department, seconds=seconds)
    except analysis.NoCover:
        raise NoneInReach(question.distance) from None
    except analysis.SitingError as problem:
        raise Refusal(str(problem)) from None
    if not sited.opened and not existing:
        raise NoneInReach(question.distance)
    return analysis.Sited(tuple(at - len(existing) for at in sited.opened), sited.proof)


def told(question, field, existing, opened):
    """Places, communes, schools and totals, once these are open beside those that were."""
    places = existing + opened
    before = _reach(question, field, existing)
    after = _reach(question, field, places)
    communes = []
    for demand, old, new in zip(field.demands, before, after, strict=True):
        communes.append(_commune(demand, old, new))
    reached = {one["code"] for one in communes if one["is_reached"]}
    return {
        "places": _places(question, places, len(existing), communes),
        "communes": communes,
        "schools": _schools(field, communes, reached),
        "hidden": field.hidden,
        "unplaced": field.unplaced,
        "totals": _totals(communes),
    }


def _reach(question, field, places):
    """Of each demand: (number of the nearest place, metres, whether that is near enough)."""
    demands = [(one.longitude, one.latitude) for one in field.demands]
    sites = [(place.longitude, place.latitude) for place in places]
    nearest = analysis.distances(demands, sites, field.department)
    return [one and (*one, one[1] <= question.metres) for one in nearest]


def _commune(demand, before, after):
    place, metres, is_reached = after or (None, None, False)
    return {
        "code": demand.code,
        "name": demand.name,
        "at": [demand.longitude, demand.latitude],
        "how": demand.how,
        "pupils": demand.pupils,
        **{name: getattr(demand, name) for name in FIGURES},
        "place": place,
        "metres": metres,
        "is_reached": is_reached,
        "was_reached": bool(before and before[2]),
    }


def _places(question, places, existing, communes):
    served = [0.0] * len(places)
    for one in communes:
        if one["is_reached"]:
            served[one["place"]] += one["without"]
    return [
        {
            "key": place.key,
            "kind": str(place.kind),
            "name": place.name,
            "commune": place.commune,
            "commune_name": place.commune_name,
            "at": [place.longitude, place.latitude],
            "connects": place.connects,
            "seats": place.seats,
            "slots": dict(place.slots),
            "source": place.source,
            "edition": place.edition,
            "was_open": at < existing,
            "pupils": served[at],
            "cost": None if at < existing else question.costs.get(place.kind),
        }
        for at, place in enumerate(places)
    ]


def _schools(field, communes, reached):
    """A collège has the share of its pupils that the communes of its sector have of theirs."""
    sectors = territory.sectors_of(field.department)
    without = {one["code"]: one["without"] for one in communes}
    lines = []
    for line in field.schools:
        if line.is_hidden or line.without is None:
            continue
        inside = without.keys() & sectors.get(line.code, {}).keys()
        everybody = sum(without[code] for code in inside)
        share = sum(without[code] for code in inside & reached) / everybody if everybody else None
        bounds = dict(zip(FIGURES, _bounds(line), strict=True))
        lines.append(
            {
                "uai": line.code,
                "name": line.name,
                "commune": line.territory.name if line.territory else "",
                **bounds,
                "reached": None if share is None else share * line.without,
            }
        )
    return lines


def _totals(communes):
    """Sums of what is published; `able` are those who can connect, at home or within reach."""
    pupils = [one["pupils"] for one in communes if one["pupils"] is not None]
    groups = {
        "without": communes,
        "reached": [one for one in communes if one["is_reached"]],
        "before": [one for one in communes if one["was_reached"]],
        "left": [one for one in communes if not one["is_reached"]],
        "left_before": [one for one in communes if not one["was_reached"]],
    }
    totals = {
        name: [sum(one[figure] for one in group) for figure in FIGURES]
        for name, group in groups.items()
    }
    return {**totals, "pupils": sum(pupils) if len(pupils) == len(communes) else None}
