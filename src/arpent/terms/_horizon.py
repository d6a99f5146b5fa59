"""When: terms, dates and recurring slots of a plan's "temporalité" cell."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from arpent.terms._dates import mentions
from arpent.terms._plain import plain

Term = Literal["short", "medium", "long"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Slot = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "morning", "noon", "afternoon", "evening", "night",
    "holidays", "weekend", "term_time", "daily", "weekly", "monthly",
]  # fmt: skip

TERMS: tuple[Term, ...] = get_args(Term)
SLOTS: tuple[Slot, ...] = get_args(Slot)
_WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

_TERM_WORDS: dict[str, Term] = {"court": "short", "moyen": "medium", "long": "long"}
_TERM = r"(?:court|moyen|long)s?"
_TERM_LIST = re.compile(
    rf"\b{_TERM}(?:(?:[\s,/-]|\bet\b|\bou\b|\ba\b|\bpuis\b)+{_TERM})*[\s-]+termes?\b"
)
_LONE_TERM = re.compile(rf"\W*{_TERM}\W*$")
# Capitals only: "mt" or "lt" in lower case are units.
_TERM_INITIALS = re.compile(r"\b(?:CT|MT|LT)\b")
_INITIALS: dict[str, Term] = {"CT": "short", "MT": "medium", "LT": "long"}
_AT_ONCE = re.compile(
    r"\bdes (?:maintenant|aujourd'hui|a present|que possible)\b|\bimmediat"
    r"|\bsans (?:delai|attendre)\b|\btout de suite\b|\burgen(?:t|ce)|\bau plus (?:vite|tot)\b"
)
_NUMBERS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_COUNT = rf"(?P<n>[0-9]{{1,2}}|{'|'.join(_NUMBERS)}|une)"
_DURATION = re.compile(
    r"\b(?:sur|dans|sous|d'ici|en|pendant|durant|horizon)\s+(?:a\s+|de\s+|les\s+)?"
    rf"(?:(?:[0-9]{{1,2}}|{'|'.join(_NUMBERS)})\s*(?:a|ou|-)\s*)?{_COUNT}\s+"
    r"(?:prochaine?s\s+)?(?P<unit>jour|semaine|mois|trimestre|semestre|ans?\b|annee)"
)
_MONTHS_PER_UNIT = {"jour": 1 / 30, "semaine": 7 / 30, "mois": 1, "trimestre": 3, "semestre": 6}

_DAY = "|".join(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"))
_DAY_RANGE = re.compile(rf"\b(?:du|de)\s+(?P<first>{_DAY})s?\s+(?:au|a)\s+(?P<last>{_DAY})\b")
_EXCEPTION = re.compile(
    r"\b(?:(?:sauf|hormis|excepte)\b[^.;\n]*|hors\b[^.,;\n]*"
    r"|(?:avant|apres|d'ici) (?:le |les )?(?:vacances|conges|week[- ]?ends?)\b)"
)
_OFF_HOLIDAYS = re.compile(r"\bhors\s+(?:des\s+|les\s+)?(?:vacances|conges)")
_EVERY = r"(?:chaque|tou(?:s|tes)\s+les|par)\s+"
_SLOT_WORDS: dict[Slot, str] = {
    **{name: rf"{day}s?\b" for name, day in zip(_WEEKDAYS, _DAY.split("|"), strict=True)},
    "morning": r"matins?\b|matinees?\b",
    "noon": r"(?<!apres-)(?<!apres )midis?\b|pauses? meridiennes?\b",
    "afternoon": r"apres[- ]midis?\b",
    "evening": r"soirs?\b|soirees?\b",
    "night": r"nuits?\b",
    "holidays": r"conges\b|vacances\b",
    "weekend": r"week[- ]?ends?\b|fins? de semaine\b",
    "term_time": r"(?:sur |pendant |en )(?:le |la )?(?:temps|periode) scolaires?\b",
    "daily": rf"{_EVERY}jours?\b|quotidien|journalier",
    "weekly": rf"{_EVERY}semaines?\b|hebdomadaire",
    "monthly": rf"{_EVERY}mois\b|mensuel",
}
_SLOT_PATTERNS = {slot: re.compile(rf"\b(?:{words})") for slot, words in _SLOT_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Horizon:
    """When an action happens, as far as its cell says: ``text`` is the cell, unchanged."""

    text: str
    terms: tuple[Term, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    slots: tuple[Slot, ...] = ()


def read_horizon(text: str, *, school_year: int | None = None) -> Horizon:
    """When does a plan say that an action happens?

    Parameters
    ----------
    text : str
        A "temporalité" cell, in French.
    school_year : int, optional
        The year in which the school year of the plan begins (2026 for 2026-2027). Without it, a
        month, a day or "rentrée prochaine" said without a year stays text.

    Returns
    -------
    Horizon
        ``terms`` in the order of ``TERMS`` and ``slots`` in that of ``SLOTS``; ``starts_on`` and
        ``ends_on`` (included) enclose every date said. What cannot be read is empty.

    Notes
    -----
    A duration gives a term: up to one year short, up to three medium, beyond long. Dates give no
    term, because that would need today's date. Conventions: docs/methods/terms.md. Raises nothing.
    Cost: a dozen searches, some 30 microseconds a cell.

    Examples
    --------
    >>> read = read_horizon("À court terme : le mercredi après-midi, d'ici juin 2027")
    >>> read.terms, read.slots, read.starts_on, str(read.ends_on)
    (('short',), ('wednesday', 'afternoon'), None, '2027-06-30')
    """
    matched = plain(text)
    dated = mentions(matched, school_year if _is_year(school_year) else None)
    starts_on = min((m.starts_on for m in dated if m.starts_on), default=None)
    ends_on = max((m.ends_on for m in dated if m.ends_on), default=None)
    if starts_on and ends_on and starts_on > ends_on:
        starts_on = ends_on = None  # two periods that contradict each other
    # "mercredi 30 juin 2027" is one day, not every Wednesday.
    recurring = matched
    for mention in dated:
        blank = " " * (mention.end - mention.begin)
        recurring = recurring[: mention.begin] + blank + recurring[mention.end :]
    return Horizon(text, _terms(text, matched), starts_on, ends_on, _slots(recurring))


def _is_year(year: int | None) -> bool:
    return year is not None and 2000 <= year < 2099


def _terms(text: str, matched: str) -> tuple[Term, ...]:
    said: set[Term] = {_INITIALS[initials] for initials in _TERM_INITIALS.findall(text)}
    lists = _TERM_LIST.findall(matched)
    if _LONE_TERM.match(matched):
        lists.append(matched)
    for words in lists:
        said.update(term for word, term in _TERM_WORDS.items() if word in words)
    if _AT_ONCE.search(matched):
        said.add("short")
    said.update(_term_of_duration(match) for match in _DURATION.finditer(matched))
    return tuple(term for term in TERMS if term in said)


def _term_of_duration(match: re.Match[str]) -> Term:
    written = match["n"]
    number = int(written) if written.isdigit() else _NUMBERS.index(written.removesuffix("e")) + 1
    months = number * _MONTHS_PER_UNIT.get(match["unit"], 12)
    if months <= 12:
        return "short"
    return "medium" if months <= 36 else "long"


def _slots(matched: str) -> tuple[Slot, ...]:
    said: set[Slot] = set()
    if _OFF_HOLIDAYS.search(matched):
        said.add("term_time")
    excluded = " ".join(_EXCEPTION.findall(matched))
    matched = _EXCEPTION.sub(" ", matched)
    for match in _DAY_RANGE.finditer(matched):
        days = _DAY.split("|")
        first, last = days.index(match["first"]), days.index(match["last"])
        said.update(day for day in _WEEKDAYS[first : last + 1] if day not in _found(excluded))
    said |= _found(matched)
    return tuple(slot for slot in SLOTS if slot in said)


def _found(matched: str) -> set[Slot]:
    return {slot for slot, pattern in _SLOT_PATTERNS.items() if pattern.search(matched)}
