"""How success is told: what can be measured, with its unit, and what is only hoped for."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from arpent.terms._figures import Direction, Figure, aim, figures
from arpent.terms._plain import plain

Kind = Literal["indicator", "success_factor"]

_RATE = re.compile(r"\b(?:taux|pourcentages?|proportions?|part (?:de|des|du|d'))|^\W*%")
_COUNT = re.compile(
    r"\b(?:nombre|nbre?|nb|total|volume|quantite|effectifs?)\b\.?"
    r"(?:\s+(?:total|moyen|annuel|mensuel|croissant))?"
    r"(?:\s*(?:de\s+|des\s+|du\s+|d'|:\s*)"
    r"(?P<noun>points?\s+(?:d'|de\s+)[^\W\d_]+|mots?\s+de\s+passe|[^\W\d_]{2,}))?"
)
_MEASURE = re.compile(
    r"\b(?:frequentation|frequence|duree|delais?|temps\s+(?:moyen|d'attente|de\s+reponse)|moyennes?"
    r"|scores?|notes?\s+moyennes?|couts?|montants?|budgets?|superficie|statistiques?|indices?"
    r"|evolution\s+(?:de|du|des)|resultats?\s+(?:a|au|aux|de|du|des)|combien)\b"
)
_STATED_UNIT = re.compile(
    r"\ben\s+(?P<unit>jours|heures|minutes|semaines|mois|annees|euros|kilometres|km)\b"
)
_UP_CHANGE = re.compile(r"\b(?:hausse|augmentation|progression|accroissement)s?\b")
_DOWN_CHANGE = re.compile(r"\b(?:baisse|diminution|reduction|recul)s?\b")
_UP = re.compile(r"\b(?:augmente(?:r|nt)?|accroitre|progresse(?:r|nt)?|croissant\w*|en\s+hausse)\b")
_DOWN = re.compile(r"\b(?:baisse(?:r|nt)|diminue(?:r|nt)?|redui(?:re|t|sent)|recule(?:r|nt)?)\b")
# What a participle says of everyone can be checked: "devoirs rendus par tous les élèves".
# Read on the accented text: "équipe" and "équipé" are not the same word.
_EVERYONE = re.compile(r"\b(?:tous\s+les|toutes\s+les|chaque|chacun)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?!\w*[ie]tés?\b|santé|liberté|lycée|année|journée|musée|difficulté|volonté)"
    r"\w+(?:ée?s?|[dcçntl]ue?s?|mise?s?|prise?s?|quise?s?)\b",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"les", "la", "le", "ces", "cette", "ce", "leurs", "nos", "vos", "tous"})


@dataclass(frozen=True, slots=True)
class Indicator:
    """How success will be seen: ``text`` is as given; the rest is only what it says."""

    text: str
    kind: Kind = "success_factor"
    unit: str = ""
    direction: Direction | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None


def read_indicator(text: str) -> Indicator:
    """Can this line be measured, and in which unit, from what, up to what?

    Parameters
    ----------
    text : str
        A line of an "indicateurs et facteurs de réussite" cell, in French.

    Returns
    -------
    Indicator
        ``kind`` is "indicator" when the line names a quantity, a figure, a rise or a fall, or
        something done for everyone; otherwise "success_factor". ``unit`` is "%", the noun counted
        or following the figure as written, "nombre" for a count of nothing named, or "".
        ``direction`` is given only when said. Of two figures that could be the target, neither is.

    Notes
    -----
    French figures: "1 200", "12,5 %", no-break spaces. "Hausse de 10 %" is a change, not a level:
    no target. Conventions: docs/methods/terms.md. Raises nothing. Cost: a dozen searches, some 30
    microseconds a line.

    Examples
    --------
    >>> read_indicator("Passer de 40 % à 80 % de familles équipées")
    ... # doctest: +ELLIPSIS
    Indicator(..., unit='%', direction='up', baseline=Decimal('40'), target=Decimal('80'))
    >>> read_indicator("Essor de l'ENT").kind
    'success_factor'
    """
    matched = plain(text)
    found = figures(matched)
    aimed = aim(matched, found)
    rises, falls = _UP_CHANGE.search(matched), _DOWN_CHANGE.search(matched)
    unit = _unit(text, matched, aimed.target or aimed.baseline)
    measurable = (
        found
        or unit
        or rises
        or falls
        or _MEASURE.search(matched)
        or (matched and _EVERYONE.search(text) and _DONE.search(text))
    )
    direction = aimed.direction or _direction(matched)
    return Indicator(
        text,
        "indicator" if measurable else "success_factor",
        unit,
        direction,
        aimed.baseline.value if aimed.baseline else None,
        aimed.target.value if aimed.target else None,
    )


def _direction(matched: str) -> Direction | None:
    up = _UP_CHANGE.search(matched) or _UP.search(matched)
    down = _DOWN_CHANGE.search(matched) or _DOWN.search(matched)
    if bool(up) == bool(down):
        return None
    return "up" if up else "down"


def _unit(text: str, matched: str, figure: Figure | None) -> str:
    own = text[figure.unit_begin : figure.unit_end] if figure else ""
    if own and not own.isalpha():
        return own
    if _RATE.search(matched):
        return own or "%"
    stated = _STATED_UNIT.search(matched)
    if stated:
        return text[slice(*stated.span("unit"))]
    count = _COUNT.search(matched)
    if count:
        noun = count["noun"]
        return text[slice(*count.span("noun"))] if noun and noun not in _ARTICLES else "nombre"
    return own
