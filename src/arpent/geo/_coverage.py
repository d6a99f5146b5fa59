"""What networks reach in a commune, from public percentages: never a point where a range is known.

Wired and mobile gaps are told apart, hence how they meet is not: two shares `a` and `b` of the
same people overlap by `max(0, a + b - 1)` at least and by `min(a, b)` at most (Fréchet).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from arpent.geo._lack import LEVELS, Thresholds

Values = Mapping[str, Any]
Today = Callable[[str | None], str | None]

_COLUMNS = {0.5: "at_05", 3: "at_3", 8: "at_8", 30: "at_30", 100: "at_100", 1000: "at_1000"}
OPERATORS = {
    20801: "Orange",
    20810: "SFR",
    20815: "Free Mobile",
    20820: "Bouygues Telecom",
    34001: "Orange Caraïbe",
    34002: "Outremer Telecom",
    64700: "Orange Réunion",
    64702: "Outremer Telecom",
    64703: "Free (Telco OI)",
    64710: "SRR",
}


@dataclass(frozen=True)
class Range:
    """A share of people, between two bounds; known where they meet."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


UNKNOWN = Range(0.0, 1.0)


def both(a: Range, b: Range) -> Range:
    """The share of people who are in one and in the other, both told of the same people.

    >>> both(Range(0.25, 0.25), Range(0.875, 0.875))
    Range(low=0.125, high=0.25)
    """
    return Range(max(0.0, a.low + b.low - 1), min(a.high, b.high))


def wired_gaps(
    rows: Iterable[Values], thresholds: Thresholds, today: Today, bad: list[str]
) -> dict[str, Range]:
    """{commune: share of premises under the speed}; premises of merged communes add up."""
    column = _COLUMNS[thresholds.wired_mbit]
    added: dict[str, list[float]] = {}
    for row in rows:
        commune = today(row.get("commune"))
        if commune is None:
            continue
        premises, served = number(row.get("premises")), number(row.get(column))
        if premises is None or served is None or premises <= 0 or not 0 <= served <= premises:
            bad.append(f"débits de {row.get('commune')}")
            continue
        sums = added.setdefault(commune, [0.0, 0.0])
        sums[0] += premises
        sums[1] += premises - served
    return {code: Range(gap / all_, gap / all_) for code, (all_, gap) in added.items()}


def mobile_gaps(
    rows: Iterable[Values], thresholds: Thresholds, today: Today, bad: list[str]
) -> dict[str, Range]:
    """{commune: share of people whom no operator serves well}, from counts of operators."""
    found: dict[str, list[Range]] = {}
    for row in rows:
        commune = today(row.get("commune"))
        if commune is None or not _asked(row, thresholds):
            continue
        shares = _by_count(row)
        if shares is None:
            bad.append(f"couverture mobile de {row.get('commune')}")
            continue
        found.setdefault(commune, []).append(Range(shares[0], shares[0]))
    return {code: _hull(ranges) for code, ranges in found.items()}


def operator_gaps(
    rows: Iterable[Values], thresholds: Thresholds, today: Today, bad: list[str]
) -> dict[int, dict[str, Range]]:
    """{operator: {commune: share of people whom it does not serve well}}."""
    good = LEVELS[LEVELS.index(thresholds.mobile_level) :]
    found: dict[int, dict[str, list[Range]]] = {}
    for row in rows:
        commune = today(row.get("commune"))
        operator = row.get("operator")
        if commune is None or row.get("technology") != thresholds.mobile_techno:
            continue
        shares = [number(row.get(f"pop_{level.lower()}")) for level in good]
        served = sum(share for share in shares if share is not None)
        if not isinstance(operator, int) or None in shares or not 0 <= served <= 100.5:
            bad.append(f"couverture de {row.get('commune')} par {operator}")
            continue
        gap = max(0.0, 1 - served / 100)
        found.setdefault(operator, {}).setdefault(commune, []).append(Range(gap, gap))
    return {
        operator: {code: _hull(ranges) for code, ranges in communes.items()}
        for operator, communes in found.items()
    }


def no_operator(gaps: Iterable[Range]) -> Range:
    """Out of everybody's coverage, from what each leaves out: Fréchet again, over several."""
    gaps = list(gaps)
    if not gaps:
        return UNKNOWN
    together = sum(gap.low for gap in gaps) - (len(gaps) - 1)
    return Range(max(0.0, together), min(gap.high for gap in gaps))


@dataclass(frozen=True)
class Zones:
    """Shares of the people of a commune: whom no operator serves, and whom one or two serve."""

    white: float
    grey: float


def white_zones(
    mobile: Iterable[Values], *, technology: str = "4G", level: str = "BC"
) -> dict[str, Zones]:
    """Which share of each commune is in a white zone, and which in a grey one?

    Parameters
    ----------
    mobile : rows of the source ``couverture-mobile-nombre``
    technology, level : which service, and how good at least.

    Returns
    -------
    dict
        {commune as the file codes it: shares of its population}. Zones are those of Arcep: white
        where no operator serves, grey where one or two do. What cannot be read is absent.

    Notes
    -----
    Cost: one pass. Source: Arcep, statistics of Mon réseau mobile (``nbope_communes``).

    Examples
    --------
    >>> row = {"technology": "4G", "level": "BC", "commune": "44001", "pop_0": 2, "pop_1": 3}
    >>> white_zones([{**row, "pop_2": 5, "pop_3": 10, "pop_4": 80, "pop_5": None}])
    {'44001': Zones(white=0.02, grey=0.08)}
    """
    asked = Thresholds(mobile_techno=technology, mobile_level=level)
    zones: dict[str, Zones] = {}
    for row in mobile:
        shares = _by_count(row) if _asked(row, asked) else None
        if shares is not None and row.get("commune"):
            zones[row["commune"]] = Zones(shares[0], shares[1] + shares[2])
    return zones


def _asked(row: Values, thresholds: Thresholds) -> bool:
    # 3G data has one level, that some editions leave empty.
    level = row.get("level") or thresholds.mobile_level
    return row.get("technology") == thresholds.mobile_techno and level == thresholds.mobile_level


def _by_count(row: Values) -> list[float] | None:
    """Shares of people by how many operators serve them. What is empty is what the others leave:
    there is no fifth operator in most of the country."""
    shares = [number(row.get(f"pop_{count}")) for count in range(6)]
    told = [share for share in shares if share is not None]
    if not told or min(told) < 0 or sum(told) > 101:
        return None
    rest = max(0.0, 100 - sum(told))
    if shares[0] is None:
        shares[0], rest = rest, 0.0
    if rest > 1:
        return None
    return [(share or 0.0) / 100 for share in shares]


def _hull(ranges: list[Range]) -> Range:
    """Parts of one commune, without knowing how many live in each."""
    return Range(min(each.low for each in ranges), max(each.high for each in ranges))


def number(value: Any) -> float | None:
    """The value where it is a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)
