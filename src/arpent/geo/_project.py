"""Degrees to metres and back, on the official grid of each part of France."""

from functools import lru_cache
from typing import Any

WGS84 = 4326
# The grids in which the public files of a territory come, by the first digits of its communes.
GRIDS = {"971": 5490, "972": 5490, "977": 5490, "978": 5490, "973": 2972, "974": 2975, "976": 4471}
METROPOLE = 2154


def grid_of(department: str) -> int:
    """The EPSG code of the metric grid of a département: 2154 unless it is overseas."""
    return GRIDS.get(department, METROPOLE)


@lru_cache(maxsize=16)
def _transformer(source: int, target: int) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def project(x: Any, y: Any, *, source: int = WGS84, target: int = METROPOLE) -> tuple[Any, Any]:
    """Coordinates of one system in another; numbers or arrays, longitude (east) always first."""
    if source == target:
        return x, y
    found: tuple[Any, Any] = _transformer(source, target).transform(x, y)
    return found
