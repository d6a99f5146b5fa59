"""Where pupils of a département could connect: one list from many public files.

What a file does not say stays unknown: None, or a slot that is not there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import cos, hypot, radians

from maillage.territory import loading_datasets
from maillage.territory.analysis import Areas, catchments, slots_of
from maillage.territory.enums import PlaceKind, PlaceSlot
from maillage.territory.models import Dataset
from maillage.toolbox.analysis import fold

# The sorts of place of the mediation schema; of a place with several, the first here tells.
TYPOLOGIES = {
    "BIB": PlaceKind.LIBRARY,
    "RFS": PlaceKind.FRANCE_SERVICES,
    "CS": PlaceKind.SOCIAL_CENTRE,
    "CSC": PlaceKind.SOCIAL_CENTRE,
    "EVS": PlaceKind.SOCIAL_CENTRE,
    "MQ": PlaceKind.NEIGHBOURHOOD,
    "MJC": PlaceKind.NEIGHBOURHOOD,
    "PIJ_BIJ": PlaceKind.NEIGHBOURHOOD,
    "EPN": PlaceKind.DIGITAL,
    "TIERS_LIEUX": PlaceKind.COWORKING,
    "MUNI": PlaceKind.TOWN_HALL,
    "CCAS": PlaceKind.TOWN_HALL,
}
OPEN_BUILDING = "batiment ouvert"
OPEN_SCHOOL = "ouvert"
ITINERANT = ("itinerante", "bus")
CONNECTS = "acces internet"
SECONDARY = ("college", "lycee", "erea")
# Under this, two files speak of the same place: positions come from addresses, hence metres apart.
SAME_PLACE = 150
DEGREE = 111_195
WEEK = {
    "monday": "Mo",
    "tuesday": "Tu",
    "wednesday": "We",
    "thursday": "Th",
    "friday": "Fr",
    "saturday": "Sa",
    "sunday": "Su",
}
# «09h - 12h», «8:30-12:30»: two times, and a few signs between them.
RANGE = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?\D{1,5}(\d{1,2})\s*[h:]\s*(\d{2})?", re.I)


@dataclass(frozen=True)
class AccessPlace:
    """`connects`: whether people find Wi-Fi or a computer there today, as its file declares it.
    `hours`: how many a week it is open."""

    kind: PlaceKind
    key: str
    name: str
    commune: str
    commune_name: str
    longitude: float
    latitude: float
    connects: bool | None
    seats: int | None = None
    slots: Mapping[str, bool] = field(default_factory=dict)
    hours: float | None = None
    source: str = ""
    edition: str = ""


class Communes:
    """Codes and names of today, and which commune a position lies in."""

    def __init__(self, department):
        self.names, self.former = {}, {}
        for row in loading_datasets.rows_of("communes", department):
            if row["kind"] == "commune":
                self.names[row["code"]] = row["name"]
                self.former.update(dict.fromkeys(row.get("former") or (), row["code"]))
            elif row.get("head"):
                self.former.setdefault(row["code"], row["head"])
        self.contours = {}
        for row in loading_datasets.rows_of("contours-communes", department):
            self.contours.setdefault(self.today(row["code"]), []).extend(row["area"])
            self.names.setdefault(self.today(row["code"]), row.get("name") or row["code"])
        self._areas = Areas(self.contours)

    def today(self, code):
        """A former code is that of the commune it is in; a code of a commune stays as it is."""
        return code if code in self.names else self.former.get(code, code)

    def declared(self, row, name):
        code = self.today(row.get(name))
        return code if code in self.names else None

    def at(self, row):
        return self._areas.of(row["longitude"], row["latitude"])


def access_places(department):
    """Every place of the département that can be put on a map, each once, by kind and name."""
    communes = Communes(department)
    editions = dict(Dataset.objects.order_by("pk").values_list("source", "edition"))
    found = []
    for source, read in READERS.items():
        for row in loading_datasets.rows_of(source, department):
            place = read(row, communes) if _is_placed(row) else None
            if place is not None:
                found.append(replace(place, source=source, edition=editions.get(source, "")))
    order = list(PlaceKind)
    return sorted(_once(found), key=lambda place: (order.index(place.kind), place.name, place.key))


def sectors_of(department):
    communes = Communes(department)
    rules = loading_datasets.rows_of("carte-scolaire-colleges", department)
    found, sectors = catchments(rules, communes.names.keys(), communes.former), {}
    for code, uai in found.one.items():
        sectors.setdefault(uai, {})[code] = True
    for several in (found.split, found.shared):
        for code, schools in several.items():
            for uai in schools:
                sectors.setdefault(uai, {})[code] = False
    return sectors


def metres(one, other):
    """Between two positions in degrees, a few tens of kilometres apart at most."""
    east = (one[0] - other[0]) * cos(radians((one[1] + other[1]) / 2))
    return DEGREE * hypot(east, one[1] - other[1])


def _is_placed(row):
    return row.get("longitude") is not None and row.get("latitude") is not None


def _placed(row, communes, code, **told):
    if code is None:
        return None
    where = {"longitude": row["longitude"], "latitude": row["latitude"]}
    return AccessPlace(commune=code, commune_name=communes.names.get(code, code), **where, **told)


def _library(row, communes):
    if _plain(row["kind"]) != OPEN_BUILDING:
        return None
    return _placed(
        row,
        communes,
        communes.at(row) or communes.declared(row, "commune"),
        kind=PlaceKind.LIBRARY,
        key=f"bibliotheques-{row['id']}",
        name=row["name"] or row["id"],
        connects=row.get("wifi"),
        seats=row.get("seats"),
        # Of a week, its file tells how many hours, and whether Sunday has some.
        slots={} if row.get("sunday") is None else {PlaceSlot.SUNDAY.value: row["sunday"]},
        hours=row.get("hours"),
    )


def _france_services(row, communes):
    if any(word in _plain(row.get("format")) for word in ITINERANT):
        return None
    return _placed(
        row,
        communes,
        communes.declared(row, "commune") or communes.at(row),
        kind=PlaceKind.FRANCE_SERVICES,
        key=f"france-services-{row['id']}",
        name=row["name"],
        # The charter of the label asks for a computer with a connection.
        connects=True,
        slots=_slots(_week(row)),
    )


def _mediation(row, communes):
    told = (row.get("kinds") or "").split("|")
    kinds = (kind for code, kind in TYPOLOGIES.items() if code in told)
    declared = CONNECTS in _plain(row.get("services"))
    return _placed(
        row,
        communes,
        communes.declared(row, "insee") or communes.at(row),
        kind=next(kinds, PlaceKind.OTHER),
        key=f"mediation-numerique-{row['id']}",
        name=row["name"],
        connects=True if declared else None,
        slots=_slots(row.get("hours") or ""),
    )


def _school(row, communes):
    if _plain(row.get("state") or OPEN_SCHOOL) != OPEN_SCHOOL or not row["name"]:
        return None
    sort = _plain(row["kind"])
    is_secondary = any(word in sort for word in SECONDARY)
    if not (is_secondary or "ecole" in sort):
        return None
    return _placed(
        row,
        communes,
        communes.declared(row, "commune") or communes.at(row),
        kind=PlaceKind.SECONDARY if is_secondary else PlaceKind.SCHOOL,
        key=f"annuaire-education-{row['uai']}",
        name=row["name"],
        connects=None,
    )


READERS = {
    "bibliotheques": _library,
    "france-services": _france_services,
    "mediation-numerique": _mediation,
    "annuaire-education": _school,
}


def _week(row):
    """Hours typed day by day ("08:30 - 12:30 / 14h - 17h"), as OpenStreetMap writes them."""
    told = ((name, RANGE.findall(row.get(day) or "")) for day, name in WEEK.items())
    return "; ".join(f"{name} {','.join(map(_times, ranges))}" for name, ranges in told if ranges)


def _times(found):
    start, start_minutes, end, end_minutes = found
    return f"{start}:{start_minutes or '00'}-{end}:{end_minutes or '00'}"


def _slots(hours):
    """{} where nobody says when it is open, or says it in words."""
    try:
        found = slots_of(hours)
    except ValueError:
        return {}
    return {slot.value: slot.value in found for slot in PlaceSlot}


def _plain(text):
    return fold(text or "")


def _once(places):
    """Of one kind, in one commune, metres apart: one place, that knows what each file says."""
    found = {}
    for place in places:
        here = found.setdefault((place.commune, place.kind), [])
        twin = next((at for at, one in enumerate(here) if _are_the_same(one, place)), None)
        if twin is None:
            here.append(place)
        else:
            here[twin] = _joined(here[twin], place)
    return [place for here in found.values() for place in here]


def _are_the_same(one, other):
    if one.source == other.source:
        return False
    where = [(each.longitude, each.latitude) for each in (one, other)]
    return metres(*where) <= SAME_PLACE


def _joined(one, other):
    return replace(
        one,
        connects=other.connects if one.connects is None else one.connects,
        seats=other.seats if one.seats is None else one.seats,
        slots={**other.slots, **one.slots},
        hours=other.hours if one.hours is None else one.hours,
    )
