"""Who is reached and who is left, once places are open: what a scenario keeps and shows."""

from maillage.scenarios import analysis
from maillage.scenarios.enums import WITH_PLACES, Objective
from maillage.scenarios.errors import (
    NoCandidate,
    NoDemand,
    NoneInReach,
    SeatsOfEverybody,
    TooFewPlaces,
)
from maillage.scenarios.field import bounds_of, field_of
from maillage.scenarios.land import outlines
from maillage.scenarios.parts import NOBODY, parts_of
from maillage.scenarios.words import limit_of
from maillage.territory import queries as territory
from maillage.toolbox.errors import Refusal

USUAL = analysis.Search(seconds=5.0)
FIGURES = ("without", "low", "high")


def reckon(question, estimate, *, search=USUAL):
    """What comes out of a question, as it is kept: the choice, its proof, who is reached."""
    if question.turns and question.objective == Objective.EVERYBODY:
        raise SeatsOfEverybody
    field = field_of(estimate)
    if not field.demands:
        raise NoDemand(territory=estimate.territory)
    existing = [place for place in field.places if question.is_open(place)]
    there = {place.key for place in existing}
    candidates = [
        place for place in field.places if place.key not in there and question.may_open(place)
    ]
    sited = _sited(question, field, existing, candidates, search)
    opened = [candidates[at] for at in sited.opened]
    return {
        "proof": sited.proof,
        "candidates": len(candidates),
        **told(question, field, existing, opened),
        "land": outlines(territory.contours_of(field.department)),
        "method": str(estimate.method),
        "made_at": estimate.made_at.isoformat(),
        "edition": estimate.edition,
        "sources": [*estimate.sources, *field.sources(question.by)],
    }


def _sited(question, field, existing, candidates, search):
    if not candidates:
        raise NoCandidate
    if question.objective in WITH_PLACES and question.places > len(candidates):
        raise TooFewPlaces(most=len(candidates))
    places = existing + candidates
    try:
        sited = analysis.site(
            question,
            field.points,
            field.weights,
            field.on_the_grid(places),
            field.network(question.by),
            costs=[question.cost(place) for place in places],
            existing=tuple(range(len(existing))),
            rooms=_rooms(question, places),
            search=search,
        )
    except analysis.NoCover:
        raise NoneInReach(limit=limit_of(question)) from None
    except (analysis.SitingError, analysis.NoCluster, analysis.MissingExtra) as problem:
        raise Refusal(str(problem)) from None
    if not sited.opened and not existing:
        raise NoneInReach(limit=limit_of(question))
    return analysis.Sited(tuple(at - len(existing) for at in sited.opened), sited.proof)


def _rooms(question, places):
    return [question.room(place) for place in places] if question.turns else None


def told(question, field, existing, opened):
    """Places, communes, schools and totals, once these are open beside those that were."""
    places = existing + opened
    # Of today, who is served is enough: how far the others are is told of all places.
    before = _parts(question, field, existing, _ways(question, field, existing))
    ways = _ways(question, field, places, everywhere=True)
    after = _parts(question, field, places, ways)
    communes = [
        _commune(question, *each)
        for each in zip(field.demands, before, after, _nearest(field, ways), strict=True)
    ]
    return {
        "places": _places(question, places, len(existing), after),
        "communes": communes,
        "schools": _schools(field, communes),
        "hidden": field.hidden,
        "unplaced": field.unplaced,
        "totals": _totals(communes),
    }


def _ways(question, field, places, **more):
    sites, network = field.on_the_grid(places), field.network(question.by)
    return analysis.travel(question, field.points, sites, network, **more)


def _parts(question, field, places, ways):
    """Of each demand, who goes where."""
    gone = analysis.going(ways, field.weights, question.limit, _rooms(question, places))
    return parts_of(field, gone)


def _nearest(field, ways):
    """Of each demand, the nearest place of all, and how far it is."""
    nearest = [(None, None)] * len(field.demands)
    for point, (place, cost) in analysis.nearest(ways).items():
        owner = field.owners[point]
        if nearest[owner][1] is None or cost < nearest[owner][1]:
            nearest[owner] = place, cost
    return nearest


def _commune(question, demand, before, after, nearest):
    served = [part for part in after if part.place is not NOBODY]
    # Those who are served say how far they go; of nobody, how far the nearest place is.
    place, cost = (served[0].place, served[0].cost) if served else nearest
    return {
        "code": demand.code,
        "name": demand.name,
        "at": [demand.longitude, demand.latitude],
        "how": demand.how,
        "pupils": demand.pupils,
        **{name: getattr(demand, name) for name in FIGURES},
        "place": place,
        "metres": None if question.by else cost,
        "minutes": cost if question.by else None,
        "reached": _served(demand, after),
        "reached_before": _served(demand, before),
        "is_reached": bool(served) and len(served) == len(after),
    }


def _served(demand, parts):
    """To the last digit where nobody is left."""
    if all(part.place is not NOBODY for part in parts):
        return demand.without if parts else 0.0
    return sum(part.people for part in parts if part.place is not NOBODY)


def _places(question, places, existing, parts):
    served = [0.0] * len(places)
    for part in (part for own in parts for part in own if part.place is not NOBODY):
        served[part.place] += part.people
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
            "hours": place.hours,
            "source": place.source,
            "edition": place.edition,
            "was_open": at < existing,
            "pupils": served[at],
            "cost": None if at < existing else question.costs.get(place.kind),
        }
        for at, place in enumerate(places)
    ]


def _schools(field, communes):
    """A collège has the share of its pupils that the communes of its sector have of theirs."""
    sectors = territory.sectors_of(field.department)
    without = {one["code"]: one["without"] for one in communes}
    reached = {one["code"]: one["reached"] for one in communes}
    lines = []
    for line in field.schools:
        if line.is_hidden or line.without is None:
            continue
        inside = without.keys() & sectors.get(line.code, {}).keys()
        everybody = sum(without[code] for code in inside)
        share = sum(reached[code] for code in inside) / everybody if everybody else None
        bounds = dict(zip(FIGURES, bounds_of(line), strict=True))
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
    """Sums of what is published; a part of a commune has the same part of its bounds."""
    pupils = [one["pupils"] for one in communes if one["pupils"] is not None]
    groups = {
        "without": lambda one: one["without"],
        "reached": lambda one: one["reached"],
        "before": lambda one: one["reached_before"],
        "left": lambda one: one["without"] - one["reached"],
        "left_before": lambda one: one["without"] - one["reached_before"],
    }
    totals = {name: _sum_of(communes, part) for name, part in groups.items()}
    return {**totals, "pupils": sum(pupils) if len(pupils) == len(communes) else None}


def _sum_of(communes, part):
    told = [one for one in communes if one["without"]]
    return [sum(one[name] * part(one) / one["without"] for one in told) for name in FIGURES]
