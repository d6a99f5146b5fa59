"""Polygons in plain lists, checked: what a map draws and what a point lies in."""

import math
from typing import Any

from arpent.opendata import _grids as grids
from arpent.opendata._errors import OpenDataError
from arpent.opendata._package import Shape

MAX_POINTS = 2_000_000
_DEGREES = (0, 4326)
Ring = list[list[float]]


def area(geometry: Any, epsg: int = 0) -> list[list[Ring]]:
    """The polygons of a geometry, in degrees, each a list of rings; ``ValueError`` says why not.

    ``epsg``: the system of its points, where it is GeoJSON that declares one.
    """
    if isinstance(geometry, Shape):
        return _of_package(geometry)
    if not isinstance(geometry, dict):
        raise ValueError("il n’y a pas de géométrie.")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise ValueError("la géométrie n’est pas un polygone.")
    if not isinstance(coordinates, list) or not coordinates:
        raise ValueError("le polygone est vide.")
    polygons = [_polygon(rings, epsg) for rings in coordinates]
    if sum(len(ring) for rings in polygons for ring in rings) > MAX_POINTS:
        raise ValueError("le polygone a trop de points.")
    return polygons


def _of_package(shape: Shape) -> list[list[Ring]]:
    epsg = shape.epsg or grids.named(shape.named)[0]
    try:
        polygons, points = [], 0
        for rings in shape.polygons():
            points += sum(len(ring) for ring in rings)
            if points > MAX_POINTS:
                raise ValueError("le polygone a trop de points.")
            polygons.append(_polygon([ring.tolist() for ring in rings], epsg))
    except OpenDataError as problem:
        raise ValueError(problem.reason) from problem
    if not polygons:
        raise ValueError("le polygone est vide.")
    return polygons


def _polygon(rings: Any, epsg: int) -> list[Ring]:
    if not isinstance(rings, list) or not rings:
        raise ValueError("le polygone est vide.")
    return [_ring(ring, epsg) for ring in rings]


def _ring(ring: Any, epsg: int) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ValueError("un contour a moins de quatre points.")
    points = [_point(point) for point in ring]
    if points[0] != points[-1]:
        raise ValueError("un contour n’est pas fermé.")
    if epsg not in _DEGREES:
        points = _unprojected(points, epsg)
    for longitude, latitude in points:
        # Said so that what is not a number at all fails too.
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):
            raise ValueError("un point n’est pas en longitude et latitude.")
    return points


def _unprojected(points: Ring, epsg: int) -> Ring:
    try:
        x, y = grids.degrees([east for east, _ in points], [north for _, north in points], epsg)
    except OpenDataError as problem:
        raise ValueError(problem.reason) from problem
    # A hundred-millionth of a degree is a millimetre.
    return [[round(east, 8), round(north, 8)] for east, north in zip(x, y, strict=True)]


def _point(point: Any) -> list[float]:
    if not isinstance(point, list) or len(point) < 2:
        raise ValueError("un point n’a pas deux coordonnées.")
    found = []
    for value in point[:2]:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        # A whole number may have more digits than a decimal one can hold.
        if not number or not abs(value) <= 1e9 or not math.isfinite(value):
            raise ValueError("un point n’est pas en longitude et latitude.")
        found.append(float(value))
    return found
