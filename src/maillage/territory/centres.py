"""Where the people of a commune are, as one point: what a distance to it is measured from.

The square where most of those of 6 to 17 live, else the school nearest to the middle of the others,
else the middle of the contour. A middle of squares or of schools may lie where nobody does: the
point is always one of them.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from maillage.territory import loading_datasets
from maillage.territory.analysis import project
from maillage.territory.enums import CentreKind
from maillage.territory.places import READERS, Communes, metres

CORNER = re.compile(r"CRS(\d+)RES200mN(\d+)E(\d+)")
HALF = 100


@dataclass(frozen=True)
class Centre:
    longitude: float
    latitude: float
    how: CentreKind


def populated_centres(department):
    """{code of a commune: its Centre}, for each commune that some file lets be placed."""
    communes = Communes(department)
    found = _middles_of_contours(communes)
    found |= _schools_in_the_middle(communes, department)
    return found | _fullest_squares(communes, department)


def _middles_of_contours(communes):
    return {
        code: Centre(*_centroid(area), CentreKind.CONTOUR)
        for code, area in communes.contours.items()
    }


def _schools_in_the_middle(communes, department):
    read, positions = READERS["annuaire-education"], {}
    for row in loading_datasets.rows_of("annuaire-education", department):
        is_placed = row.get("longitude") is not None and row.get("latitude") is not None
        place = read(row, communes) if is_placed else None
        if place is not None:
            positions.setdefault(place.commune, []).append((place.longitude, place.latitude))
    return {
        code: Centre(*_nearest_to_middle(there), CentreKind.SCHOOL)
        for code, there in positions.items()
    }


def _nearest_to_middle(positions):
    """In order, so that what comes first in the file does not change the answer."""
    middle = tuple(sum(each) / len(positions) for each in zip(*positions, strict=True))
    return min(sorted(positions), key=lambda position: metres(position, middle))


def _fullest_squares(communes, department):
    fullest = {}
    for row in loading_datasets.rows_of("carreaux-200m", department):
        # A square astride two communes is nobody's middle.
        told = row.get("communes") or []
        corner = CORNER.fullmatch(row["square"])
        if len(told) == 1 and corner:
            pupils = row["aged_6_10"] + row["aged_11_17"]
            square = (pupils, *map(int, corner.groups()))
            code = communes.today(told[0])
            fullest[code] = max(fullest.get(code, square), square)
    return {
        code: Centre(
            *project(east + HALF, north + HALF, source=crs, target=4326), CentreKind.SQUARE
        )
        for code, (_pupils, crs, north, east) in fullest.items()
    }


def _centroid(area):
    """Of the largest of the outlines, in degrees: a commune is small enough for that."""
    x, y, twice = max((_moments(rings[0]) for rings in area), key=lambda each: abs(each[2]))
    if not twice:
        return area[0][0][0][0], area[0][0][0][1]
    return x / (3 * twice), y / (3 * twice)


def _moments(ring):
    # From its first point: differences of large numbers would lose the digits that matter.
    x0, y0 = ring[0][:2]
    x = y = twice = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        twice += cross
        x += (x1 + x2 - 2 * x0) * cross
        y += (y1 + y2 - 2 * y0) * cross
    return x + 3 * twice * x0, y + 3 * twice * y0, twice
