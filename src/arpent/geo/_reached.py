"""Which points each operator covers, by the polygons that it declares."""

from collections.abc import Iterable, Mapping
from typing import Any

from arpent.geo._lack import LEVELS, Thresholds
from arpent.geo._project import METROPOLE, project

Values = Mapping[str, Any]

# Voice and data have their own polygons; which of them a technology is asked for.
_USAGE = {"2G": "voix", "2G3G": "voix", "3G": "data", "4G": "data", "5G": "data"}
_POLYGON = 3


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
        self._layers = {}
        for operator in sorted(pieces):
            shapes = shapely.from_wkb(pieces[operator], on_invalid="ignore")
            parts = shapely.get_parts(shapes[~shapely.is_missing(shapes)])
            kept = parts[shapely.get_type_id(parts) == _POLYGON]
            if shapely.is_missing(shapes).any():
                bad.append(f"polygone de couverture de {operator}")
            if len(kept):
                self._layers[operator] = shapely.multipolygons(kept)

    @property
    def operators(self) -> tuple[int, ...]:
        return tuple(self._layers)

    def out(self, x: Any, y: Any, source: int) -> dict[int, Any]:
        """{operator: for each point of that system, whether it is out of its coverage}."""
        if not self._layers:
            return {}
        from arpent.geo._locate import Locator

        x, y = project(x, y, source=source, target=self.grid)
        layers = {str(operator): area for operator, area in self._layers.items()}
        found = Locator(layers, crs=self.grid).locate(x, y)
        return {operator: ~found[str(operator)] for operator in self._layers}
