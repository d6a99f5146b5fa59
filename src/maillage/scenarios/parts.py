"""Of each commune, how many pupils go to which place, as it may be told.

A commune that is counted by squares is cut in parts that may be of one or two pupils. Parts are
told by fives, and what is left goes with the largest: none is under five, their sum is the figure
that is published, and every total is a sum of them.
"""

from collections import defaultdict
from dataclasses import dataclass

from maillage.scenarios.field import SPREAD

FEWEST = 5
NOBODY = None


@dataclass(frozen=True)
class Part:
    """Pupils of a commune who go to one place; `cost` is theirs on average, metres or minutes."""

    place: int | None
    people: float
    cost: float | None


def parts_of(field, ways):
    """[[Part]], one list a demand: those whom places serve, the most first, then those left."""
    gone = [defaultdict(lambda: [0.0, 0.0]) for _demand in field.demands]
    for way in ways:
        sums = gone[field.owners[way.point]][way.place]
        sums[0] += way.people
        sums[1] += way.people * way.cost
    return [_told(demand, here) for demand, here in zip(field.demands, gone, strict=True)]


def _told(demand, gone):
    served = {place: people for place, (people, _cost) in gone.items()}
    left = max(0.0, demand.without - sum(served.values()))
    # Of sums of shares, the last digits are nobody.
    people = {**served, NOBODY: left if left > 1e-6 * demand.without else 0.0}
    if demand.how == SPREAD:
        people = by_fives(people, demand.without)
    parts = [
        Part(place, many, None if place is NOBODY else gone[place][1] / gone[place][0])
        for place, many in people.items()
        if many > 0
    ]
    return sorted(parts, key=lambda part: (part.place is NOBODY, -part.people, part.place))


def by_fives(people, whole):
    """{who: how many}, none between 0 and 5 where the whole is not; their sum is the whole."""
    largest = max(people, key=lambda who: people[who])
    rounded = {who: FEWEST * (many // FEWEST) for who, many in people.items() if who != largest}
    return {**rounded, largest: whole - sum(rounded.values())}
