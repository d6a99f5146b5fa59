"""Polygons in plain lists, checked: what a map draws and what a point lies in."""

from typing import Any

MAX_POINTS = 2_000_000
Ring = list[list[float]]


def area(geometry: Any) -> list[list[Ring]]:
    """The polygons of a GeoJSON geometry, each a list of rings; ``ValueError`` says why not."""
    if not isinstance(geometry, dict):
        raise ValueError("il n’y a pas de géométrie.")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise ValueError("la géométrie n’est pas un polygone.")
    if not isinstance(coordinates, list) or not coordinates:
        raise ValueError("le polygone est vide.")
    polygons = [_polygon(rings) for rings in coordinates]
    if sum(len(ring) for rings in polygons for ring in rings) > MAX_POINTS:
        raise ValueError("le polygone a trop de points.")
    return polygons


def _polygon(rings: Any) -> list[Ring]:
    if not isinstance(rings, list) or not rings:
        raise ValueError("le polygone est vide.")
    return [_ring(ring) for ring in rings]


def _ring(ring: Any) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ValueError("un contour a moins de quatre points.")
    points = [_point(point) for point in ring]
    if points[0] != points[-1]:
        raise ValueError("un contour n’est pas fermé.")
    return points


def _point(point: Any) -> list[float]:
    if not isinstance(point, list) or len(point) < 2:
        raise ValueError("un point n’a pas deux coordonnées.")
    found = []
    for value, most in zip(point[:2], (180, 90), strict=True):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        # Said so that what is not a number at all fails too, and the longest whole number does not.
        if not number or not abs(value) <= most:
            raise ValueError("un point n’est pas en longitude et latitude.")
        found.append(float(value))
    return found
