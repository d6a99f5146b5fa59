"""Buildings with all that is told of each: its school, its wires, its operators, its dwellings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arpent.geo._attach import Attached
from arpent.geo._columns import Columns, coded, columns, place_in
from arpent.geo._lack import Thresholds
from arpent.geo._land import Land
from arpent.geo._project import project

Values = Mapping[str, Any]

# The grid of the base of buildings.
MERCATOR = 3857
# Metres from a building to the address that is taken for its own.
NEAR = 70.0
BUILDING_TEXTS = ("id", "commune", "address")
BUILDING_NUMBERS = ("x", "y", "dwellings")
ELIGIBILITY_TEXTS = ("id", "technology", "down", "saturated")
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
    eligibility: "Iterable[Values] | Columns",
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
        _wired(ids.take(rows), eligibility, thresholds),
        buildings.texts["address"].take(rows),
        numbers["x"][rows],
        numbers["y"][rows],
    )


def _wired(ids: Any, eligibility: "Iterable[Values] | Columns", thresholds: Thresholds) -> Any:
    """Served by one offer that is fast enough; lacking where there are offers, and none is."""
    import numpy as np

    known, served = (
        _told(eligibility, thresholds)
        if isinstance(eligibility, Columns)
        else _told_by_rows(eligibility, thresholds)
    )
    found = np.where(place_in(ids, known) >= 0, LACKS, UNSURE).astype(np.int8)
    found[place_in(ids, served) >= 0] = SERVED
    return found


def _enough(thresholds: Thresholds) -> dict[str, Callable[[str | None], bool]]:
    """What each column of an offer must be for it to serve."""
    speeds = _CLASSES
    return {
        "technology": lambda cell: cell in thresholds.fixed,
        "down": lambda cell: speeds.get(cell or "", 0.0) >= thresholds.wired_mbit,
        "saturated": lambda cell: cell is None or str(cell).casefold() not in _YES,
    }


def _told(eligibility: Columns, thresholds: Thresholds) -> tuple[Any, Any]:
    import numpy as np
    import pyarrow.compute as compute

    ids = eligibility.texts["id"]
    enough = np.ones(eligibility.length, dtype=bool)
    for name, right in _enough(thresholds).items():
        cells = coded(eligibility.texts[name])
        # An empty cell, -1, is the last of them.
        enough &= np.array([right(cell) for cell in (*cells.values, None)])[cells.codes]
    # Offers of a building follow each other: looked for once, and found again where they do not.
    changes = compute.not_equal(ids[1:], ids[:-1]).to_numpy(zero_copy_only=False)
    begins = np.concatenate([[0], np.flatnonzero(changes) + 1]) if len(ids) else np.zeros(0, int)
    served = np.logical_or.reduceat(enough, begins) if len(ids) else enough
    known = ids.take(begins)
    return known, known.filter(served)


def _told_by_rows(eligibility: Iterable[Values], thresholds: Thresholds) -> tuple[Any, Any]:
    import pyarrow as pa

    known, served = set(), set()
    enough = _enough(thresholds).items()
    for row in eligibility:
        building = row.get("id")
        if building is None:
            continue
        known.add(str(building))
        if all(right(row.get(name)) for name, right in enough):
            served.add(str(building))
    return pa.array(sorted(known), pa.string()), pa.array(sorted(served), pa.string())


def addressed(found: Homes, rows: Any, attached: Attached, grid: int) -> Any:
    """The group of schools of these buildings: that of the address, else of the nearest one within
    70 m in the commune; 0 where there is none."""
    import numpy as np

    place = place_in(found.address.take(rows), attached.ids)
    groups = np.where(place >= 0, attached.groups[place], 0) if len(attached.groups) else place * 0
    alone = np.flatnonzero(place < 0)
    communes = found.communes[rows[alone]]
    for commune in np.unique(communes):
        near_to = np.flatnonzero(attached.communes == commune)
        here = alone[communes == commune]
        x, y = project(found.x[rows[here]], found.y[rows[here]], source=MERCATOR, target=grid)
        near = _nearest(attached.x[near_to], attached.y[near_to], x, y)
        groups[here] = np.where(near >= 0, attached.groups[near_to[near]], 0) if len(near_to) else 0
    return groups


def _nearest(to_x: Any, to_y: Any, x: Any, y: Any) -> Any:
    """The rank of the nearest point within 70 m, the first of those as near; else -1."""
    import numpy as np
    import shapely

    placed = np.flatnonzero(np.isfinite(to_x) & np.isfinite(to_y))
    found = np.full(len(x), -1)
    asked = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if not len(placed) or not len(asked):
        return found
    tree = shapely.STRtree(shapely.points(to_x[placed], to_y[placed]))
    points = shapely.points(x[asked], y[asked])
    which, rank = tree.query_nearest(points, max_distance=NEAR, all_matches=True)
    # Shuffled files give the same answer: as near, the westernmost, then the southernmost.
    order = np.lexsort((to_y[placed][rank], to_x[placed][rank], which))
    which, rank = which[order], rank[order]
    first = np.unique(which, return_index=True)[1]
    found[asked[which[first]]] = placed[rank[first]]
    return found


def building_columns(rows: "Iterable[Values] | Columns") -> Columns:
    return columns(rows, BUILDING_TEXTS, BUILDING_NUMBERS, needed=("id", "commune"))
