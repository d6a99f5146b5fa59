"""Which points each operator covers, by the polygons that it declares."""

from collections.abc import Iterable, Mapping
from typing import Any

from arpent.geo._lack import LEVELS, Thresholds
from arpent.geo._project import METROPOLE, project

Values = Mapping[str, Any]

# Voice and data have their own polygons; which of them a technology is asked for.
_USAGE = {"2G": "voix", "2G3G": "voix", "3G": "data", "4G": "data", "5G": "data"}
# Points asked at once: what bounds the memory of the pairs.
_BLOCK = 200_000


class Reach:
    """Rows of the source ``couverture-mobile``: polygons in metres of ``grid``, as WKB."""

    def __init__(self, rows: Iterable[Values], thresholds: Thresholds, bad: list[str]) -> None:
        import shapely

        good = LEVELS[LEVELS.index(thresholds.mobile_level) :]
        usage = _USAGE.get(thresholds.mobile_techno)
        pieces: dict[int, list[bytes]] = {}
        grids = set()
        for row in rows:
            level = row.get("level") or thresholds.mobile_level
            if row.get("technology") != thresholds.mobile_techno or level not in good:
                continue
            if row.get("usage") not in (usage, None):
                continue
            operator, piece = row.get("operator"), row.get("piece")
            if not isinstance(operator, int) or piece is None:
                bad.append(f"polygone de couverture de {operator}")
                continue
            grids.add(row.get("grid") or METROPOLE)
            pieces.setdefault(operator, []).append(piece)
        self.grid = min(grids, default=METROPOLE)
        self._trees = {}
        for operator in sorted(pieces):
            shapes = shapely.from_wkb(pieces[operator], on_invalid="ignore")
            kept = shapes[~shapely.is_missing(shapes)]
            if len(kept) < len(shapes):
                bad.append(f"polygone de couverture de {operator}")
            self._trees[operator] = shapely.STRtree(kept)

    @property
    def operators(self) -> tuple[int, ...]:
        return tuple(self._trees)

    def out(self, x: Any, y: Any, source: int) -> dict[int, Any]:
        """{operator: for each point of that system, whether it is out of its coverage}."""
        import numpy as np
        import shapely

        if not self._trees:
            return {}
        x, y = project(x, y, source=source, target=self.grid)
        found = {operator: np.ones(len(x), dtype=bool) for operator in self._trees}
        for begin in range(0, len(x), _BLOCK):
            points = shapely.points(x[begin : begin + _BLOCK], y[begin : begin + _BLOCK])
            for operator, tree in self._trees.items():
                which, _ = tree.query(points, predicate="intersects")
                found[operator][begin + which] = False
        return found
