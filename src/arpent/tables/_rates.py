"""How many of so many, with its margin; and whether so few is more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

# Nineteen times in twenty, both sides.
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Rate:
    """`value` of every `per`, and the interval of Wilson around it."""

    value: float
    low: float
    high: float


def rate(count: int, population: int, *, per: int = 1000) -> Rate:
    """`count` among `population`, and Wilson's interval at 95 %: it holds for none, and for all.

    More voices than people (one may speak twice) give a rate above `per`, whose interval is that
    of everybody. Nobody to count among is a mistake of the caller.
    """
    if population <= 0 or count < 0:
        raise ValueError("a rate is a count among people")
    share = min(1.0, count / population)
    square = NORMAL_95**2
    middle = share + square / (2 * population)
    around = NORMAL_95 * sqrt(share * (1 - share) / population + square / (4 * population**2))
    whole = 1 + square / population
    low = 0.0 if count == 0 else max(0.0, (middle - around) / whole)
    high = 1.0 if share == 1 else min(1.0, (middle + around) / whole)
    return Rate(per * count / population, per * low, per * high)


def surprise(observed: int, expected: float) -> float:
    """How far `observed` is from `expected`, in units of chance: below -2, so few is no accident.

    The signed root of the deviance of Poisson. Unlike (o - e)/sqrt(e) it may be read at small
    figures, and unlike a tail of probability it still tells apart what is far beyond chance.
    """
    if expected < 0 or observed < 0:
        raise ValueError("counts are zero or more")
    if expected == 0:
        return 0.0 if observed == 0 else float("inf")
    told = observed * log(observed / expected) if observed else 0.0
    distance = sqrt(max(0.0, 2 * (told - (observed - expected))))
    return distance if observed >= expected else -distance
