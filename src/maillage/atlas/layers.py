"""What an interactive map draws of a département, and what its list says of the same things."""

from maillage.atlas.analysis import catchment_outlines, coverage_areas, grid_of
from maillage.territory.enums import Kind, PlaceKind
from maillage.territory.queries import (
    access_places,
    college_seats,
    contours_of,
    coverage_of,
    dataset_of,
    populated_centres,
)
from maillage.territory.queries import territories as known_territories
from maillage.toolbox.analysis import fold

COVERAGE = "couverture-mobile"
# Not drawn as places: a school is one layer, and thousands of primary ones are no place of access.
_SCHOOLS = (PlaceKind.SCHOOL, PlaceKind.SECONDARY)


def layers_of(department):
    """({layer: GeoJSON features}, {layer: what stands in the list, by name})."""
    contours = contours_of(department)
    places = access_places(department)
    schools = [place for place in places if place.kind == PlaceKind.SECONDARY]
    others = [place for place in places if place.kind not in _SCHOOLS]
    communes = _communes(department, _names(contours))
    networks = _networks(department, contours)
    features = {
        "communes": [_area(polygons, code) for code, polygons in sorted(contours.items())],
        "catchments": _catchments(department, contours),
        "coverage": _coverage(networks),
        "schools": [_point(place, _uai(place)) for place in schools],
        "places": [_point(place, place.key) for place in others],
    }
    listed = {
        "communes": communes,
        "schools": [_entry(_uai(place), place) for place in schools],
        "places": [{**_entry(place.key, place), "kind": place.kind.value} for place in others],
        "networks": _networks_listed(department, networks),
        "coverage": [
            {**commune, "levels": [_levels(network, commune["key"]) for network in networks]}
            for commune in communes
            if networks
        ],
    }
    return {layer: found for layer, found in features.items() if found}, listed


def _names(contours):
    found = known_territories().filter(kind=Kind.COMMUNE, code__in=contours)
    return dict(found.values_list("code", "name"))


def _uai(place):
    return place.key.rpartition("-")[2]


def _feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _area(polygons, code):
    return _feature({"type": "MultiPolygon", "coordinates": polygons}, code=code)


def _point(place, code):
    return _feature({"type": "Point", "coordinates": [place.longitude, place.latitude]}, code=code)


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
    drawn = catchment_outlines(contours, found.one, found.split)
    return [_feature(geometry, code=uai) for uai, geometry in drawn.items()]


def _networks(department, contours):
    if not contours:
        return []
    return coverage_areas(coverage_of(department), contours, grid=grid_of(department))


def _coverage(networks):
    """Of each network, where it is as good as each of its levels, or better."""
    return [
        _feature(network.areas[level], code=_key(network), level=rank)
        for network in networks
        for rank, level in enumerate(network.levels, start=1)
        if level in network.areas
    ]


def _networks_listed(department, networks):
    """What a legend says of each: who declares it, when, and under which licence."""
    held = dataset_of(COVERAGE, department)
    source = f"{held.title}, {held.publisher} ({held.licence})" if held else ""
    names = "name", "technology", "usage", "date"
    return [
        {
            **{name: getattr(each, name) for name in names},
            "key": _key(each),
            "source": source,
            "side": round(each.side, -1),
        }
        for each in networks
    ]


def _key(network):
    return f"{network.operator}-{network.technology}-{network.usage}"


def _levels(network, commune):
    """Of 100 squares of the commune, from the best level; None where it has no square."""
    shares = network.shares.get(commune)
    return shares and [round(share) for share in reversed(shares)]
