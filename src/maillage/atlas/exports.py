"""Each table as it can be taken away: all its lines, what is hidden said hidden."""

import json

from maillage.territory.enums import About
from maillage.toolbox.delimited import CONTENT_TYPE, delimited
from maillage.toolbox.guard import neutralised

LICENCE = "Licence Ouverte 2.0"
CONTENT_TYPES = {"csv": CONTENT_TYPE, "geojson": "application/geo+json"}
NAMES = (
    "code", "nom", "commune", "etat", "sans_solution", "au_moins", "au_plus", "pour_100_eleves",
    "y_habitent", "inscrits", "eleves_retenus", "methode", "estime_le", "edition", "sources",
    "licence",
)  # fmt: skip
NETWORK_NAMES = (
    "code",
    "nom",
    "aucun_operateur",
    "un_ou_deux",
    "trois_ou_plus",
    "source",
    "licence",
)
TOLD, HIDDEN, ABSENT = "dit", "masque", "absent"


def rows_of(estimate, lines):
    sources = " ; ".join(f"{each['title']} {each['edition']}".strip() for each in estimate.sources)
    end = [estimate.made_at.date().isoformat(), estimate.edition, sources, LICENCE]
    for line in lines:
        yield [
            line.code,
            line.name,
            line.territory.name if line.territory and line.about == About.SCHOOL else "",
            HIDDEN if line.is_hidden else ABSENT if line.without is None else TOLD,
            *map(_rounded, (line.without, line.low, line.high, line.share)),
            *map(_rounded, (line.residents, line.enrolled, line.pupils)),
            line.method,
            *end,
        ]


def network_rows(rows, dataset):
    source = f"{dataset.title} {dataset.edition}".strip() if dataset else ""
    for code, name, told in rows:
        yield [code, name, *told, source, dataset.licence if dataset else ""]


def written(names, rows, file_format, geometry):
    """`geometry`: the one of a code, as GeoJSON; None where nothing is known of where it is."""
    if file_format == "csv":
        return delimited(names, ([neutralised(str(each)) for each in row] for row in rows))
    return _features(names, rows, geometry)


def _features(names, rows, geometry):
    """One feature at a time: contours weigh more than the rest of the base."""
    yield f'{{"type":"FeatureCollection","licence":{json.dumps(LICENCE)},"features":['.encode()
    comma = ""
    for row in rows:
        told = {
            name: None if value == "" else value for name, value in zip(names, row, strict=True)
        }
        feature = {"type": "Feature", "geometry": geometry(row[0]), "properties": told}
        yield (comma + json.dumps(feature, ensure_ascii=False)).encode()
        comma = ",\n"
    yield b"]}\n"


def of_communes(contours):
    """The contours of communes, by their codes."""
    return lambda code: (
        {"type": "MultiPolygon", "coordinates": contours[code]} if code in contours else None
    )


def of_schools(sketch):
    """Where schools stand, to some ten metres; by their codes."""
    if sketch is None:
        return nowhere
    frame, schools = sketch.frame, sketch.around.get("schools", {})

    def point(code):
        if code not in schools:
            return None
        x, y = schools[code]
        where = frame["west"] + x / frame["x"], frame["north"] - y / frame["y"]
        return {"type": "Point", "coordinates": [round(each, 5) for each in where]}

    return point


def nowhere(_code):
    return None


def _rounded(figure):
    return "" if figure is None else round(figure, 2)
