"""What an interactive map draws of a département, and what its list says of the same things."""

from maillage.atlas.analysis import catchment_outlines
from maillage.territory.enums import Kind, PlaceKind
from maillage.territory.queries import (
    access_places,
    college_seats,
    contours_of,
    populated_centres,
)
from maillage.territory.queries import territories as known_territories
from maillage.toolbox.analysis import fold

# Not drawn as places: a school is one layer, and thousands of primary ones are no place of access.
_SCHOOLS = (PlaceKind.SCHOOL, PlaceKind.SECONDARY)


def layers_of(department):
    """({layer: GeoJSON features}, {layer: what stands in the list, by name})."""
    contours = contours_of(department)
    names = _names(contours)
    places = access_places(department)
    schools = [place for place in places if place.kind == PlaceKind.SECONDARY]
    others = [place for place in places if place.kind not in _SCHOOLS]
    features = {
        "communes": [
            _feature("MultiPolygon", area, code=code) for code, area in sorted(contours.items())
        ],
        "catchments": _catchments(department, contours),
        "schools": [_point(place, code=_uai(place)) for place in schools],
        "places": [_point(place, code=place.key) for place in others],
    }
    listed = {
        "communes": _communes(department, names),
        "schools": [_entry(_uai(place), place) for place in schools],
        "places": [{**_entry(place.key, place), "kind": place.kind.value} for place in others],
    }
    return {layer: found for layer, found in features.items() if found}, listed


def _names(contours):
    found = known_territories().filter(kind=Kind.COMMUNE, code__in=contours)
    return dict(found.values_list("code", "name"))


def _uai(place):
    return place.key.rpartition("-")[2]


def _feature(kind, coordinates, **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(place, **properties):
    return _feature("Point", [place.longitude, place.latitude], **properties)


def _entry(key, place):
    at = [round(place.longitude, 5), round(place.latitude, 5)]
    return {"key": key, "name": place.name, "commune": place.commune_name, "at": at}


def _communes(department, names):
    """Where the people of each are: a map that flies to the middle of a marsh shows a marsh."""
    found = [
        {"key": code, "name": names.get(code, code), "at": [centre.longitude, centre.latitude]}
        for code, centre in populated_centres(department).items()
    ]
    return sorted(found, key=lambda entry: (fold(entry["name"]), entry["key"]))


def _catchments(department, contours):
    found = college_seats(department)
    return [
        {"type": "Feature", "geometry": geometry, "properties": {"code": uai}}
        for uai, geometry in catchment_outlines(contours, found.one, found.split).items()
    ]
