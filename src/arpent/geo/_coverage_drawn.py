"""Coverage as a map shows it: what operators declare, painted on squares, whatever its size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arpent.geo._coverage import OPERATORS
from arpent.geo._errors import GeoError
from arpent.geo._lack import LEVELS
from arpent.geo._painted import Grid, Paint, polygons_of, shapes
from arpent.geo._project import METROPOLE, WGS84, project
from arpent.geo._within import Area

Values = Mapping[str, Any]

# 3G data knows one level, that some editions leave empty: as the files of communes count it.
_UNTOLD = "BC"
# A piece of the file is 200 points: what is read before it is painted.
_AT_ONCE = 2_000
# A square that is drawn is several of those that are painted.
_COARSER = 2
# Of the side of a drawn square: how far a border may move, at first and at each try after it.
_TOLERANCE, _NEXT = 0.75, 1.5


@dataclass(frozen=True)
class Coverage:
    """One operator, one technology, one use of it, as it was declared on a day.

    ``areas``: {level: GeoJSON, where it is that good or better}, for each level that is anywhere.
    ``shares``: {commune: of 100 squares of it, how many have each of ``levels``, that and no
    better}, from the worst. ``side``: in metres, of the squares by which areas are drawn.
    """

    operator: int
    name: str
    technology: str
    usage: str
    date: str
    areas: Mapping[str, Mapping[str, Any]]
    shares: Mapping[str, tuple[float, ...]]
    side: float
    levels: tuple[str, ...] = LEVELS


def coverage_areas(
    rows: Iterable[Values],
    contours: Mapping[str, Area],
    *,
    grid: int = METROPOLE,
    squares: int = 1_000,
    most: int = 40_000,
) -> list[Coverage]:
    """Where each operator says that it is received, light enough for a map.

    Parameters
    ----------
    rows : of the source ``couverture-mobile``: polygons in metres of ``grid``, as well-known
        binary. Read once, and not kept.
    contours : {commune: its polygons, in degrees}. What is drawn stops where they do.
    grid : EPSG code of the system in which to paint; rows in another are set aside.
    squares : on the longer side of the land. A square is covered where its middle is.
    most : points of all that is drawn. Borders are simplified, and specks left out, until it fits.

    For the eye: a border is that of the squares, to some 150 m of a département, and no figure of
    pupils is made from it. Memory grows with squares and networks, not with polygons. Needs
    shapely.

    Raises
    ------
    GeoError
        Contours that hold nothing.

    >>> import shapely
    >>> square = [[[(-1.6, 47.2), (-1.5, 47.2), (-1.5, 47.3), (-1.6, 47.3), (-1.6, 47.2)]]]
    >>> middle, _north = project(-1.55, 47.25)
    >>> half = shapely.to_wkb(shapely.box(0, 6_000_000, middle, 7_000_000))
    >>> told = {"operator": 20801, "technology": "4G", "usage": "data", "level": "TBC"}
    >>> [found] = coverage_areas([{**told, "grid": 2154, "piece": half}], {"44001": square})
    >>> found.name, [round(share, -1) for share in found.shares["44001"]]
    ('Orange', [0.0, 0.0, 50.0])
    """
    land = _Land(contours, grid, squares)
    networks: dict[tuple[Any, ...], _Painting] = {}
    waiting: list[bytes] = []
    last: tuple[_Painting, str] | None = None
    for row in rows:
        if (row.get("grid") or METROPOLE) != grid or row.get("piece") is None:
            continue
        key = tuple(row.get(name) for name in ("operator", "technology", "usage"))
        if key not in networks:
            networks[key] = _Painting(land.grid, str(row.get("date") or ""), row.get("brand"))
        here = networks[key], str(row.get("level") or _UNTOLD)
        if here != last or len(waiting) == _AT_ONCE:
            _paint(last, waiting)
            waiting, last = [], here
        waiting.append(row["piece"])
    _paint(last, waiting)
    told = sorted(networks.items(), key=lambda each: tuple(map(str, each[0])))
    share = max(1, most // max(1, len(told) * len(LEVELS)))
    return [painting.told(key, land, share) for key, painting in told]


class _Painting:
    def __init__(self, grid: Grid, date: str, brand: str | None) -> None:
        self._grid, self._date, self._brand = grid, date, brand
        self._paints: dict[str, Paint] = {}

    def at(self, level: str) -> Paint:
        return self._paints.setdefault(level, Paint(self._grid))

    def told(self, key: tuple[Any, ...], land: "_Land", most: int) -> Coverage:
        operator, technology, usage = key
        ranks = self._ranks()
        areas = {}
        for rank, level in enumerate(LEVELS, start=1):
            if drawn := land.drawn(ranks >= rank, most):
                areas[level] = drawn
        name = OPERATORS.get(operator) or self._brand or str(operator)
        shares = land.shares(ranks)
        side = self._grid.side * _COARSER
        return Coverage(operator, name, technology, usage, self._date, areas, shares, side)

    def _ranks(self) -> Any:
        """Of each square, the best of its levels, from 1; 0 where there is none. Files of some
        years tell each level by itself, those of others with what is better."""
        import numpy as np

        ranks = np.zeros((self._grid.rows, self._grid.columns), dtype=np.int8)
        for rank, level in enumerate(LEVELS, start=1):
            if level in self._paints:
                ranks[self._paints[level].covered()] = rank
        return ranks


def _paint(where: tuple[_Painting, str] | None, pieces: list[bytes]) -> None:
    if where and pieces:
        painting, level = where
        painting.at(level).add(shapes(pieces))


class _Land:
    """The communes, painted: which one the middle of each square is in."""

    def __init__(self, contours: Mapping[str, Area], grid: int, squares: int) -> None:
        import numpy as np
        import shapely

        areas = {code: _placed(contours[code], grid) for code in sorted(contours)}
        found = [bounds for polygons in areas.values() for bounds in shapely.bounds(polygons)]
        if not found:
            raise GeoError("aucun contour ne dit où dessiner la couverture.")
        west, south = np.min(found, axis=0)[:2]
        east, north = np.max(found, axis=0)[2:]
        self._crs, self._codes = grid, list(areas)
        self.grid = Grid.over((west, south, east, north), squares)
        self._commune = np.full((self.grid.rows, self.grid.columns), -1, dtype=np.int32)
        for at, polygons in enumerate(areas.values()):
            window, where = self.grid.window(tuple(shapely.total_bounds(polygons)))
            paint = Paint(window)
            paint.add(polygons)
            self._commune[where][paint.covered()] = at

    def shares(self, ranks: Any) -> dict[str, tuple[float, ...]]:
        import numpy as np

        is_land = self._commune >= 0
        width = len(LEVELS) + 1
        each = self._commune[is_land] * width + ranks[is_land]
        counts = np.bincount(each, minlength=len(self._codes) * width).reshape(-1, width)
        return {
            code: tuple(100.0 * float(count) / float(own.sum()) for count in own[1:])
            for code, own in zip(self._codes, counts, strict=True)
            if own.sum()
        }

    def drawn(self, mask: Any, most: int) -> dict[str, Any] | None:
        """A mask as GeoJSON in degrees, of ``most`` points or so; None where nothing is left."""
        import shapely

        coarse, grid = _coarser(mask & (self._commune >= 0), self.grid)
        whole = polygons_of(coarse, grid)
        tolerance = _TOLERANCE * grid.side
        while True:
            shape = _simpler(whole, tolerance)
            if shapely.get_num_coordinates(shape) <= most:
                break
            tolerance *= _NEXT
        if shape.is_empty:
            return None
        return self._in_degrees(shape)

    def _in_degrees(self, shape: Any) -> dict[str, Any]:
        import json

        import numpy as np
        import shapely

        def placed(points: Any) -> Any:
            x, y = project(points[:, 0], points[:, 1], source=self._crs, target=WGS84)
            return np.round(np.column_stack((x, y)), 5)

        told: dict[str, Any] = json.loads(shapely.to_geojson(shapely.transform(shape, placed)))
        return told


def _placed(area: Area, grid: int) -> Any:
    import numpy as np
    import shapely

    def ring(points: Any) -> Any:
        x, y = zip(*((point[0], point[1]) for point in points), strict=True)
        return np.column_stack(project(np.array(x), np.array(y), target=grid))

    return np.array([shapely.Polygon(ring(r[0]), [ring(hole) for hole in r[1:]]) for r in area])


def _coarser(mask: Any, grid: Grid) -> tuple[Any, Grid]:
    """Larger squares, each covered where half of those it is made of are."""
    import numpy as np

    rows, columns = (-(-size // _COARSER) for size in mask.shape)
    padded = np.zeros((rows * _COARSER, columns * _COARSER), dtype=np.int8)
    padded[: mask.shape[0], : mask.shape[1]] = mask
    counts = padded.reshape(rows, _COARSER, columns, _COARSER).sum(axis=(1, 3))
    side = grid.side * _COARSER
    return counts * 2 >= _COARSER**2, Grid(grid.west, grid.south, side, columns, rows)


def _simpler(shape: Any, tolerance: float) -> Any:
    """Without the specks and the holes that the tolerance would not leave whole."""
    import shapely

    least = 4 * tolerance * tolerance
    parts = shapely.get_parts(shape)
    kept = parts[shapely.area(parts) >= least]
    for at, polygon in enumerate(kept):
        if shapely.get_num_interior_rings(polygon):
            holes = [hole for hole in polygon.interiors if shapely.Polygon(hole).area >= least]
            kept[at] = shapely.Polygon(polygon.exterior, holes)
    if not len(kept):
        return shapely.MultiPolygon()
    return shapely.simplify(shapely.multipolygons(kept), tolerance)
