"""What people type to say where: a name, a postcode, an INSEE or UAI code, a school, its town."""

import re
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Abs, Concat, Length

from maillage.territory.enums import Kind, SchoolKind
from maillage.territory.models import AFTER_DIGITS, Postcode, School, Territory, path_range
from maillage.territory.names import ARTICLES, heard, uai_in
from maillage.toolbox.analysis import fold
from maillage.toolbox.search import search

POSTCODE = re.compile(r"\b\d{5}\b")
INSEE = re.compile(r"(?:\d{2}|2[ab])\d{3}", re.IGNORECASE)
# What is added to tell a town from its namesakes: "(44)", "(Landes)", ", Landes", "44" at the end.
SCOPE = re.compile(r"\s*(?:\(([^()]{1,60})\)|,([^,]{1,60})|\s(\d{2,3}|2[ab]))\s*$", re.IGNORECASE)
# How people shorten what maps write in full.
SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "s": "sur"}
SCHOOL_KINDS = {
    "ecole": SchoolKind.SCHOOL,
    "maternelle": SchoolKind.SCHOOL,
    "elementaire": SchoolKind.SCHOOL,
    "primaire": SchoolKind.SCHOOL,
    "college": SchoolKind.COLLEGE,
    "clg": SchoolKind.COLLEGE,
    "lycee": SchoolKind.LYCEE,
    "lp": SchoolKind.LYCEE,
    "legt": SchoolKind.LYCEE,
}
# In the names of half of the schools: alone they point at none, and beside others they add nothing.
OF_ANY_SCHOOL = {
    *("ecole", "college", "clg", "lycee", "lp", "legt", "primaire", "public", "publique"),
    *("prive", "privee", "general", "technologique", "professionnel", "polyvalent", "et"),
    *("de", "du", "des", "d", "a", "au", *ARTICLES),
}
# One postcode serves up to fifty communes: whoever types theirs must see them all.
MOST_OF_A_POSTCODE = 60
# Names compared one by one, when none is spelt as it was typed.
MOST_COMPARED = 200


@dataclass(frozen=True)
class Place:
    """A place that somebody may have meant. `is_exact`: nothing else fits what they typed."""

    key: str
    territory: Territory
    school: School | None
    label: str
    detail: str
    is_exact: bool = False


def find(text, *, within, most):
    """Three queries at most: territories, schools, the departments around what was found."""
    territories, schools = Territory.objects, School.objects.filter(is_open=True)
    if within:
        territories = territories.filter(path_range(within.path))
        schools = schools.filter(path_range(within.path, "territory__path"))
    code = text.strip().upper()
    uai = uai_in(code)
    if uai is not None:
        return places_of([], list(schools.select_related("territory").filter(uai=uai)), True)
    if INSEE.fullmatch(code):
        # Not an OR, for which PostgreSQL reads the table whole.
        here = Territory.objects.filter(kind=Kind.COMMUNE, code=code).order_by().values("pk")
        found = territories.filter(pk__in=here.union(_served_by(code))).order_by("folded", "pk")
        return places_of(list(found[:MOST_OF_A_POSTCODE]), [], True)
    postcode = POSTCODE.search(code)
    if postcode:
        text = POSTCODE.sub(" ", text)
        territories = territories.filter(pk__in=_served_by(postcode[0]))
        schools = schools.filter(territory__in=_served_by(postcode[0]))
    if not fold(text):
        return []
    return _named(text, territories, schools, most)


def _served_by(postcode):
    return Postcode.objects.filter(code=postcode).values("territory")


def _named(text, territories, schools, most):
    words = _words(text)
    if not SCHOOL_KINDS.keys().isdisjoint(words.split()):
        return _schools(words, schools, most)
    spoken = heard(text)
    scope = SCOPE.search(text) if spoken.kind in {None, Kind.COMMUNE} else None
    narrowed = fold(next(filter(None, scope.groups()))) if scope else ""
    if narrowed:
        spoken = heard(text[: scope.start()])
    bare = _words(spoken.bare if spoken.kind else spoken.whole)
    if spoken.kind is not None:
        territories = territories.filter(kind=spoken.kind)
    if narrowed:
        territories = territories.filter(_in_department(narrowed))
    found = _closest(territories, _without_article(bare), most)
    same = [each for each in found if each.folded == bare] or [
        each for each in found if each.folded in spoken.spellings()
    ]
    if same:
        # "Nantes" is the town before it is the academy that bears its name.
        narrowest = max(Kind(each.kind).rank for each in same)
        same = [each for each in same if Kind(each.kind).rank == narrowest]
        return places_of(same, [], True)
    if len(found) >= most or spoken.kind is not None:
        return places_of(found, [], False)
    told = _closest(schools.select_related("territory"), words, most - len(found))
    if found:
        # Those that are only in the town just found would hide it among them.
        told = [school for school in told if _is_said_in(fold(school.name), words)]
    if found or told:
        return places_of(found, told, False)
    nearly = _nearly(territories, bare, most)
    return places_of(nearly, [], False, {each.pk: each for near in nearly for each in _above(near)})


def _in_department(told):
    """The condition of lying in the department of this code or this folded name."""
    known = Territory.objects.filter(
        Q(code=told.upper()) | Q(folded=told), kind=Kind.DEPARTMENT
    ).annotate(end=Concat("path", Value(AFTER_DIGITS)))
    return Exists(known.filter(path__lte=OuterRef("path"), end__gt=OuterRef("path")))


def _words(text):
    return " ".join(SHORT.get(word, word) for word in fold(text).split())


def _without_article(words):
    first, _, rest = words.partition(" ")
    return rest if first in ARTICLES and rest else words


def _schools(words, schools, most):
    kinds = {SCHOOL_KINDS[word] for word in words.split() if word in SCHOOL_KINDS}
    schools = schools.select_related("territory").filter(kind__in=kinds)
    own = " ".join(word for word in words.split() if word not in OF_ANY_SCHOOL)
    if not own:
        return places_of([], list(schools.order_by("folded", "pk")[:most]), False)
    found = _closest(schools, own, most)
    # Its name, or its name and its town's, to the letter.
    same = [school for school in found if words in {fold(school.name), school.folded}]
    if len(same) == 1:
        return places_of([], same, True)
    return places_of([], same + [school for school in found if school not in same], False)


def _is_said_in(name, words):
    return all(f" {word}" in f" {name}" for word in words.split())


def _closest(rows, words, most):
    """Every word begins a word of the name; the shortest names are nearest to what was typed."""
    return list(search(rows, words).order_by(Length("folded"), "folded", "pk")[:most])


def _nearly(territories, words, most):
    """A slip of the pen: names that begin alike, and differ in one place by a letter or two."""
    saint, _, own = words.partition(" ")
    begins = f"{saint} {own[:3]}" if saint in SHORT.values() and own else words[:3]
    slips, length = (2 if len(words) > 5 else 1), len(words)
    alike = list(
        search(territories, begins)
        .alias(length=Length("folded"))
        .filter(length__range=(length - slips, length + slips))
        .select_related("parent__parent")
        .order_by(Abs(F("length") - length), "pk")[:MOST_COMPARED]
    )
    near = [(_apart(words, each.folded), each.folded, each.pk, each) for each in alike]
    return [each for apart, *_, each in sorted(near)[:most] if apart <= slips]


def _apart(one, other):
    """How many letters stand between what both begin with and what both end with."""
    begins = _alike(one, other)
    ends = _alike(one[begins:][::-1], other[begins:][::-1])
    return max(len(one), len(other)) - begins - ends


def _alike(one, other):
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _above(territory):
    parents = (territory.parent, territory.parent and territory.parent.parent)
    return [parent for parent in parents if parent and parent.kind == Kind.DEPARTMENT]


def _around(territories):
    """{key: department}: those around these places."""
    keys = {step for territory in territories for step in territory.lineage[:-1]}
    if not keys:
        return {}
    return Territory.objects.filter(kind=Kind.DEPARTMENT).in_bulk(keys)


def places_of(territories, schools, is_told, around=None):
    """`is_told`: named to the letter, hence exact when there is one alone."""
    is_exact = is_told and len(territories) + len(schools) == 1
    if around is None:
        around = _around([*territories, *(school.territory for school in schools)])
    places = [_place(territory, around, is_exact) for territory in territories]
    return places + [_place_of_school(school, around, is_exact) for school in schools]


def _place(territory, around, is_exact):
    department = next((around[step] for step in territory.lineage if step in around), None)
    told = [department.name] if department else [territory.get_kind_display()]
    if territory.kind == Kind.COMMUNE:
        # Two communes may bear one name: only the code tells them apart.
        told.append(territory.code)
    return Place(
        key=f"{territory.kind}-{territory.code}",
        territory=territory,
        school=None,
        label=territory.name,
        detail=", ".join(str(each) for each in told),
        is_exact=is_exact,
    )


def _place_of_school(school, around, is_exact):
    department = next((around[step] for step in school.territory.lineage if step in around), None)
    told = (school.territory.name, department and department.name, school.uai)
    return Place(
        key=f"uai-{school.uai}",
        territory=school.territory,
        school=school,
        label=school.name,
        detail=", ".join(filter(None, told)),
        is_exact=is_exact,
    )
