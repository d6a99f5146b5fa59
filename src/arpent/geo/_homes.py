"""Buildings with all that is told of each: its school, its wires, its operators, its dwellings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arpent.geo._attach import Attached
from arpent.geo._columns import Columns, coded, columns, place_in
from arpent.geo._lack import Thresholds
from arpent.geo._land import Land
from arpent.geo._offers import Awaited, Offers, offers
from arpent.geo._project import project

Values = Mapping[str, Any]

# The grid of the base of buildings.
MERCATOR = 3857
# Metres from a building to the address that is taken for its own.
NEAR = 70.0
_MIDDLE = 1 << 19
BUILDING_TEXTS = ("id", "commune", "address")
BUILDING_NUMBERS = ("x", "y", "dwellings")
_CLASSES = {
    "INEL": 0.0,
    "HD05": 0.5,
    "HD3": 3,
    "BHD8": 8,
    "THD30": 30,
    "THD100": 100,
    "THD1G": 1000,
}
_YES = ("true", "1", "oui", "vrai", "o", "yes", "1.0")
SERVED, LACKS, UNSURE = 0, 1, -1


@dataclass(frozen=True)
class Homes:
    """Buildings of the communes of the département, which ``communes`` ranks; ``wired`` is SERVED,
    LACKS or UNSURE; ``x`` and ``y`` are Web Mercator."""

    communes: Any
    dwellings: Any
    wired: Any
    address: Any
    x: Any
    y: Any


def homes(
    buildings: Columns,
    eligibility: "Iterable[Values] | Columns | Offers | Awaited",
    land: Land,
    thresholds: Thresholds,
) -> Homes:
    """Buildings with what their wires give; those of elsewhere, and repeated ones, are left."""
    import numpy as np

    ranks = {code: rank for rank, code in enumerate(sorted(land.population))}
    said = coded(buildings.texts["commune"])
    own = np.array([ranks.get(land.today(code) or "", -1) for code in said.values] + [-1])
    communes, ids = own[said.codes], buildings.texts["id"]
    first = place_in(ids, ids) == np.arange(buildings.length)
    rows = np.flatnonzero((communes >= 0) & first)
    numbers = buildings.numbers
    return Homes(
        communes[rows],
        np.nan_to_num(np.maximum(numbers["dwellings"][rows], 0.0)),
        _wired(ids.take(rows), offers(eligibility), thresholds),
        buildings.texts["address"].take(rows),
        numbers["x"][rows],
        numbers["y"][rows],
    )


def _wired(ids: Any, told: Offers, thresholds: Thresholds) -> Any:
    """Served by one offer that is fast enough; lacking where there are offers, and none is."""
    import numpy as np

    known, fast = told.told(ids, thresholds.fixed, thresholds.wired_mbit)
    return np.where(fast, SERVED, np.where(known, LACKS, UNSURE)).astype(np.int8)


def addressed(found: Homes, rows: Any, attached: Attached, grid: int) -> Any:
    """The group of schools of these buildings: that of the address, else of the nearest one within
    70 m in the commune; 0 where there is none."""
    import numpy as np

    place = place_in(found.address.take(rows), attached.ids)
    groups = np.where(place >= 0, attached.groups[place], 0) if len(attached.groups) else place * 0
    alone = np.flatnonzero(place < 0)
    x, y = project(found.x[rows[alone]], found.y[rows[alone]], source=MERCATOR, target=grid)
    near = nearest(
        attached.x, attached.y, attached.communes, x, y, found.communes[rows[alone]], NEAR
    )
    groups[alone[near >= 0]] = attached.groups[near[near >= 0]]
    return groups


def nearest(
    to_x: Any, to_y: Any, to_commune: Any, x: Any, y: Any, commune: Any, most: float
) -> Any:
    """The rank of the nearest point of the same commune within ``most`` metres, else -1.

    Of points as near the westernmost, then the southernmost, whatever the order they come in.
    """
    import numpy as np

    found = np.full(len(x), -1)
    placed = np.flatnonzero(np.isfinite(to_x) & np.isfinite(to_y))
    asked = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if not len(placed) or not len(asked):
        return found
    # Points by squares as wide as what is looked for: no other than the nine around may hold it,
    # which three by three follow each other.
    squares = _square(to_x[placed], to_y[placed], to_commune[placed], most)
    order = np.argsort(squares, kind="stable")
    placed, squares = placed[order], squares[order]
    # Neighbours are looked for one after the other: what they read is at hand.
    asked = asked[np.argsort(_square(x[asked], y[asked], commune[asked], most))]
    best = np.full(len(asked), np.inf)
    pairs = []
    for east in (-most, 0.0, most):
        south, north = (
            _square(x[asked] + east, y[asked] + away, commune[asked], most)
            for away in (-most, most)
        )
        first, last = np.searchsorted(squares, south), np.searchsorted(squares, north, "right")
        some = np.flatnonzero(last > first)
        if not len(some):
            continue
        many = last[some] - first[some]
        begins = np.cumsum(many) - many
        step = np.arange(int(many.sum())) - np.repeat(begins, many)
        rank = placed[np.repeat(first[some], many) + step]
        which = np.repeat(some, many)
        away = (to_x[rank] - x[asked[which]]) ** 2 + (to_y[rank] - y[asked[which]]) ** 2
        best[some] = np.minimum(best[some], np.minimum.reduceat(away, begins))
        close = away <= np.minimum(best[which], most**2)
        pairs.append((which[close], rank[close], away[close]))
    if not pairs:
        return found
    which, rank, away = (np.concatenate(part) for part in zip(*pairs, strict=True))
    nearest_ones = away == best[which]
    which, rank = which[nearest_ones], rank[nearest_ones]
    order = np.lexsort((to_y[rank], to_x[rank], which))
    which, rank = which[order], rank[order]
    first = np.unique(which, return_index=True)[1]
    found[asked[which[first]]] = rank[first]
    return found


def _square(x: Any, y: Any, commune: Any, side: float) -> Any:
    import numpy as np

    # Counted from far south and west of everywhere: those of one column follow each other.
    east = (np.floor(x / side).astype(np.int64) + _MIDDLE) & 0xFFFFF
    north = (np.floor(y / side).astype(np.int64) + _MIDDLE) & 0xFFFFF
    return (commune.astype(np.int64) << 40) | (east << 20) | north


def building_columns(rows: "Iterable[Values] | Columns") -> Columns:
    return columns(rows, BUILDING_TEXTS, BUILDING_NUMBERS, needed=("id", "commune"))
