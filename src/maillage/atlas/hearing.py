"""Who says that there is no network, commune by commune, as it may be published."""

from collections import Counter

from django.contrib.auth.models import AnonymousUser

from maillage.atlas.analysis import says_no_network
from maillage.territory.enums import Kind
from maillage.voices.enums import FEW, PointKind
from maillage.voices.models import Point
from maillage.voices.queries import voices_in, workshops_visible_to


def heard(consultation):
    """{"communes": {code: people}, "schools": {UAI: people}}: those that hold at least five, and
    that give no smaller group away by subtraction. {"workshops": {code: {slug: irritants}}}: of
    sheets that everyone reads, whatever their number."""
    communes, schools, town_of, people = Counter(), Counter(), {}, set()
    for retex, text, commune, uai in _irritants(consultation):
        if retex in people or not says_no_network(text):
            continue
        people.add(retex)
        communes[commune] += 1
        if uai:
            schools[uai] += 1
            town_of[uai] = commune
    told = {code: count for code, count in communes.items() if count >= FEW}
    return {
        "communes": told,
        "schools": _schools_told(schools, town_of, communes),
        "workshops": _workshops(consultation),
    }


def _irritants(consultation):
    """(account, its words, commune, school or None): what one person said from a commune."""
    said = Point.objects.filter(
        kind=PointKind.IRRITANT,
        withdrawn_at=None,
        retex__in=voices_in(consultation).values("pk"),
        retex__territory__kind=Kind.COMMUNE,
    )
    where = "retex", "text", "retex__territory__code", "retex__school__uai"
    return said.order_by("retex", "pk").values_list(*where).iterator(chunk_size=2_000)


def _workshops(consultation):
    held = workshops_visible_to(AnonymousUser()).filter(
        theme__consultation=consultation, territory__kind=Kind.COMMUNE
    )
    said = Point.objects.filter(
        kind=PointKind.IRRITANT, withdrawn_at=None, workshop__in=held.values("pk")
    )
    found = {}
    where = "workshop__territory__code", "workshop__slug", "text"
    for commune, slug, text in said.order_by("pk").values_list(*where).iterator(chunk_size=2_000):
        if says_no_network(text):
            there = found.setdefault(commune, {})
            there[slug] = there.get(slug, 0) + 1
    return found


def _schools_told(schools, town_of, communes):
    """The largest first, as long as those of the commune who named none of them are nobody, or
    not few."""
    told, left = {}, dict(communes)
    for uai, count in sorted(schools.items(), key=lambda each: (-each[1], each[0])):
        rest = left[town_of[uai]] - count
        if count >= FEW and (rest == 0 or rest >= FEW):
            told[uai], left[town_of[uai]] = count, rest
    return told
