"""Reads of `/territoires/`: places by their names, and what is known of one."""

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from maillage.atlas import queries
from maillage.plan.queries import actions_visible_to
from maillage.territory.access import can_keep_contacts
from maillage.territory.enums import About, Kind, PlaceKind, SchoolKind
from maillage.territory.models import School
from maillage.territory.queries import (
    ancestors,
    contacts_of,
    estimate_of,
    find_places,
    sketch_of,
    territories,
)
from maillage.toolbox.listing import keyset_page
from maillage.voices.queries import workshops_visible_to

MOST_FOUND, MOST_TOLD = 40, 10
SCHOOL_KEY = "uai-"


class Sort(TextChoices):
    """What the directory lists when no name is typed."""

    COMMUNES = "communes", _("Communes")
    SCHOOLS = "ecoles", _("Écoles")
    COLLEGES = "colleges", _("Collèges")
    LYCEES = "lycees", _("Lycées")


KINDS = {
    Sort.SCHOOLS: SchoolKind.SCHOOL,
    Sort.COLLEGES: SchoolKind.COLLEGE,
    Sort.LYCEES: SchoolKind.LYCEE,
}


def found(words):
    """Three queries at most: what somebody may mean."""
    return find_places(words, most=MOST_FOUND)


def page_of(sort, cursor):
    """Communes, or schools of a kind, by their names."""
    if sort == Sort.COMMUNES:
        rows = territories().filter(kind=Kind.COMMUNE).select_related("parent")
    else:
        rows = School.objects.filter(kind=KINDS[sort], is_open=True).select_related("territory")
    return keyset_page(rows, order=("folded", "pk"), cursor=cursor)


def key_of(row):
    return f"{SCHOOL_KEY}{row.uai}" if isinstance(row, School) else f"{row.kind}-{row.code}"


class Known:
    """What is known of a place, as `user` may see it. The same queries whatever there is."""

    def __init__(self, place, user):
        self.territory, self.school, self.user = place.territory, place.school, user

    @property
    def name(self):
        return self.school.name if self.school else self.territory.name

    @property
    def within(self):
        """From the widest down."""
        above = list(ancestors(self.territory))
        return [*above, self.territory] if self.school else above

    @cached_property
    def headcounts(self):
        """[(People, year, count, source)], the latest of each people and part."""
        if self.school is None:
            return []
        rows = self.school.headcounts.select_related("edition").order_by("-year", "people")
        latest = rows[0].year if rows else None
        return [each for each in rows if each.year == latest]

    @cached_property
    def line(self):
        """Its line in the estimate in force; None where nothing is estimated."""
        estimate = estimate_of(self.territory)
        if estimate is None:
            return None
        about = About.SCHOOL if self.school else About.COMMUNE
        code = self.school.uai if self.school else self.territory.code
        return queries.line_of(estimate, about, code)

    @cached_property
    def schools(self):
        """[(UAI, name, kind)] of the open schools of a commune: a city has hundreds."""
        if self.school or self.territory.kind != Kind.COMMUNE:
            return []
        opened = self.territory.schools.filter(is_open=True)
        return list(opened.values_list("uai", "name", "kind"))

    @cached_property
    def places(self):
        """[(kind, name, whether one connects there)] of the commune."""
        code = self.territory.code
        sketch = sketch_of(code[: 3 if code.startswith("97") else 2], whole=True)
        found = sketch.around.get("places", []) if sketch else []
        return [
            (PlaceKind(kind).label, name, connects)
            for kind, name, commune, _x, _y, connects in found
            if commune == code
        ]

    @cached_property
    def workshops(self):
        here = workshops_visible_to(self.user).filter(territory=self.territory)
        return list(here.order_by("-pk")[:MOST_TOLD])

    @cached_property
    def actions(self):
        here = actions_visible_to(self.user).filter(workshop__territory=self.territory)
        return list(here.order_by("-pk")[:MOST_TOLD])

    @cached_property
    def contacts(self):
        return list(contacts_of(self.territory, self.school))

    @property
    def can_keep_contacts(self):
        return self.user.is_authenticated and can_keep_contacts(self.user, self.territory)
