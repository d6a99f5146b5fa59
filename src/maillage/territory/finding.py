"""What people type to say where: a name, a postcode, an INSEE or UAI code, a school, its town."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Length

from maillage.territory.enums import Kind
from maillage.territory.models import School, Territory, path_range
from maillage.territory.names import heard, is_uai
from maillage.toolbox.search import search

POSTCODE = re.compile(r"\b\d{5}\b")
INSEE = re.compile(r"(?:\d{2}|2[ab])\d{3}", re.IGNORECASE)
# How people shorten what maps write in full.
SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "s": "sur", "lp": "lycee professionnel"}
SCHOOL_WORDS = {"ecole", "college", "lycee", "lp", "legt", "uai", "maternelle", "elementaire"}


@dataclass(frozen=True)
class Place:
    """A place that somebody may have meant. `is_exact`: nothing else fits what they typed."""

    key: str
    territory: Territory
    school: School | None
    label: str
    detail: str
    is_exact: bool = False


def candidates(text, within, most):
    """(territories, schools, whether they were named to the letter): two queries at most."""
    places = Territory.objects.filter(path_range(within.path)) if within else Territory.objects
    schools = School.objects.filter(is_open=True).select_related("territory")
    if within:
        schools = schools.filter(path_range(within.path, "territory__path"))
    code = text.strip().upper()
    if is_uai(code):
        return [], list(schools.filter(uai=code)), True
    if INSEE.fullmatch(code):
        here = Q(kind=Kind.COMMUNE, code=code) | Q(postcodes__code=code)
        return list(places.filter(here).distinct().order_by("folded")[:most]), [], True
    postcode = POSTCODE.search(code)
    if postcode:
        places = places.filter(postcodes__code=postcode[0])
        text = POSTCODE.sub(" ", text)
    return _named(text, places, schools, most)


def _named(text, places, schools, most):
    spoken = heard(text)
    words = " ".join(SHORT.get(word, word) for word in spoken.whole.split())
    if not words:
        return [], [], False
    if SCHOOL_WORDS & set(words.split()):
        return [], _closest(schools, words, most), False
    if spoken.kind is not None:
        places = places.filter(kind=spoken.kind)
        words = " ".join(SHORT.get(word, word) for word in spoken.bare.split()) or words
    found = _closest(places, words, most)
    same = [place for place in found if place.folded in {words, *spoken.spellings()}]
    if same:
        # "Nantes" is the town before it is the academy that bears its name.
        narrowest = max(Kind(place.kind).rank for place in same)
        return [place for place in same if Kind(place.kind).rank == narrowest], [], True
    schools = _closest(schools, words, most - len(found)) if len(found) < most else []
    return found, schools, False


def _closest(rows, words, most):
    """Every word begins a word of the name; the shortest names are nearest to what was typed."""
    return list(search(rows, words).order_by(Length("folded"), "folded", "pk")[:most])
