"""What every list of the five stages is filtered by: a theme, a territory and below, words."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import BigIntegerField, ExpressionWrapper, F

from maillage.territory.models import Territory, path_range
from maillage.toolbox.search import search
from maillage.voices.models import Theme
from maillage.voices.queries import consultations_visible_to, workshops_visible_to


class Place(NamedTuple):
    """A territory to choose. A nation has hundreds, and a list builds no model for them."""

    pk: int
    code: str
    name: str
    path: str
    folded: str

    def __str__(self):
        return self.name


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

    An unknown theme or territory filters nothing: an old link still shows a list. Three queries.
    """
    asked = {name: request.GET.get(name, "").strip() for name in ("thematique", "territoire", "q")}
    asked |= {name: request.GET.get(name, "").strip() for name in also}
    themes = _themes(request.user)
    territories = _territories(themes, request.user)
    return Filters(
        themes=themes,
        territories=territories,
        theme=next((t for t in themes if str(t.number) == asked["thematique"]), None),
        territory=next((t for t in territories if t.code == asked["territoire"]), None),
        query=asked["q"][:200],
        kept={name: value[:200] for name, value in asked.items() if value},
    )


def narrow(queryset, filters, *, workshop="workshop", theme="theme"):
    """Apply theme, territory and words. The consultation is that of the themes."""
    if filters.theme:
        queryset = queryset.filter(**{theme: filters.theme})
    elif filters.themes:
        # A sum answers no index: the planner walks the order of the list and stops at the last row
        # of the page. By the index of the themes it would gather them all, and sort 100,000 rows.
        key = ExpressionWrapper(F(f"{theme}_id") + 0, output_field=BigIntegerField())
        among = [t.pk for t in filters.themes]
        queryset = queryset.alias(theme_key=key).filter(theme_key__in=among)
    if filters.territory and not _holds_all(filters):
        within = path_range(filters.territory.path, f"{workshop}__territory__path")
        queryset = queryset.filter(within)
    return search(queryset, filters.query) if filters.query else queryset


def _themes(user):
    """Those of the current consultation, each with it: one query for both."""
    latest = consultations_visible_to(user).order_by("-opened_at", "-pk").values("pk")[:1]
    return list(
        Theme.objects.filter(consultation__in=latest)
        .select_related("consultation__territory")
        .order_by("number")
    )


def _territories(themes, user):
    """Where workshops were held, and what holds those places: choices that can find something."""
    held = workshops_visible_to(user).filter(theme__in=themes).order_by()
    paths = held.values_list("territory__path", flat=True).distinct()
    lineages = {int(step) for path in paths for step in path.strip("/").split("/")}
    places = Territory.objects.filter(pk__in=lineages).order_by("path")
    return list(map(Place._make, places.values_list(*Place._fields)))


def _holds_all(filters):
    """The consultation's own territory, or one around it: everything said is in it."""
    return filters.consultation.territory.path.startswith(filters.territory.path)
