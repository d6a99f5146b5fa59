"""Reads: the last edition, cell by cell, beside the people who are there; schools to call."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef

from maillage.accounts.queries import within_reach
from maillage.silence.analysis import rate, surprise
from maillage.silence.enums import ALL, PROFILES, Cross
from maillage.silence.models import Edition
from maillage.territory.models import School
from maillage.voices.enums import EDITORS
from maillage.voices.models import Retex
from maillage.voices.queries import latest_consultation


def current_edition(user):
    """(the consultation that everyone is shown, what was counted of it). Two queries."""
    consultation = latest_consultation(user).select_related("territory").first()
    edition = Edition.objects.filter(consultation=consultation).first() if consultation else None
    return consultation, edition and Counted(edition.body, edition.counted_at)


def silent_schools(user):
    """Open schools in the reader's reach, from which nobody spoke; the largest first."""
    spoke = Retex.objects.filter(school=OuterRef("pk"), is_shown=True)
    reach = within_reach(user, *EDITORS, field="territory")
    found = School.objects.filter(reach, ~Exists(spoke), is_open=True, pupils__isnull=False)
    return found.select_related("territory")


@dataclass(frozen=True)
class Cell:
    """Who, where, about what; None: hidden, since so few spoke or it would tell who did."""

    profile: str
    place: "Place"
    theme: str
    count: int | None
    population: int | None
    expected: float | None

    @property
    def is_hidden(self):
        return self.count is None

    @cached_property
    def rate(self):
        if self.is_hidden or not self.population:
            return None
        return rate(self.count, self.population)

    @cached_property
    def surprise(self):
        """Below zero, fewer spoke than if everybody had spoken as much."""
        if self.is_hidden or self.expected is None:
            return None
        return surprise(self.count, self.expected)


@dataclass(frozen=True)
class Place:
    key: str
    above: str | None
    name: str
    kind: str
    pk: int

    @property
    def is_unsaid(self):
        """Of those who spoke from the place above, and did not say from where in it."""
        return self.key.endswith("?")


class Counted:
    def __init__(self, body, counted_at=None):
        self.counted_at = counted_at
        self.cells, self.populations = body["cells"], body["populations"]
        self.sources, self.uncounted = body["sources"], body["uncounted"]
        self.themes, self.titles = body["themes"], body["titles"]
        self.places = {each[0]: Place(*each) for each in body["places"]}
        self.root = self.places[body["root"]]
        self.everybody = {}
        for there in self.populations.values():
            for key, count in there.items():
                self.everybody[key] = self.everybody.get(key, 0) + count
        self.ranked = body.get("silent", {})

    @property
    def voices(self):
        """How many spoke; None when they are too few to be told."""
        return self._count(ALL, self.root.key, ALL)

    def cell(self, profile, place, theme):
        count = self._count(profile, place.key, theme)
        expected = self._expected(profile, place, theme)
        return Cell(profile, place, theme, count, self.population(profile, place), expected)

    def population(self, profile, place):
        """How many they are; None where nobody counted them. Of all: those who are counted."""
        if profile == ALL:
            return self.everybody.get(place.key)
        return self.populations.get(profile, {}).get(place.key)

    def inside(self, place):
        """What lies straight under it."""
        return [each for each in self.places.values() if each.above == place.key]

    def narrowest(self, place):
        """Every place below that holds no other one; itself, where it holds none."""
        held = {each.above for each in self.places.values()}
        return [
            each
            for each in self.places.values()
            if each.key not in held and not each.is_unsaid and self._is_in(each, place)
        ]

    def crossed(self, cross, place):
        """(profile, key of a place, theme) of each cell of a table by two of the three, totals left
        out: keys, since a country has a thousand of them and a page shows twenty."""
        where = [each.key for each in self.narrowest(place)]
        if cross == Cross.PROFILE_TERRITORY:
            return [(profile, each, ALL) for each in where for profile in PROFILES]
        if cross == Cross.PROFILE_THEME:
            return [(p, self.root.key, theme) for p in PROFILES for theme in self.themes]
        return [(ALL, each, theme) for each in where for theme in self.themes]

    def silent(self, cross, place):
        """The same, the most silent first, as ranked once when it was counted."""
        if place == self.root or cross == Cross.PROFILE_THEME:
            return self.ranked[cross]
        inside = {each.key for each in self.narrowest(place)}
        return [cell for cell in self.ranked[cross] if cell[1] in inside]

    def telling(self, place):
        """The first of the three where somebody who is known to be there did not speak: where few
        spoke in all, most of the others is hidden."""
        for cross in Cross:
            if any(self.at(*cell).population for cell in self.silent(cross, place)[:1]):
                return cross
        return Cross.PROFILE_TERRITORY

    def hidden_among(self, cells):
        return sum(self._count(*cell) is None for cell in cells)

    def at(self, profile, key, theme):
        return self.cell(profile, self.places[key], theme)

    def everything(self):
        """All that is published, totals included, once each."""
        for profile in (ALL, *PROFILES):
            for place in self.places.values():
                for theme in (ALL, *self.themes):
                    if ALL in (profile, theme) or place == self.root:
                        yield self.cell(profile, place, theme)

    def _is_in(self, place, around):
        while place.key != around.key and place.above is not None:
            place = self.places[place.above]
        return place.key == around.key

    def _count(self, *cell):
        return self.cells.get("|".join(cell), 0)

    def _expected(self, profile, place, theme):
        """If all those who are counted had spoken as much, wherever and whoever they are. From
        published figures alone: it would give away a hidden one otherwise."""
        everybody, here = self.population(ALL, self.root), self.population(profile, place)
        about = self._count(ALL, self.root.key, theme)
        if not everybody or here is None or about is None:
            return None
        return about * here / everybody


def most_silent(counted):
    """{cross: its cells}: fewer than expected, what is least likely to be chance first; then
    nobody, where how many were expected is not known, those who are known to be many first."""
    found = {}
    for cross in Cross:
        cells = [counted.at(*cell) for cell in counted.crossed(cross, counted.root)]
        fewer = [cell for cell in cells if cell.surprise is not None and cell.surprise < 0]
        fewer.sort(key=lambda cell: (cell.surprise, -cell.population))
        nobody = [cell for cell in cells if cell.count == 0 and cell.expected is None]
        nobody.sort(key=lambda cell: -(cell.population or 0))
        found[cross.value] = [
            (str(cell.profile), cell.place.key, cell.theme) for cell in fewer + nobody
        ]
    return found
