"""Opening hours as OpenStreetMap writes them: the weeks they tell, and what of these suits pupils.

The libraries that read them know every form, weigh 13 MB and leave school holidays out, which are
half of the question here. This reads what public files hold: days, hours, "off", PH and SH.
"""

import re
from collections.abc import Mapping

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
SLOTS = ("wednesday", "evening", "saturday", "sunday", "holidays")
Span = tuple[int, int]
Week = dict[str, list[Span]]
_DAY = "|".join(DAYS)
_SELECTOR = rf"(?:{_DAY}|PH|SH)(?:\s*-\s*(?:{_DAY}))?"
_TIME = r"\d{1,2}:\d\d\s*-\s*\d{1,2}:\d\d"
_RULE = re.compile(
    rf"(?P<days>{_SELECTOR}(?:[\s,]+{_SELECTOR})*)?\s*:?\s*"
    rf"(?P<times>{_TIME}(?:\s*,\s*{_TIME})*|off|closed|open)?"
)
# A rule added to the one before it, where a comma after an hour is followed by a day.
_ADDED = re.compile(rf"(?<=\d\d)\s*,\s*(?=(?:{_DAY}|PH|SH)\b)")
_NIGHT, _DAY_LONG, _HOUR = 24 * 60, (0, 24 * 60), 60
_TYPED = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?\s*(?:-|–|à|a)\s*(\d{1,2})\s*[:hH]\s*(\d{2})?")


def slots_of(hours: str) -> frozenset[str]:
    """Which times of a pupil the hours cover, among ``SLOTS``; ``ValueError``: they are not hours.

    wednesday: an hour or more from 14:00 to 18:00. evening: on Monday, Tuesday, Thursday or Friday,
    from 18:00 at the latest until 19:00 at the earliest. saturday, sunday: an hour or more.
    holidays: an hour or more on a day from Monday to Friday of the school holidays, whose week is
    the ordinary one unless a rule on SH says otherwise. Rules for some months, weeks or dates are
    left out: what is open part of the year is not counted on.
    """
    term, holidays = weeks_of(hours)
    found = set()
    if _within(term["We"], 14 * 60, 18 * 60) >= _HOUR:
        found.add("wednesday")
    school_days = (span for day in ("Mo", "Tu", "Th", "Fr") for span in term[day])
    if any(start <= 18 * 60 and end >= 19 * 60 for start, end in school_days):
        found.add("evening")
    for slot, day in (("saturday", "Sa"), ("sunday", "Su")):
        if _within(term[day], *_DAY_LONG) >= _HOUR:
            found.add(slot)
    if any(_within(holidays[day], *_DAY_LONG) >= _HOUR for day in DAYS[:5]):
        found.add("holidays")
    return frozenset(found)


def weeks_of(hours: str) -> tuple[Week, Week]:
    """The week of school days and that of school holidays: of each day, minutes from midnight."""
    term: Week = {day: [] for day in DAYS}
    holidays: dict[str, list[Span]] = {}
    understood = False
    text = re.sub(r'"[^"]*"', "", hours).partition("||")[0]
    for group in text.split(";"):
        for rank, rule in enumerate(_ADDED.split(group.strip())):
            read = _rule(rule.strip())
            if read is None:
                continue
            understood = True
            days, at, spans = read
            for day in days:
                week = holidays if at == "SH" else term
                week[day] = (week.get(day, []) if rank else []) + spans
    if not understood:
        raise ValueError(f"« {hours[:40]} » n’est pas un horaire d’ouverture.")
    return term, {day: holidays.get(day, term[day]) for day in DAYS}


def _rule(rule: str) -> tuple[list[str], str, list[Span]] | None:
    """Days, "SH" where they are of school holidays, spans; None of what is not read."""
    if rule == "24/7":
        return list(DAYS), "", [_DAY_LONG]
    found = _RULE.fullmatch(rule)
    if not rule or found is None:
        return None
    selectors = re.findall(_SELECTOR, found["days"] or "")
    days = [day for one in selectors for day in _days(one)]
    at = "SH" if "SH" in selectors else ""
    if not days and "PH" in selectors and not at:
        return None
    return days or list(DAYS), at, _spans(found["times"])


def _days(selector: str) -> list[str]:
    first, _, last = (part.strip() for part in selector.partition("-"))
    if first not in DAYS:
        return []
    start = DAYS.index(first)
    many = (DAYS.index(last) - start) % 7 if last else 0
    return [DAYS[(start + step) % 7] for step in range(many + 1)]


def _spans(times: str | None) -> list[Span]:
    if times in ("off", "closed"):
        return []
    if times in (None, "open"):
        return [_DAY_LONG]
    spans = []
    for one in times.split(","):
        start, end = (_minutes(part) for part in one.split("-"))
        # Past midnight belongs to the night of that day.
        spans.append((start, end if end > start else end + _NIGHT))
    return spans


def _minutes(written: str) -> int:
    hours, _, minutes = written.strip().partition(":")
    if int(hours) > 26 or int(minutes) > 59:
        raise ValueError(f"« {written.strip()} » n’est pas une heure.")
    return int(hours) * 60 + int(minutes)


def _within(spans: list[Span], start: int, end: int) -> int:
    return sum(max(0, min(end, last) - max(start, first)) for first, last in spans)


def written(days: Mapping[str, str | None]) -> str:
    """Hours typed day by day ("08:30 - 12:30 / 14h - 17h"), by ``DAYS``, as OpenStreetMap does.

    A day whose text gives no pair of hours is left out: "sur rendez-vous" opens no door.
    """
    told = {day: _typed(days.get(day) or "") for day in DAYS}
    rules: list[tuple[list[str], str]] = []
    for day, times in told.items():
        if not times:
            continue
        before = rules[-1] if rules else ([], "")
        if before[1] == times and DAYS.index(before[0][-1]) + 1 == DAYS.index(day):
            before[0].append(day)
        else:
            rules.append(([day], times))
    return "; ".join(
        f"{named[0]}{f'-{named[-1]}' if named[1:] else ''} {times}" for named, times in rules
    )


def _typed(text: str) -> str:
    found = (
        (f"{int(a):02d}:{b or '00'}", f"{int(c):02d}:{d or '00'}")
        for a, b, c, d in _TYPED.findall(text)
    )
    return ",".join(f"{start}-{end}" for start, end in found if start < end <= "24:00")
