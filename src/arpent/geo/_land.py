"""The communes of a département: codes of today and of yesterday, and where a position lies."""

from collections.abc import Iterable, Mapping
from typing import Any

from arpent.geo._within import Areas

Values = Mapping[str, Any]


class Land:
    def __init__(
        self,
        department: str,
        communes: Iterable[Values],
        contours: Iterable[Values] | None,
        reported: list[str],
    ) -> None:
        self.population: dict[str, int] = {}
        self.names: dict[str, str] = {}
        # {commune of another département: its population}, where the file goes further than ours.
        self.around: dict[str, int] = {}
        self.former: dict[str, str] = {}
        uncounted = []
        for row in sorted(communes, key=lambda row: row["kind"] != "commune"):
            code = row["code"]
            if row["kind"] != "commune":
                if row.get("head") and row["head"] != code:
                    self.former.setdefault(code, row["head"])
                continue
            for old in row.get("former") or ():
                self.former[old] = code
            if row.get("department", department) not in (department, None):
                self.around[code] = row["population"] or 0
                continue
            if row["population"] is None:
                uncounted.append(code)
            self.population[code] = row["population"] or 0
            self.names[code] = row.get("name") or code
        for code in self.population.keys() & self.former.keys():
            del self.former[code]
        tell(reported, "communes sans population, comptées pour zéro", uncounted)
        if contours is not None:
            self._draw(contours, reported)

    def _draw(self, contours: Iterable[Values], reported: list[str]) -> None:
        areas: dict[str, list[Any]] = {}
        foreign, old = [], []
        for row in contours:
            code = self.today(row["code"])
            if code is None:
                foreign.append(row["code"])
                continue
            if code != row["code"]:
                old.append(f"{row['code']} (aujourd’hui {code})")
            areas.setdefault(code, []).extend(row["area"])
        tell(reported, "contours d’anciennes communes, joints à celles d’aujourd’hui", old)
        tell(reported, "contours d’aucune commune du département", foreign)
        tell(reported, "communes sans contour", sorted(self.population.keys() - areas.keys()))
        self._areas = Areas(areas)

    def today(self, code: str | None) -> str | None:
        """The commune of this département that the code is, or has become."""
        seen = set()
        while code is not None and code not in self.population and code not in seen:
            seen.add(code)
            code = self.former.get(code)
        return code if code in self.population else None

    def at(self, row: Values) -> str | None:
        longitude, latitude = row.get("longitude"), row.get("latitude")
        if longitude is None or latitude is None:
            return None
        return self._areas.of(longitude, latitude)

    def why_not(self, row: Values) -> str:
        longitude, latitude = row.get("longitude"), row.get("latitude")
        if longitude is None or latitude is None:
            return "sans position"
        if self._areas.of(latitude, longitude):
            return "latitude et longitude échangées"
        return "sa position n’est dans aucune commune du département"

    def people(self, codes: Iterable[str]) -> int:
        return sum(self.population[code] for code in codes)


def tell(reported: list[str], what: str, which: list[str]) -> None:
    if which:
        reported.append(f"{what} : {', '.join(which)}")
