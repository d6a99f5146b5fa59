"""Catchments as a map draws them: whole communes together, the others cut between addresses."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import cos, radians
from typing import Any

from arpent.geo._errors import GeoError
from arpent.geo._within import Area

# (longitude, latitude, school) of an address.
Seat = tuple[float, float, str]
# Squares of a degree: about a hundred metres, less than a screen tells.
_SQUARES = 1_000


def catchment_outlines(
    contours: Mapping[str, Area],
    one: Mapping[str, str],
    split: Mapping[str, Iterable[Seat]] | None = None,
) -> dict[str, dict[str, Any]]:
    """Where the pupils of each school live, as GeoJSON geometries in the degrees of the contours.

    Parameters
    ----------
    contours : {commune: its polygons, each a list of rings of (longitude, latitude)}, WGS84.
    one : {commune: the school to which all of it goes}. A commune without a contour is not drawn.
    split : {commune: its addresses, each with the school to which it goes}. Every point of the
        commune goes where the nearest address does (Voronoi). That is for the eye: streets are
        rules, and no figure is made from these borders.

    Costs a few seconds for 100,000 addresses of one commune.

    Raises
    ------
    GeoError
        A contour that is no polygon.

    >>> square = [[[(0, 0), (2, 0), (2, 1), (0, 1), (0, 0)]]]
    >>> seats = [(0.5, 0.5, "a"), (1.5, 0.5, "b")]
    >>> found = catchment_outlines({"44001": square}, {}, {"44001": seats})
    >>> found["b"]["coordinates"]
    [[[1.0, 0.0], [1.0, 1.0], [2.0, 1.0], [2.0, 0.0], [1.0, 0.0]]]
    """
    import shapely

    parts: dict[str, list[Any]] = {}
    for commune, school in one.items():
        if commune in contours:
            parts.setdefault(school, []).append(_shape(commune, contours[commune]))
    for commune, seats in (split or {}).items():
        if commune in contours:
            for school, part in _cut(_shape(commune, contours[commune]), seats).items():
                parts.setdefault(school, []).append(part)
    told = {school: _told(shapely.union_all(parts[school])) for school in sorted(parts)}
    return {school: geometry for school, geometry in told.items() if geometry}


def _shape(commune: str, area: Area) -> Any:
    import shapely

    try:
        polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in area]
    except (shapely.errors.ShapelyError, ValueError, IndexError) as error:
        raise GeoError(f"{commune} : son contour n’est pas un polygone.") from error
    # Public contours touch themselves here and there.
    return shapely.make_valid(shapely.union_all(polygons))


def _cut(commune: Any, seats: Iterable[Seat]) -> dict[str, Any]:
    """The nearest on the ground: a degree of longitude is shorter than one of latitude."""
    import shapely

    by_place = _thinned(seats)
    schools = sorted(set(by_place.values()))
    if len(schools) < 2:
        return dict.fromkeys(schools, commune)
    narrow = cos(radians(commune.centroid.y))
    ground = shapely.transform(commune, lambda points: points * [narrow, 1])
    points = shapely.multipoints([(x * narrow, y) for x, y in by_place])
    cells = shapely.voronoi_polygons(points, extend_to=ground, ordered=True).geoms
    found = {}
    for school in schools:
        own = [cell for cell, of in zip(cells, by_place.values(), strict=True) if of == school]
        part = shapely.intersection(shapely.coverage_union_all(own), ground)
        found[school] = shapely.transform(part, lambda points: points / [narrow, 1])
    return found


def _thinned(seats: Iterable[Seat]) -> dict[tuple[float, float], str]:
    """One address in each square of the grid, of the school to which most of them go."""
    squares: dict[tuple[int, int], list[Seat]] = {}
    for seat in seats:
        square = round(seat[0] * _SQUARES), round(seat[1] * _SQUARES)
        squares.setdefault(square, []).append(seat)
    found = {}
    for held in squares.values():
        counts = Counter(school for _x, _y, school in held)
        school = min(counts, key=lambda school: (-counts[school], school))
        x, y, _school = min(seat for seat in held if seat[2] == school)
        found[x, y] = school
    return dict(sorted(found.items()))


def _told(shape: Any) -> dict[str, Any] | None:
    """Polygons alone: what touches along a line, or in a point, is no place to live in."""
    import json

    import shapely

    polygons = [part for part in shapely.get_parts(shape) if part.area]
    if not polygons:
        return None
    kept = shapely.MultiPolygon(polygons) if len(polygons) > 1 else polygons[0]
    told: dict[str, Any] = json.loads(shapely.to_geojson(shapely.normalize(kept)))
    return told
