"""Figures as French cells write them, and which of them is the one aimed at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

Direction = Literal["up", "down"]

# Groups of three after a space; "1.200" is neither French for 1,200 nor surely 1.2: not read.
_NUMBER = r"(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[,.][0-9]{1,2}(?![0-9]))?"
# A figure stands alone: not in "4G", "1er", "3e", "REP1", a date or a decimal already begun.
_FIGURE = re.compile(rf"(?<![\w.,/-])(?<![0-9] )(?P<n>{_NUMBER})(?![0-9]|[.,/-][0-9])")
_PER = r"(?: par (?:an|mois|semaine|jour|trimestre|semestre|eleve|famille|ecole|classe))?"
_NO_NOUN = (
    r"(?!(?:et|ou|a|au|aux|en|dans|pour|par|sur|sous|avec|sans|chez|puis|contre|que|qui|dont"
    r"|de|du|des|d|le|la|les|l|un|une|si|soit|max|maximum|minimum|mini|maxi|environ)\b)"
)
_UNIT = re.compile(
    r" ?(?P<symbol>%|€|(?:h|min|j|km|go|mo|[mg]bit/s|[mg]b/s)\b)"
    r"| (?:(?:nouve(?:aux?|lles?)|premie?re?s|autres|vrais?) )?"
    rf"(?P<noun>{_NO_NOUN}[^\W\d_]{{2,}}{_PER})"
)
_YEARLIKE = re.compile(r"(?:19|20)[0-9]{2}$")
_YEAR_BEFORE = re.compile(
    r"(?:\ben|d'ici|\bfin|\bdebut|\brentree|\bannee|\bscolaire|\bdepuis|\bavant|\bjanvier|\bfevrier"
    r"|\bmars|\bavril|\bmai|\bjuin|\bjuillet|\baout|\bseptembre|\boctobre|\bnovembre|\bdecembre) $"
)
# "tous les 4 ans", "il y a 2 ans", "n° 3" say a rhythm, a past, a name: no quantity at all.
_NOT_A_QUANTITY = re.compile(r"(?:tou(?:s|tes) les|\bil y a|\bchaque|\bn°|\bnumero) ?$")
# "hausse de 10 %" and "2 élèves sur 3" are quantities, but no level to reach.
_CHANGE = re.compile(
    r"(?:[+] ?|\bsur |- ?|\b(?:hausse|augment|progress|baiss|diminu|redu)\w*"
    r"(?:(?!\ba\b|\bmoins\b|\bplus\b)[\w' ]){0,40}? d(?:e |'))(?:environ )?$"
)
# "part des messages envoyés après 20 heures", "nombre de pages de moins de 500 ko": the figure says
# what is counted, not how much of it is wanted.
_QUALIFIES = re.compile(
    r"\b(?:part|taux|pourcentage|proportion|nombre|nbre?|nb)\b[^:=]*"
    r"(?:\bapres|\bavant|\bd(?:e |es )(?:moins|plus) d(?:e |')|\bages? de|\bau-dela d(?:e |')) ?$"
)
_RATIO_AFTER = re.compile(r"[^0-9.;,]{0,30}\bsur [0-9]")

_AT_LEAST = r"au moins|plus d(?:e |')|minimum(?: de)?|superieure?s? a|depass\w+|>=?|≥"
_AT_MOST = (
    r"au plus|au maximum|pas plus d(?:e |')|moins d(?:e |')|maximum(?: de)?|inferieure?s? a|<=?|≤"
)
_COMPARATOR = re.compile(rf"(?:(?P<down>{_AT_MOST})|(?P<up>{_AT_LEAST}))(?: la barre)?(?: des)? ?$")
_AFTER_COMPARATOR = re.compile(
    r"(?: ?%| [^\W\d_]+)? ?\(?(?:(?P<down>maxi(?:mum)?|max)|(?P<up>mini(?:mum)?))\b"
)
_AIM = re.compile(r"(?:objectif|cible|atteindre|viser?|but|attendue?)[\w' ]{0,20}[: ]+$")
_START = re.compile(
    r"(?:actuellement|aujourd'hui|a ce jour|au depart|reference|depart"
    r"|situation (?:initiale|actuelle)|valeur initiale|contre)[\w' ]{0,10}[: ]+$"
)
_START_AFTER = re.compile(
    r" ?%?(?: [^\W\d_]+)? ?\(?(?:actuellement|aujourd'hui|a ce jour|au depart)\b"
)
# "de 3 à 5 ateliers" may be a range; with a verb of change it is a start and an end.
_FROM = re.compile(
    r"\b(?:pass|evolu|mont|progress|augment|hausse|baiss|diminu|redu|ramen|descend)\w*"
    r"[\w' ]{0,60}? de $"
)
_TO = re.compile(r"^(?: ?%| [^\W\d_]+){0,2} a ?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, where it stands in the text, the span of its unit, and if it is a level."""

    value: Decimal
    begin: int
    end: int
    unit_begin: int
    unit_end: int
    level: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """What the figures of a text say: a level to reach, a level to start from, a direction."""

    target: Figure | None = None
    baseline: Figure | None = None
    direction: Direction | None = None


def figures(matched: str) -> list[Figure]:
    """Quantities written in a plain text, in order; years, ordinals and rhythms left out."""
    return list(_figures(matched))


def _figures(matched: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(matched):
        unit = _UNIT.match(matched, match.end())
        followed = matched[match.end() : match.end() + 1]
        if unit is None and (followed.isalnum() or followed == "_"):
            continue
        before = matched[: match.start()]
        yearlike = _YEARLIKE.match(match["n"])
        if yearlike and (unit is None or _YEAR_BEFORE.search(before)):
            continue
        if _NOT_A_QUANTITY.search(before):
            continue
        # "taux de plus de 80 %" does say the level: a share is counted in per cent.
        qualifies = _QUALIFIES.search(before) and not (unit and unit["symbol"] == "%")
        level = not (
            qualifies or _CHANGE.search(before) or _RATIO_AFTER.match(matched, match.end())
        )
        value = Decimal(match["n"].replace(" ", "").replace(",", "."))
        name = unit.lastgroup if unit else None
        begin, end = unit.span(name) if unit and name else (match.end(), match.end())
        yield Figure(value, match.start(), match.end(), begin, end, level)


def aim(matched: str, found: list[Figure]) -> Aim:
    """Which figure is the target, which the baseline; nothing when two could be."""
    for first, second in pairwise(found):
        between = matched[first.end : second.begin]
        if _FROM.search(matched[: first.begin]) and _TO.match(between):
            if _unit_of(matched, first) not in ("", _unit_of(matched, second)):
                # "de 11 mois à 4 semaines": two units would be stored as one.
                return Aim()
            rises: Direction | None = None
            if first.value != second.value:
                rises = "up" if second.value > first.value else "down"
            return Aim(second, first, rises)
    found = [figure for figure in found if figure.level]
    starts = [figure for figure in found if _is_start(matched, figure)]
    others = [figure for figure in found if figure not in starts]
    baseline = starts[0] if len(starts) == 1 else None
    compared = [(figure, sense) for figure in others if (sense := _sense(matched, figure))]
    if len(compared) == 1:
        return Aim(compared[0][0], baseline, compared[0][1])
    aimed = [figure for figure in others if _AIM.search(matched[: figure.begin])]
    if len(aimed) == 1:
        return Aim(aimed[0], baseline)
    return Aim(others[0] if len(others) == 1 else None, baseline)


def _unit_of(matched: str, figure: Figure) -> str:
    return matched[figure.unit_begin : figure.unit_end]


def _is_start(matched: str, figure: Figure) -> bool:
    before, after = matched[: figure.begin], matched[figure.end :]
    return bool(_START.search(before) or _START_AFTER.match(after))


def _sense(matched: str, figure: Figure) -> Direction | None:
    match = _COMPARATOR.search(matched[: figure.begin]) or _AFTER_COMPARATOR.match(
        matched, figure.end
    )
    if match is None:
        return None
    return "down" if match["down"] else "up"
