"""What stands near the place of a line: its neighbours, its sector, and where one can connect."""

from functools import cached_property
from math import hypot

from maillage.atlas.drawing import box
from maillage.territory.enums import About, PlaceKind

# Metres of a degree of latitude.
DEGREE = 111_195
MOST_PLACES = 8


class Around:
    """`sketch` is None where nothing is drawn: nothing is known around then."""

    def __init__(self, line, sketch, together):
        self.line, self.names, self.shares = line, together.names, together.shares
        self.sketch = sketch
        self.held = sketch.around if sketch else {}

    @cached_property
    def own(self):
        """The communes that it is about."""
        if self.line.about == About.COMMUNE:
            return [self.line.code]
        return list(self.sector) or ([self.line.territory.code] if self.line.territory else [])

    @property
    def sector(self):
        """Of a school, {commune: whether all of it goes there}."""
        return self.held.get("sectors", {}).get(self.line.code, {})

    @property
    def whole(self):
        return self._named(code for code, is_whole in self.sector.items() if is_whole)

    @property
    def part(self):
        return self._named(code for code, is_whole in self.sector.items() if not is_whole)

    @property
    def neighbours(self):
        """[(code, name, share)] of a commune, the most pupils without first."""
        if self.line.about != About.COMMUNE:
            return []
        codes = self.held.get("neighbours", {}).get(self.line.code, [])
        told = [(code, self.names.get(code, code), self.shares.get(code)) for code in codes]
        return sorted(told, key=lambda each: (each[2] is None, -(each[2] or 0), each[1]))

    @cached_property
    def places(self):
        """[(kind, name, name of the commune, whether one connects there, metres)], the nearest
        first: those of the commune have no distance, for nobody lives in its middle."""
        found = self.held.get("places", [])
        here = [each for each in found if self.line.about == About.COMMUNE and each[2] in self.own]
        if here:
            return [self._told(each, None) for each in here]
        where = self._where()
        if where is None:
            return []
        scale = DEGREE / self.sketch.frame["y"]
        far = [(hypot(p[3] - where[0], p[4] - where[1]) * scale, p) for p in found]
        far.sort(key=lambda each: each[0])
        return [self._told(place, metres) for metres, place in far[:MOST_PLACES]]

    def _where(self):
        if self.line.code in self.held.get("schools", {}):
            return self.held["schools"][self.line.code]
        path = self.sketch and self.sketch.communes.get(self.own[0] if self.own else "")
        if not path:
            return None
        left, top, right, bottom = box(path)
        return (left + right) / 2, (top + bottom) / 2

    def _told(self, place, metres):
        kind, name, commune, _x, _y, connects = place
        return PlaceKind(kind).label, name, self.names.get(commune, commune), connects, metres

    def _named(self, codes):
        found = [(code, self.names.get(code, code)) for code in codes]
        return sorted(found, key=lambda each: each[1])
