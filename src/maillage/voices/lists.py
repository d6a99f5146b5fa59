"""What stands around the items of a list: its form, its filters in words, its neighbouring pages.

The options are written here rather than in the template: a nation has hundreds of places, and each
turn of a template's loop costs more than the option it writes.
"""

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.territory.models import STEP_WIDTH
from maillage.voices.enums import PointKind, Profile, Source
from maillage.voices.filters import NO_THEME, read_filters
from maillage.voices.queries import EXCERPT

INDENT = "\N{EM SPACE}"
SELECTED = {True: " selected", False: ""}


class Chip(NamedTuple):
    """An active filter in words, and the list without it."""

    words: str
    url: str


@dataclass(frozen=True)
class Choice:
    """A filter of one list: its name in the address, its label, {value: wording}."""

    name: str
    label: str
    wordings: dict

    def asked(self, filters):
        """The value that the address names; None when there is none by that name."""
        value = filters.kept.get(self.name)
        return value if value in self.wordings else None


# What everything that shows RETEX is filtered by: the list, its feed, the data.
NATURE = Choice("nature", gettext_lazy("Nature des points"), dict(PointKind.choices))
PROFILE = Choice("profil", gettext_lazy("Qui parle"), dict(Profile.choices))
SOURCE = Choice("source", gettext_lazy("Recueil"), dict(Source.choices))
RETEX_CHOICES = (NATURE, PROFILE, SOURCE)


def retex_asked_for(request):
    """The filters, then the kind of points, the profile and the source that the address names."""
    also = [choice.name for choice in RETEX_CHOICES]
    filters = read_filters(request, also=also, with_voices=True)
    return (filters, *(choice.asked(filters) for choice in RETEX_CHOICES))


def surroundings(filters, page, *choices):
    """For `voices/list_filters.html`; `choices`: the filters that this list adds."""
    # What people told has words for a place, and no theme when its author did not know.
    with_none = choices == RETEX_CHOICES
    return {
        "filters": filters,
        "chips": _chips(filters, choices),
        "theme_options": _theme_options(filters, with_none=with_none),
        "takes_place": with_none,
        "territory_options": _territory_options(filters),
        "places_meant": _places_meant(filters),
        "choices": [(choice, _choice_options(choice, filters)) for choice in choices],
        "found": _found(page),
        "previous_url": page.has_previous and filters.address(curseur=page.previous_cursor),
        "next_url": page.has_next and filters.address(curseur=page.next_cursor),
        # The same filters, for the pages beside this one that have not these choices.
        "same_filters": filters.address(**{choice.name: "" for choice in choices}),
        "consultation_title": filters.consultation.title if filters.consultation else "",
    }


def excerpt(text):
    """The first lines, cut between two words. A text of EXCERPT characters is one already cut."""
    is_cut = len(text) >= EXCERPT
    text = " ".join(text[:EXCERPT].split())
    return text.rsplit(" ", 1)[0] + "…" if is_cut else text


def _chips(filters, choices):
    active = [
        ("q", _("« %(query)s »") % {"query": filters.query} if filters.query else ""),
        (
            "thematique",
            _theme_in_words(filters),
        ),
        ("territoire", filters.territory.name if filters.territory else ""),
    ]
    for choice in choices:
        asked = choice.asked(filters)
        active.append((choice.name, choice.wordings[asked] if asked is not None else ""))
    return [Chip(words, filters.address(**{name: ""})) for name, words in active if words]


def _theme_in_words(filters):
    if filters.without_theme:
        return _("Sans thématique")
    return _("Thématique %(number)s") % {"number": filters.theme.number} if filters.theme else ""


def _places_meant(filters):
    """[(name, what tells it from its namesakes, the list there)]."""
    return [
        (place.name, place.detail, filters.address(territoire=place.key))
        for place in filters.places_meant
    ]


def _choice_options(choice, filters):
    asked = choice.asked(filters)
    return _options((value, str(words), value == asked) for value, words in choice.wordings.items())


def _theme_options(filters, *, with_none):
    options = [
        (theme.number, f"{theme.number}. {theme.title}", theme is filters.theme)
        for theme in filters.themes
    ]
    if with_none and filters.themes:
        options.append((NO_THEME, _("Sans thématique"), filters.without_theme))
    return _options(options)


def _territory_options(filters):
    """A tree in alphabetical order. Places come in the order of paths: parents before children."""
    branches = {}
    for place in filters.territories:
        branches[place.path] = (*branches.get(place.path[: -STEP_WIDTH - 1], ()), place.folded)
    return _options(
        (
            place.key,
            INDENT * (len(branches[place.path]) - 1) + place.name,
            place is filters.territory,
        )
        for place in sorted(filters.territories, key=lambda place: branches[place.path])
    )


def _options(options):
    return mark_safe(  # noqa: S308  (each part is escaped)
        "".join(
            f'<option value="{escape(str(value))}"{SELECTED[selected]}>{escape(label)}</option>'
            for value, label, selected in options
        )
    )


def _found(page):
    """How many, where it is known without counting: a list that holds on one page."""
    return None if page.has_next or page.has_previous else len(page.rows)
