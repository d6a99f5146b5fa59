"""In which system the points of a file are, and where its metres may lie."""

import re
from typing import Any

from arpent.geo._project import METROPOLE, WGS84, project
from arpent.opendata._errors import OpenDataError
from arpent.text import fold

# The part of France that a file's name says, its grid, and its département where it is one.
_NAMED = {
    "metropole": (METROPOLE, ""),
    "guadeloupe": (5490, "971"),
    "martinique": (5490, "972"),
    "guyane": (2972, "973"),
    "reunion": (2975, "974"),
    "mayotte": (4471, "976"),
    "saint barthelemy": (5490, "977"),
    "saint martin": (5490, "978"),
    **{code: (5490, code) for code in ("971", "972", "977", "978")},
    "973": (2972, "973"),
    "974": (2975, "974"),
    "976": (4471, "976"),
}
# West, east, south and north of what each grid serves, with room for the sea.
_BOUNDS = {
    METROPOLE: (-150_000, 1_400_000, 5_900_000, 7_300_000),
    5490: (300_000, 900_000, 1_500_000, 2_200_000),
    2972: (50_000, 700_000, 150_000, 800_000),
    2975: (200_000, 500_000, 7_500_000, 7_800_000),
    4471: (400_000, 650_000, 8_400_000, 8_750_000),
}


def named(name: str) -> tuple[int, str]:
    """The grid of the part of France that a name says, and its département; (0, "") of none."""
    words = f" {fold(name)} "
    for part, (grid, department) in _NAMED.items():
        if re.search(rf"(?<!\w){part}(?!\w)", words):
            return grid, department
    return 0, ""


def degrees(x: Any, y: Any, epsg: int) -> tuple[Any, Any]:
    """Longitudes and latitudes of points of that system."""
    return _projected(x, y, epsg, WGS84)


def metres(x: Any, y: Any, epsg: int, grid: int) -> tuple[Any, Any]:
    """Points of that system on a grid; refused where they cannot be of the place it serves."""
    x, y = _projected(x, y, epsg, grid)
    west, east, south, north = _BOUNDS[grid]
    if not (x.min() >= west and x.max() <= east and y.min() >= south and y.max() <= north):
        raise OpenDataError(
            f"des points sortent de la grille EPSG:{grid} : le fichier est d’une autre projection "
            "qu’il ne dit, ou son nom d’une autre partie de la France."
        )
    return x, y


def is_grid(epsg: int) -> bool:
    return epsg in _BOUNDS


def _projected(x: Any, y: Any, source: int, target: int) -> tuple[Any, Any]:
    from pyproj.exceptions import ProjError

    try:
        return project(x, y, source=source, target=target)
    except ProjError as error:
        raise OpenDataError(f"la projection EPSG:{source} est inconnue.") from error
