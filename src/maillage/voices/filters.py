"""What every list of the five stages is filtered by: a theme, a territory and below, words."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.cache import caches
from django.db.models import (
    BigIntegerField,
    Count,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)

from maillage.audit.models import Head
from maillage.audit.queries import state_of
from maillage.territory.models import Territory, lineage, path_range
from maillage.territory.queries import find_places, place_of
from maillage.toolbox.search import search
from maillage.voices.enums import FEW, WIDE
from maillage.voices.models import Retex, Theme, Workshop
from maillage.voices.queries import latest_consultation, voices_in, workshops_visible_to

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
    is_offered: bool

    def __str__(self):
        return self.name

    @property
    def key(self):
        """In an address: a code alone may be a region's and a department's."""
        return f"{self.kind}-{self.code}"


class Meant(NamedTuple):
    """A place that somebody may have meant by what they typed."""

    key: str
    name: str
    detail: str


# In an address, for those whose author did not know.
NO_THEME = "sans"
# As many of them at most are gathered to be sorted: a millisecond.
FEW_RETEX = 1_000
# How long what is offered to choose from may be late of what was said.
PLACES_LAST = 600


@dataclass(frozen=True)
class Filters:
    """Read from the address, so that a filtered list can be sent to someone."""

    themes: list
    territories: list
    # {key: place} of the departments and wider: how near a list places one person.
    wide: dict
    theme: Theme | None
    territory: Place | None
    query: str
    kept: dict
    # Those whose author did not know which theme it was.
    without_theme: bool = False
    # A place typed in words, and those that it may be: whoever reads chooses one.
    place_typed: str = ""
    places_meant: tuple = ()

    @property
    def consultation(self):
        return self.themes[0].consultation if self.themes else None

    def around(self, path):
        """The department or wider that holds this place: one person is placed no nearer."""
        steps = reversed(lineage(path or ""))
        return next((self.wide[step].name for step in steps if step in self.wide), "")

    @property
    def is_active(self):
        return bool(self.kept)

    def address(self, **changes):
        """The same list, with other values: what the page links of a pager lead to."""
        values = {**self.kept, **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})


def read_filters(request, *, also=(), with_voices=False):
    """`also`: the parameters that this list adds («nature», «terme»…), kept along in its links.
    `with_voices`: offer the places of those who spoke for themselves, where they are not too few.

    An unknown theme or territory filters nothing: an old link still shows a list. Three queries,
    or none where nothing was recorded since they were last asked for everyone.
    """
    asked = {name: request.GET.get(name, "").strip() for name in ("thematique", "territoire", "q")}
    asked |= {name: request.GET.get(name, "").strip() for name in also}
    themes, places = _choices(request, with_voices)
    territories = [place for place in places if place.is_offered]
    typed, meant = "", ()
    if with_voices and themes and not asked["territoire"]:
        typed = request.GET.get("lieu", "").strip()[:100]
        meant = places_meant(typed, themes[0].consultation.territory) if typed else ()
        if len(meant) == 1:
            asked["territoire"], typed, meant = meant[0].key, "", ()
    return Filters(
        without_theme=with_voices and asked["thematique"] == NO_THEME,
        place_typed=typed,
        places_meant=meant,
        themes=themes,
        territories=territories,
        wide={place.pk: place for place in places if place.kind in WIDE},
        theme=next((t for t in themes if str(t.number) == asked["thematique"]), None),
        territory=_chosen(territories, asked["territoire"])
        or (with_voices and _not_offered(asked["territoire"]))
        or None,
        query=asked["q"][:200],
        kept={name: value[:200] for name, value in asked.items() if value},
    )


def places_meant(typed, within):
    """The territories that these words may mean; a school is where it stands."""
    found = find_places(typed, within=within)
    exact = [place for place in found if place.is_exact]
    meant = {}
    for place in exact if len(exact) == 1 else found:
        row = place.territory
        name = place.label if place.school is None else row.name
        meant.setdefault(row.pk, Meant(f"{row.kind}-{row.code}", name, place.detail))
    return tuple(meant.values())


def _choices(request, with_voices):
    as_of = getattr(request, "as_of", None)
    if request.user.is_authenticated:
        themes = _themes(request.user)
        return themes, _places(themes, request.user, with_voices)
    pages, name = caches["pages"], "voices" if with_voices else "choices"
    known = pages.get(f"{name}:{as_of}") if as_of is not None else None
    if known is None:
        themes = _themes(request.user)
        if as_of is None and themes:
            # Nobody asked for the number of the last action: it comes with the themes.
            as_of = request.as_of = state_of(themes[0].recorded, themes[0].shown)
            known = pages.get(f"{name}:{as_of}")
        known = known or (themes, _places(themes, request.user, with_voices))
        pages.set(f"{name}:{as_of}", known)
    return known


def _chosen(territories, asked):
    """By its key; or by its bare code, as people write it: 44 then is the first place so coded."""
    by_key = (place for place in territories if place.key == asked)
    by_code = (place for place in territories if place.code == asked)
    return next(by_key, None) or next(by_code, None)


def _not_offered(key):
    """A place that the list is too short to offer, named by the address."""
    place = place_of(key) if key else None
    if place is None or place.school is not None:
        return None
    row = place.territory
    return Place(row.pk, row.kind, row.code, row.name, row.path, row.folded, 0, False)


def narrow_retex(found, filters, *, profile=None, source=None):
    """The same for what was told, where a workshop is one source among others; without the words,
    which the page sifts. A page at a million rows reads one index in its order.
    """
    if filters.consultation:
        found = found.filter(consultation=filters.consultation)
    if filters.theme:
        found = found.filter(theme=filters.theme)
    if filters.without_theme:
        found = found.filter(theme=None)
    if profile:
        found = found.filter(profile=profile)
    if source:
        found = found.filter(source=source)
    if _holds_all(filters):
        return found
    within = path_range(filters.territory.path, "territory__path")
    here = Retex.objects.filter(within).order_by().values_list("pk", flat=True)
    # Where few spoke, theirs are gathered and sorted; where many did, they are met while walking
    # the list. One index tells which, and is read no further than that.
    keys = list(here[: FEW_RETEX + 1])
    return found.filter(within) if len(keys) > FEW_RETEX else found.filter(pk__in=keys)


def without_the_few(found, filters, *, profile=None, source=None):
    """(`found`, without people where they would be told apart; whether they are left out)."""
    is_held = singles_out(filters, profile=profile, source=source)
    # Said so, rather than by exclusion: what workshops told has its index.
    return (found.filter(workshop__isnull=False) if is_held else found), is_held


def singles_out(filters, *, profile=None, source=None):
    """Would the people that these filters leave be told apart? Whatever the words, the theme, the
    page: what is hidden here is nowhere in this list, and stays in the whole one.

    One person is placed no nearer than a department; and fewer than FEW of one kind, of one place
    or collected in one way are not shown by themselves.
    """
    somewhere = not _holds_all(filters)
    if somewhere and filters.territory.kind not in WIDE:
        return True
    if not (profile or source or somewhere):
        return False
    people = voices_in(filters.consultation).order_by()
    if profile:
        people = people.filter(profile=profile)
    if source:
        people = people.filter(source=source)
    if somewhere:
        people = people.filter(path_range(filters.territory.path, "territory__path"))
    return 0 < people.values("pk")[:FEW].count() < FEW


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
        .annotate(
            recorded=Subquery(Head.objects.values("number")[:1]),
            shown=Subquery(Head.objects.values("shown")[:1]),
        )
        .order_by("number")
    )


def _places(themes, user, with_voices):
    """Where workshops were held, and what holds those places: choices that can find something.

    With voices, where enough people spoke too, and every department and wider.
    """
    held = workshops_visible_to(user).filter(theme__in=themes).order_by()
    here = held.filter(territory=OuterRef("pk")).values("territory")
    counted = Territory.objects.filter(pk__in=held.values("territory")).order_by()
    workshops = {}
    for path, count in counted.values_list("path", Subquery(here.values(count=Count("*")))):
        for step in lineage(path):
            workshops[step] = workshops.get(step, 0) + count
    offered, spoken, also = set(workshops), set(), Q()
    if with_voices and themes:
        spoken = {k for k, n in _voices_at(themes[0].consultation).items() if n >= FEW}
        also = Q(kind__in=WIDE)
    places = Territory.objects.filter(Q(pk__in=offered) | also).order_by("path")
    found = places.values_list("pk", "kind", "code", "name", "path", "folded")
    return [
        # Of people, only departments and wider are offered: they are placed no nearer.
        Place(
            *place,
            workshops.get(place[0], 0),
            place[0] in offered or (place[0] in spoken and place[1] in WIDE),
        )
        for place in found
    ]


def _voices_at(consultation):
    """{key of a place: how many spoke for themselves, there and below}, at most PLACES_LAST ago:
    counting a million rows at each page would cost more than the page.
    """
    pages, key = caches["pages"], f"voices:at:{consultation.pk}"
    voices = pages.get(key)
    if voices is None:
        voices = {}
        counted = voices_in(consultation).exclude(territory=None).order_by()
        for path, count in counted.values_list("territory__path").annotate(Count("pk")):
            for step in lineage(path):
                voices[step] = voices.get(step, 0) + count
        pages.set(key, voices, PLACES_LAST)
    return voices


def _holds_all(filters):
    """No territory, the consultation's own, or one around it: everything said is in it."""
    if filters.territory is None:
        return True
    return filters.consultation.territory.path.startswith(filters.territory.path)
