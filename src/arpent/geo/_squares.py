"""Children by squares of 200 m, given to the homes that stand in each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arpent.geo._coverage import number
from arpent.geo._land import Land, tell
from arpent.geo._project import project

Values = Mapping[str, Any]

# The grid of the squares, and their side in its metres.
EUROPE, SIDE = 3035, 200
_CORNER = re.compile(r"RES200mN(\d+)E(\d+)$")
_WIDE = 1 << 20


@dataclass(frozen=True)
class Points:
    """Homes, or addresses for want of them: where they are, and for how many each counts."""

    communes: Any
    weights: Any
    x: Any
    y: Any
    source: int


@dataclass(frozen=True)
class Spread:
    """``children``: {commune: children of 11 to 17}. ``weights``: of each point, its own."""

    children: Mapping[str, float]
    weights: Any


def spread(squares: Iterable[Values], points: Points, land: Land, reported: list[str]) -> Spread:
    """A square's children live where its homes are, in proportion to what they count for.

    Where a square has none, they are of the communes that it names, as many in each.
    """
    import numpy as np

    codes = sorted(land.population)
    children, named = _read(squares, land, reported)
    keys = np.array(sorted(children), dtype=np.int64)
    counts = np.array([children[key] for key in keys.tolist()])
    place = _placed(points, keys)
    inside = place >= 0
    weights = np.where(inside & (points.weights > 0), points.weights, 0.0)
    sums = np.bincount(place[inside], weights=weights[inside], minlength=len(keys))
    share = np.divide(counts, sums, out=np.zeros(len(keys)), where=sums > 0)
    own = np.where(inside, weights * share[place] if len(keys) else 0.0, 0.0)
    found = np.bincount(points.communes, weights=own, minlength=len(codes))
    empty = 0.0
    for rank in np.flatnonzero(sums == 0):
        key = int(keys[rank])
        if not named[key]:
            empty += counts[rank]
        for code in named[key]:
            found[codes.index(code)] += counts[rank] / len(named[key])
    if empty >= 1:
        tell(reported, "enfants de carreaux sans bâtiment ni commune, laissés", [f"{empty:.0f}"])
    told = {code: float(found[rank]) for rank, code in enumerate(codes) if found[rank] > 0}
    return Spread(told, own)


def _read(
    squares: Iterable[Values], land: Land, reported: list[str]
) -> tuple[dict[int, float], dict[int, list[str]]]:
    """{square: children} and {square: its communes here}. Of one given twice, the first stays."""
    children: dict[int, float] = {}
    named: dict[int, list[str]] = {}
    bad = []
    for row in squares:
        corner = _CORNER.search(row.get("square") or "")
        count = number(row.get("aged_11_17"))
        if corner is None or count is None or count < 0:
            bad.append(str(row.get("square")))
            continue
        communes = row.get("communes")
        here = sorted({code for each in communes or () if (code := land.today(each))})
        if communes and not here:
            continue
        north, east = (int(part) // SIDE for part in corner.groups())
        key = north * _WIDE + east
        children.setdefault(key, count)
        named.setdefault(key, here)
    tell(reported, "carreaux illisibles, laissés", sorted(bad))
    return children, named


def _placed(points: Points, keys: Any) -> Any:
    """The rank of the square of each point; -1 out of all of them."""
    import numpy as np

    if not len(keys) or not len(points.x):
        return np.full(len(points.x), -1)
    x, y = project(points.x, points.y, source=points.source, target=EUROPE)
    fine = np.isfinite(x) & np.isfinite(y)
    north = np.floor(np.where(fine, y, -SIDE) / SIDE).astype(np.int64)
    east = np.floor(np.where(fine, x, -SIDE) / SIDE).astype(np.int64)
    own = north * _WIDE + east
    place = np.minimum(np.searchsorted(keys, own), len(keys) - 1)
    return np.where(fine & (keys[place] == own), place, -1)
