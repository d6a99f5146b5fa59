"""What a map of a département draws, made from its public files each time one of them is loaded.

Drawing needs shapely and a second; a page needs strings.
"""

from maillage.territory import loading_datasets, places
from maillage.territory.analysis import borders, outlines
from maillage.territory.enums import PlaceKind
from maillage.territory.models import Sketch

NETWORKS, SECTORS = "couverture-mobile-nombre", "carte-scolaire-colleges"
DRAWN_FROM = {"contours-communes", "communes", NETWORKS, SECTORS, *places.READERS}
SIZE, MOST_POINTS = 1000, 6_000
FRAME = ("west", "north", "x", "y", "width", "height")
# Apart on a map; the other places of mediation look alike, and schools of the first degree are
# thousands.
DRAWN_APART = (PlaceKind.SECONDARY, PlaceKind.LIBRARY, PlaceKind.FRANCE_SERVICES)
SCHOOLS = (PlaceKind.SCHOOL, PlaceKind.SECONDARY)
# By number of operators: the technology with which a class can be followed, well received.
TECHNOLOGY, LEVELS = "4G", ("BC", "TBC", None)


def draw(department):
    """Its sketch, from what is held; None where nothing of it can be drawn or told."""
    told = {"networks": _networks(loading_datasets.rows_of(NETWORKS, department))}
    contours = places.Communes(department).contours
    if contours:
        told |= _drawn(department, contours)
    if not any(told.values()):
        return None
    return Sketch.objects.update_or_create(department=department, defaults=told)[0]


def _drawn(department, contours):
    found = outlines(contours, size=SIZE, most=MOST_POINTS)
    sectors = places.sectors_of(department)
    spots = [
        (place, [round(x, 1), round(y, 1)])
        for place in places.access_places(department)
        for x, y in [found.frame.place(place.longitude, place.latitude)]
        # A position that its file got wrong may be anywhere.
        if 0 <= x <= found.frame.width and 0 <= y <= found.frame.height
    ]
    return {
        "frame": {name: getattr(found.frame, name) for name in FRAME},
        "communes": {code: _path(rings, end="z") for code, rings in found.rings.items()},
        "lines": _path(borders(found.rings, _school_of(sectors))) if sectors else "",
        "dots": _dots(spots),
        "around": {
            "neighbours": found.neighbours,
            "sectors": sectors,
            "places": [
                [place.kind.value, place.name, place.commune, *where, place.connects]
                for place, where in spots
                if place.kind not in SCHOOLS
            ],
            "schools": {
                place.key.rpartition("-")[2]: where
                for place, where in spots
                if place.kind in SCHOOLS
            },
        },
    }


def _school_of(sectors):
    """{commune: the collège to which all of it goes}."""
    return {
        commune: uai
        for uai, communes in sectors.items()
        for commune, is_whole in communes.items()
        if is_whole
    }


def _networks(rows):
    """{commune: of 100 inhabitants, how many without operator, with one or two, with more}."""
    found = {}
    for level in LEVELS:
        for row in rows:
            shares = [row[f"pop_{count}"] for count in range(6)]
            is_ours = row["technology"] == TECHNOLOGY and row["level"] == level
            if is_ours and row["commune"] not in found and shares[0] is not None:
                none, one, two, *more = [share or 0 for share in shares]
                found[row["commune"]] = [round(each, 2) for each in (none, one + two, sum(more))]
    return found


def _path(lines, end=""):
    """Lines of whole numbers as one path of SVG, each point from the one before."""
    return "".join(_line(line[:-1] if end else line) + end for line in lines)


def _line(points):
    (x, y), *rest = points
    said = ""
    for a, b in rest:
        for step in (a - x, b - y):
            said += f" {step}" if said and step >= 0 else str(step)
        x, y = a, b
    return f"M{points[0][0]} {points[0][1]}l{said}"


def _dots(spots):
    """{kind: its points as one path}: lines of no length, that a round pen shows."""
    found = {}
    for place, (x, y) in spots:
        if place.kind != PlaceKind.SCHOOL:
            kind = place.kind if place.kind in DRAWN_APART else PlaceKind.OTHER
            found[kind.value] = found.get(kind.value, "") + f"M{round(x)} {round(y)}h0"
    return found
