"""Where somebody speaks from: a place we know, one of several, or their own words."""

from typing import NamedTuple

from maillage.territory.models import School, Territory
from maillage.testimony.queries import place_named, places_meant

# What the radio "none of those" says.
OWN_WORDS = "words"


class Where(NamedTuple):
    label: str = ""
    detail: str = ""
    key: str = ""
    territory: Territory | None = None
    school: School | None = None
    # As they were typed, when no place of ours was meant or known.
    words: str = ""
    # Several that fit: whoever speaks says which.
    candidates: tuple = ()


def understood(text, *, consultation, key="", chosen_for=""):
    """What `text` means there. A place chosen for these very words is taken as it is."""
    if not text:
        return Where()
    if key and chosen_for == text:
        chosen = None if key == OWN_WORDS else place_named(key)
        return _at(chosen) if chosen else Where(label=text, key=OWN_WORDS, words=text)
    found = places_meant(text, consultation)
    exact = [place for place in found if place.is_exact]
    if len(exact) == 1:
        return _at(exact[0])
    if found:
        return Where(label=text, words=text, candidates=tuple(found))
    return Where(label=text, key=OWN_WORDS, words=text)


def of_class(code):
    where = code.school or code.territory
    return Where(label=str(where), territory=code.territory, school=code.school)


def _at(place):
    return Where(
        label=place.label,
        detail=place.detail,
        key=place.key,
        territory=place.territory,
        school=place.school,
    )
