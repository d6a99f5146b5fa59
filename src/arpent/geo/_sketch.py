"""Borders as a drawing needs them: few points, whole numbers, and neighbours that still touch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

from arpent.geo._within import Area

Point = tuple[int, int]
Rings = list[list[Point]]
# How much coarser each try is than the one before.
COARSER = 1.5


@dataclass(frozen=True)
class Frame:
    """Degrees to the units of a drawing: north is up, so ``y`` grows downwards.

    ``x`` and ``y`` are units a degree. One parallel stands for all: across a département (2 degrees
    of latitude) a length is wrong by 2 % at most, which a drawing does not show.
    """

    west: float
    north: float
    x: float
    y: float
    width: int
    height: int

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.x, (self.north - latitude) * self.y


@dataclass(frozen=True)
class Outlines:
    """``rings``: of each area, closed, in whole units. ``neighbours``: who shares a border."""

    frame: Frame
    rings: dict[str, Rings]
    neighbours: dict[str, list[str]]


def outlines(areas: Mapping[str, Area], *, size: int = 1000, most: int = 8_000) -> Outlines:
    """Areas in degrees as a drawing of ``size`` units on its longer side shows them.

    Simplified together (Visvalingam and Whyatt, on the whole coverage), so that what two areas
    share stays shared and no gap opens; then coarser until no more than ``most`` points are left.
    A ring smaller than a unit goes; an area whose every ring would go stays as a triangle.

    Needs shapely. Half a second for 207 communes of 30,000 points.
    """
    import shapely

    codes = sorted(areas)
    frame = _frame(
        [p for code in codes for rings in areas[code] for ring in rings for p in ring], size
    )
    shapes = [_shape(shapely, areas[code], frame) for code in codes]
    tolerance = 1.0
    while True:
        drawn = {
            code: _rings(shapely, shape)
            for code, shape in zip(codes, shapely.coverage_simplify(shapes, tolerance), strict=True)
        }
        if sum(len(ring) for rings in drawn.values() for ring in rings) <= most:
            break
        tolerance *= COARSER
        if tolerance > size:
            break
    for code, shape in zip(codes, shapes, strict=True):
        drawn[code] = drawn[code] or [_speck(shape.representative_point())]
    return Outlines(frame, drawn, _neighbours(drawn))


def borders(rings: Mapping[str, Rings], groups: Mapping[str, str]) -> list[list[Point]]:
    """The lines between areas of different ``groups``, outer ones included, chained.

    An area that is in no group is one by itself.
    """
    edges = [
        edge
        for edge, codes in sorted(_edges(rings).items())
        if len({groups.get(code, f"\0{code}") for code in codes}) > 1 or len(codes) == 1
    ]
    return _chained(edges)


def _frame(points: Sequence[Sequence[float]], size: int) -> Frame:
    if not points:
        raise ValueError("there is nothing to draw")
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrow = cos(radians((south + north) / 2))
    y = size / max((east - west) * narrow, north - south, 1e-9)
    x = y * narrow
    width, height = round((east - west) * x), round((north - south) * y)
    return Frame(west, north, x, y, width, height)


def _shape(shapely: Any, area: Area, frame: Frame) -> Any:
    polygons = [
        shapely.Polygon(rings[0], rings[1:])
        for rings in ([[frame.place(*p[:2]) for p in ring] for ring in each] for each in area)
    ]
    shape = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    if not shape.is_valid:
        shape = shapely.make_valid(shape, method="structure")
    # Parts that touch (a commune and the one it absorbed) become one.
    shape = shapely.union_all(shapely.get_parts(shape)) if len(polygons) > 1 else shape
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _rings(shapely: Any, shape: Any) -> Rings:
    found = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points: list[Point] = []
            for x, y in ring.coords:
                point = (round(x), round(y))
                if not points or points[-1] != point:
                    points.append(point)
            if len(set(points)) > 2:
                found.append(points)
    return found


def _speck(point: Any) -> list[Point]:
    x, y = round(point.x), round(point.y)
    return [(x, y), (x + 1, y), (x, y + 1), (x, y)]


def _edges(rings: Mapping[str, Rings]) -> dict[tuple[Point, Point], list[str]]:
    found: dict[tuple[Point, Point], list[str]] = {}
    for code, own in rings.items():
        for ring in own:
            for one, other in pairwise(ring):
                found.setdefault((min(one, other), max(one, other)), []).append(code)
    return found


def _neighbours(rings: Mapping[str, Rings]) -> dict[str, list[str]]:
    beside: dict[str, set[str]] = {code: set() for code in rings}
    for codes in _edges(rings).values():
        for code in codes:
            beside[code].update(codes)
    return {code: sorted(others - {code}) for code, others in beside.items()}


def _chained(edges: Iterable[tuple[Point, Point]]) -> list[list[Point]]:
    ends: dict[Point, list[Point]] = {}
    for one, other in edges:
        ends.setdefault(one, []).append(other)
        ends.setdefault(other, []).append(one)
    lines = []
    # Where an odd number of edges meet, a line ends: it begins there.
    for start in sorted(ends, key=lambda point: (len(ends[point]) % 2 == 0, point)):
        while ends[start]:
            line = [start]
            while ends[line[-1]]:
                there = ends[line[-1]].pop()
                ends[there].remove(line[-1])
                line.append(there)
            lines.append(line)
    return lines
