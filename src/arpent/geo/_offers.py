"""Offers of access, reduced to the best of each technology in each building."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arpent.geo._columns import Columns, coded, place_in

Values = Mapping[str, Any]

TECHNOLOGIES = ("FO", "CU", "COAX", "4GF", "SAT", "THDR", "HDR")
# From the slowest; an offer that is told is of one of them at least.
CLASSES = ("INEL", "HD05", "HD3", "BHD8", "THD30", "THD100", "THD1G")
SPEEDS = (0.0, 0.5, 3, 8, 30, 100, 1000)
ELIGIBILITY_TEXTS = ("id", "technology", "down", "saturated")
_YES = ("true", "1", "oui", "vrai", "o", "yes", "1.0")


@dataclass(frozen=True)
class Offers:
    """``ids``: an Arrow array of buildings, as they come; one that comes again counts again.

    ``best``: for each of them and each technology, 1 plus the rank of its fastest class that is not
    saturated; 0 where there is none.
    """

    ids: Any
    best: Any

    def told(self, ids: Any, fixed: tuple[str, ...], mbit: float) -> tuple[Any, Any]:
        """For each building: whether any offer is told, and whether one is fast enough."""
        import numpy as np

        enough = 1 + SPEEDS.index(mbit)
        served = np.zeros(len(self.ids), dtype=bool)
        for technology in fixed:
            served |= self.best[:, TECHNOLOGIES.index(technology)] >= enough
        place = place_in(self.ids, ids)
        known, fast = (np.zeros(len(ids) + 1, dtype=bool) for _ in range(2))
        known[place] = True
        fast[place[served]] = True
        return known[:-1], fast[:-1]


def joined(ids: Any, best: Any) -> Offers:
    """Of offers that follow each other, those of one building together."""
    import numpy as np
    import pyarrow.compute as compute

    if not len(ids):
        return Offers(ids, best)
    changes = compute.not_equal(ids[1:], ids[:-1]).to_numpy(zero_copy_only=False)
    if changes.all():
        return Offers(ids, best)
    begins = np.concatenate([[0], np.flatnonzero(changes) + 1])
    return Offers(ids.take(begins), np.maximum.reduceat(best, begins))


@dataclass(frozen=True)
class Awaited:
    """Offers that are being read while something else is done."""

    told: Callable[[], Offers]


def offers(rows: "Iterable[Values] | Columns | Offers | Awaited") -> Offers:
    """Of rows of the source ``eligibilite``, gone through once, or of its columns."""
    if isinstance(rows, Awaited):
        return rows.told()
    if isinstance(rows, Offers):
        return rows
    return _of_columns(rows) if isinstance(rows, Columns) else _of_rows(rows)


def _of_rows(rows: Iterable[Values]) -> Offers:
    import numpy as np
    import pyarrow as pa

    best: dict[str, bytearray] = {}
    technologies = {name: rank for rank, name in enumerate(TECHNOLOGIES)}
    classes = {name: rank + 1 for rank, name in enumerate(CLASSES)}
    for row in rows:
        building = row.get("id")
        if building is None:
            continue
        own = best.setdefault(str(building), bytearray(len(TECHNOLOGIES)))
        rank, speed = technologies.get(row.get("technology")), classes.get(row.get("down"))  # type: ignore[arg-type]
        if rank is not None and speed is not None and not _is_yes(row.get("saturated")):
            own[rank] = max(own[rank], speed)
    table = np.frombuffer(b"".join(best.values()), dtype=np.uint8)
    return Offers(pa.array(list(best), pa.string()), table.reshape(-1, len(TECHNOLOGIES)))


def _is_yes(cell: Any) -> bool:
    return cell is not None and str(cell).casefold() in _YES


def _of_columns(rows: Columns) -> Offers:
    """Offers of a building follow each other: the best of each run."""
    import numpy as np
    import pyarrow.compute as compute

    ids = rows.texts["id"]
    if not len(ids):
        return _of_rows(())
    technology = _coded_as(rows.texts["technology"], {n: r for r, n in enumerate(TECHNOLOGIES)}, -1)
    speed = _coded_as(rows.texts["down"], {name: rank + 1 for rank, name in enumerate(CLASSES)}, 0)
    full = coded(rows.texts["saturated"])
    speed[np.array([_is_yes(cell) for cell in (*full.values, None)])[full.codes]] = 0
    changes = compute.not_equal(ids[1:], ids[:-1]).to_numpy(zero_copy_only=False)
    begins = np.concatenate([[0], np.flatnonzero(changes) + 1])
    best = np.empty((len(begins), len(TECHNOLOGIES)), dtype=np.uint8)
    for rank in range(len(TECHNOLOGIES)):
        own = np.where(technology == rank, speed, 0).astype(np.uint8)
        best[:, rank] = np.maximum.reduceat(own, begins)
    return Offers(ids.take(begins), best)


def _coded_as(column: Any, ranks: Mapping[str, int], otherwise: int) -> Any:
    import numpy as np

    cells = coded(column)
    return np.array([ranks.get(cell or "", otherwise) for cell in (*cells.values, None)])[
        cells.codes
    ]
