"""What every list of the five stages is filtered by: a theme, a territory and below, words."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.cache import caches
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, OuterRef, Subquery

from maillage.audit.models import Head
from maillage.territory.models import Territory, path_range
from maillage.toolbox.search import search
from maillage.voices.models import Theme, Workshop
from maillage.voices.queries import latest_consultation, workshops_visible_to

# A place where so few workshops were held may have spoken long ago only: its rows are gathered from
# these workshops and sorted, rather than met one day while walking the list.
FEW_WORKSHOPS = 30


class Place(NamedTuple):
    """A territory to choose. A nation has hundreds, and a list builds no model for them."""

    pk: int
    kind: str
    code: str
    name: str
    path: str
    folded: str
    # Held there and below.
    workshops: int

    def __str__(self):
        return self.name

    @property
    def key(self):
        """In an address: a code alone may be a region's and a department's."""
        return f"{self.kind}-{self.code}"


@dataclass(frozen=True)
class Filters:
    """Read from the address, so that a filtered list can be sent to someone."""

    themes: list
    territories: list
    theme: Theme | None
    territory: Place | None
    query: str
    kept: dict

    @property
    def consultation(self):
        return self.themes[0].consultation if self.themes else None

    @property
    def is_active(self):
        return bool(self.kept)

    def address(self, **changes):
        """The same list, with other values: what the page links of a pager lead to."""
        values = {**self.kept, **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})


def read_filters(request, *, also=()):
    """`also`: the parameters that this list adds («nature», «terme»…), kept along in its links.

    An unknown theme or territory filters nothing: an old link still shows a list. Three queries,
    or none where nothing was recorded since they were last asked for everyone.
    """
    asked = {name: request.GET.get(name, "").strip() for name in ("thematique", "territoire", "q")}
    asked |= {name: request.GET.get(name, "").strip() for name in also}
    themes, territories = _choices(request)
    return Filters(
        themes=themes,
        territories=territories,
        theme=next((t for t in themes if str(t.number) == asked["thematique"]), None),
        territory=_chosen(territories, asked["territoire"]),
        query=asked["q"][:200],
        kept={name: value[:200] for name, value in asked.items() if value},
    )


def _choices(request):
    as_of = getattr(request, "as_of", None)
    if request.user.is_authenticated:
        themes = _themes(request.user)
        return themes, _territories(themes, request.user)
    pages = caches["pages"]
    known = pages.get(f"choices:{as_of}") if as_of is not None else None
    if known is None:
        themes = _themes(request.user)
        if as_of is None and themes:
            # Nobody asked for the number of the last action: it comes with the themes.
            as_of = request.as_of = themes[0].as_of
            known = pages.get(f"choices:{as_of}")
        known = known or (themes, _territories(themes, request.user))
        pages.set(f"choices:{as_of}", known)
    return known


def _chosen(territories, asked):
    """By its key; or by its bare code, as people write it: 44 then is the first place so coded."""
    by_key = (place for place in territories if place.key == asked)
    by_code = (place for place in territories if place.code == asked)
    return next(by_key, None) or next(by_code, None)


def narrow(queryset, filters, *, workshop="workshop", theme="theme"):
    """Apply theme, territory and words. The consultation is that of the themes."""
    place = None if _holds_all(filters) else filters.territory
    gathered = place is not None and place.workshops <= FEW_WORKSHOPS
    if filters.theme and not gathered:
        queryset = queryset.filter(**{theme: filters.theme})
    elif filters.themes:
        # A sum answers no index: the planner walks the order of the list and stops at the last row
        # of the page. By the index of the themes it would gather them all, and sort 100,000 rows.
        key = ExpressionWrapper(F(f"{theme}_id") + 0, output_field=BigIntegerField())
        among = [t.pk for t in ([filters.theme] if filters.theme else filters.themes)]
        queryset = queryset.alias(theme_key=key).filter(theme_key__in=among)
    if gathered:
        held = Workshop.objects.filter(path_range(place.path, "territory__path")).order_by()
        queryset = queryset.filter(**{f"{workshop}__in": held.values("pk")})
    elif place:
        queryset = queryset.filter(path_range(place.path, f"{workshop}__territory__path"))
    return search(queryset, filters.query) if filters.query else queryset


def _themes(user):
    """Those of the current consultation, each with it: one query for both."""
    latest = latest_consultation(user).values("pk")[:1]
    return list(
        Theme.objects.filter(consultation__in=latest)
        .select_related("consultation__territory")
        .annotate(as_of=Subquery(Head.objects.values("number")[:1]))
        .order_by("number")
    )


def _territories(themes, user):
    """Where workshops were held, and what holds those places: choices that can find something."""
    held = workshops_visible_to(user).filter(theme__in=themes).order_by()
    here = held.filter(territory=OuterRef("pk")).values("territory")
    counted = Territory.objects.filter(pk__in=held.values("territory")).order_by()
    workshops = {}
    for path, count in counted.values_list("path", Subquery(here.values(count=Count("*")))):
        for step in path.strip("/").split("/"):
            workshops[int(step)] = workshops.get(int(step), 0) + count
    places = Territory.objects.filter(pk__in=workshops).order_by("path")
    found = places.values_list("pk", "kind", "code", "name", "path", "folded")
    return [Place(*place, workshops[place[0]]) for place in found]


def _holds_all(filters):
    """No territory, the consultation's own, or one around it: everything said is in it."""
    if filters.territory is None:
        return True
    return filters.consultation.territory.path.startswith(filters.territory.path)
