"""Dates as plans write them: years, school years, months, quarters, days, and how they open."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet"),
    *("aout", "septembre", "octobre", "novembre", "decembre"),
)
_SCHOOL_STARTS = 9  # the month of the rentrée; a school year ends on 31 August
# A short month needs its dot or its year: "sept" is also a number.
_SHORT = r"(?:janv|fevr?|avr|juil|sept|oct|nov|dec)(?:\.|(?=\s+20[0-9]{2}\b))"
_MONTH = "|".join((*(rf"{name}\b" for name in _MONTHS), _SHORT))
_YEAR = r"20[0-9]{2}"
_ORDINAL = r"(?P<rank>1er|1ere|premier|2e|2eme|2nd|second|deuxieme|3e|3eme|troisieme|4e|4eme|[1-4])"
_RANKS = {"premier": 1, "second": 2, "deuxieme": 2, "troisieme": 3}
# A bare year is believed when nothing is counted by it: "2026 familles" is not a date.
_NOT_COUNTING = r"(?!\s*[0-9%€])(?!\s+(?!(?:et|ou|a|au|puis|pour|avec|en|dans|selon|si)\b)[a-z])"
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?"

_PERIOD = re.compile(
    "|".join(
        (
            rf"\b{_WEEKDAY}(?P<d>[0-3]?[0-9])[/.-](?P<m>[01]?[0-9])[/.-](?P<y>{_YEAR}|[0-9]{{2}})\b",
            rf"\b(?P<iso>{_YEAR}-[01][0-9]-[0-3][0-9])\b",
            rf"\b(?P<s1>{_YEAR})\s*[-/]\s*(?P<s2>{_YEAR}|[0-9]{{2}})\b",
            r"\b(?P<next>rentree\s+(?:scolaire\s+)?prochaine|prochaine\s+rentree)\b",
            rf"\brentree(?:\s+scolaire)?(?:\s+de)?(?:\s+septembre)?\s+(?P<back>{_YEAR})\b",
            rf"\b(?:{_ORDINAL}\s+|t(?P<t>[1-4])\s+|s(?P<s>[12])\s+)"
            rf"(?P<part>trimestre\s+|semestre\s+)?(?:de\s+)?(?P<py>{_YEAR})\b(?!\s*[-/]\s*[0-9])",
            rf"\b{_WEEKDAY}(?:(?P<from>[0-3]?[0-9])(?:er)?\s+au\s+)?"
            rf"(?:(?P<day>[0-3]?[0-9])(?:er)?\s+)?"
            rf"(?P<month>{_MONTH})(?:\s+(?P<my>{_YEAR})\b)?",
            rf"\bete\s+(?P<summer>{_YEAR})\b",
            r"\b(?P<this>annee\s+scolaire)\b(?!\s+20)",
            rf"\b(?P<year>{_YEAR})\b{_NOT_COUNTING}",
        )
    )
)
_OPENING = re.compile(
    r"\b(?:(?P<deadline>d'ici|jusqu'|au\s+plus\s+tard)|(?P<before>avant)|(?P<after>apres)|(?P<end>fin)"
    r"|(?P<since>a\s+partir|a\s+compter|des|depuis|debut))"
)
# What may stand between an opening word and the period it opens.
_LINK = re.compile(r"(?:\s|-|l'|d'|\b(?:de|du|la|le|en|au|a|mi|mois|cette|annees?|scolaire)\b)*$")
_CHAIN = re.compile(r"\s*(?:,|/|-|et|ou|a|au|puis|jusqu'en|jusqu'a)\s*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One period found in a text, with the positions that it takes there."""

    begin: int
    end: int
    starts_on: date | None
    ends_on: date | None


def mentions(text: str, school_year: int | None) -> list[Mention]:
    """Periods of a plain text; without a school year, months without a year are left out."""
    found = list(_PERIOD.finditer(text))
    result = []
    for index, match in enumerate(found):
        year = _borrowed_year(text, found, index) if match["month"] and not match["my"] else None
        period = _period(match, year, school_year)
        if period is not None:
            previous = found[index - 1].end() if index else 0
            starts_on, ends_on, begin = _opened(text[previous : match.start()], period)
            if starts_on or ends_on:
                result.append(Mention(previous + begin, match.end(), starts_on, ends_on))
    return result


def _borrowed_year(text: str, found: list[re.Match[str]], index: int) -> int | None:
    # "de septembre à décembre 2026", "entre octobre et juin 2027": the year is said once, last.
    month = _month(found[index]["month"])
    for before, match in zip(found[index:], found[index + 1 :], strict=False):
        gap = text[before.end() : match.start()]
        if not match["month"] or not _CHAIN.match(gap):
            return None
        if match["my"]:
            return int(match["my"]) - (month > _month(match["month"]))
    return None


def _period(
    match: re.Match[str], borrowed: int | None, school_year: int | None
) -> tuple[date, date | None] | None:
    try:
        return next(_readings(match, borrowed, school_year), None)
    except ValueError:  # 31/02/2027 is no date: it stays text
        return None


def _readings(
    match: re.Match[str], borrowed: int | None, school_year: int | None
) -> Iterator[tuple[date, date | None]]:
    if match["d"]:
        day = date(_century(match["y"]), int(match["m"]), int(match["d"]))
        yield day, day
    elif match["iso"]:
        day = date.fromisoformat(match["iso"])
        yield day, day
    elif match["s1"]:
        first, last = int(match["s1"]), _century(match["s2"])
        if last == first + 1:
            yield _school_year(first)
        elif last > first:
            yield date(first, 1, 1), date(last, 12, 31)
    elif match["back"]:
        yield date(int(match["back"]), _SCHOOL_STARTS, 1), None
    elif match["next"] and school_year is not None:
        yield date(school_year + 1, _SCHOOL_STARTS, 1), None
    elif match["py"]:
        yield from _part_of_year(match)
    elif match["month"]:
        yield from _month_or_day(match, borrowed, school_year)
    elif match["summer"]:
        yield date(int(match["summer"]), 7, 1), date(int(match["summer"]), 8, 31)
    elif match["this"] and school_year is not None:
        yield _school_year(school_year)
    elif match["year"]:
        yield date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)


def _part_of_year(match: re.Match[str]) -> Iterator[tuple[date, date]]:
    part, rank = match["part"] or "", match["t"] or match["s"] or match["rank"]
    months = 6 if part.startswith("sem") or match["s"] else 3
    number = _RANKS.get(rank) or int(rank[0])
    if (part or not match["rank"]) and number * months <= 12:
        year, last = int(match["py"]), number * months
        yield date(year, last - months + 1, 1), _month_end(year, last)


def _month_or_day(
    match: re.Match[str], borrowed: int | None, school_year: int | None
) -> Iterator[tuple[date, date]]:
    month = _month(match["month"])
    year = int(match["my"]) if match["my"] else borrowed
    if year is None and school_year is not None:
        year = school_year + (month < _SCHOOL_STARTS)
    if year is None:
        return
    if match["day"]:
        last = date(year, month, int(match["day"]))
        yield date(year, month, int(match["from"])) if match["from"] else last, last
    else:
        yield date(year, month, 1), _month_end(year, month)


def _opened(before: str, period: tuple[date, date | None]) -> tuple[date | None, date | None, int]:
    """Open or close a period by the words before it; where those words begin."""
    first, last = period
    result: tuple[date | None, date | None] = period
    begin = len(before)
    for opening in reversed(list(_OPENING.finditer(before))):
        if not _LINK.match(before[opening.end() : begin]):
            break
        begin = opening.start()
        if opening["end"] or opening["deadline"]:
            result = None, result[1] or last or first
        elif opening["since"]:
            # "dès fin 2026" says an end and means a beginning: neither is believed.
            result = result[0], None
        elif opening["after"]:
            result = (last + timedelta(days=1) if last else first), None
        elif result[0] is not None:
            # "avant le 30/06" is a deadline, the day included; before a longer period is before it.
            result = None, last if last == first else first - timedelta(days=1)
    return (*result, begin)


def _month(name: str) -> int:
    name = name.rstrip(".")
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _school_year(first: int) -> tuple[date, date]:
    return date(first, _SCHOOL_STARTS, 1), date(first + 1, _SCHOOL_STARTS, 1) - timedelta(days=1)


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
