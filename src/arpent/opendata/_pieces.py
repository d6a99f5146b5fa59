"""Coverage cut small: a country in one polygon is of no use to whoever asks about one point."""

from collections.abc import Iterator
from typing import Any

from arpent.geo._project import METROPOLE
from arpent.opendata import _grids as grids
from arpent.opendata._errors import OpenDataError
from arpent.opendata._package import Shape

# Above this number of points a piece is cut again.
MOST_POINTS = 200
# And above this one, whether it crosses itself is asked of its parts.
JUDGED = 10_000
# Metres: under this side, a knot of points is left as it is.
_LEAST_SIDE = 1.0


def grid_and_pieces(shape: Shape) -> tuple[int, Iterator[bytes]]:
    """The grid (an EPSG code, metres), and the polygons of at most ``MOST_POINTS`` points that
    together cover what the shape does, as well-known binary.

    One polygon of the shape is held at a time. A polygon that crosses itself is repaired first.
    """
    called, _department = grids.named(shape.named)
    epsg = shape.epsg or called
    if not epsg:
        raise OpenDataError(
            "ni le fichier ni son nom (…_Metropole_…, …_Reunion_…) ne disent la projection."
        )
    grid = epsg if grids.is_grid(epsg) else called or METROPOLE
    return grid, _pieces(shape, epsg, grid)


def _pieces(shape: Shape, epsg: int, grid: int) -> Iterator[bytes]:
    import shapely

    for rings in shape.polygons():
        parts = _sound(_polygon(rings, epsg, grid))
        # The widest weighs as much as all the others: nothing of it is held for longer than needed.
        del rings
        while parts:
            for piece in subdivided(parts.pop()):
                yield shapely.to_wkb(piece, byte_order=1, output_dimension=2)


def _polygon(rings: list[Any], epsg: int, grid: int) -> Any:
    """On the grid, all its rings at once."""
    import numpy as np
    import shapely

    points = np.concatenate(rings)
    placed = np.column_stack(grids.metres(points[:, 0], points[:, 1], epsg, grid))
    own = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    outer, *holes = shapely.linearrings(placed, indices=own)
    return shapely.polygons(outer, holes=holes or None)


def _sound(polygon: Any) -> list[Any]:
    """The parts of a polygon, repaired where it crosses itself.

    Judging one of millions of points takes much longer than judging what it is cut into: cut, it
    crosses itself where it did.
    """
    import shapely

    if _points(polygon) > JUDGED:
        try:
            parts = list(_cut(polygon, JUDGED))
        except shapely.errors.GEOSException:
            parts = []
        if parts and shapely.is_valid(parts).all():
            return parts
    return [polygon] if polygon.is_valid else _polygons(shapely.make_valid(polygon))


def subdivided(polygon: Any, most: int = MOST_POINTS) -> Iterator[Any]:
    """Polygons of at most ``most`` points that tile a valid polygon: halved, and halved again.

    Cuts fall on whole metres, so that neighbours share theirs. About n log(n / most).
    """
    import shapely

    for part in _cut(polygon, most):
        yield from [part] if part.is_valid else _polygons(shapely.make_valid(part))


def _cut(polygon: Any, most: int) -> Iterator[Any]:
    waiting = [polygon]
    while waiting:
        part = waiting.pop()
        west, south, east, north = part.bounds
        side = max(east - west, north - south)
        if _points(part) <= most or side < _LEAST_SIDE:
            yield part
        elif east - west >= north - south:
            at = _middle(west, east)
            waiting += _halves(part, (west, south, at, north), (at, south, east, north))
        else:
            at = _middle(south, north)
            waiting += _halves(part, (west, south, east, at), (west, at, east, north))


def _points(polygon: Any) -> int:
    import shapely

    return int(shapely.get_num_coordinates(polygon))


def _middle(least: float, most: float) -> float:
    middle = (least + most) / 2
    whole = float(round(middle))
    return whole if least < whole < most else middle


def _halves(part: Any, *boxes: tuple[float, float, float, float]) -> list[Any]:
    import shapely

    found = [one for box in boxes for one in _polygons(shapely.clip_by_rect(part, *box))]
    # The quick clipping is a hundred times quicker, and may lose a hole that touches its edge: what
    # it gives is weighed.
    if abs(sum(one.area for one in found) - part.area) > 1e-9 * part.area + 1e-3:
        cut = (shapely.intersection(part, shapely.box(*box)) for box in boxes)
        found = [one for half in cut for one in _polygons(half)]
    return found


def _polygons(geometry: Any) -> list[Any]:
    """What of a geometry has a surface."""
    import shapely

    parts = shapely.get_parts(geometry)
    if any(part.geom_type in ("MultiPolygon", "GeometryCollection") for part in parts):
        return [one for part in parts for one in _polygons(part)]
    return [part for part in parts if part.geom_type == "Polygon" and part.area > 0]
