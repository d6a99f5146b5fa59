"""Lines that name a theme or a RETEX."""

import re
from dataclasses import dataclass

from arpent.sheets._text import JOINER, clean
from arpent.sheets._words import known_theme

_SIGN = r"(?:n\s*[°ºo]\.?|numéro|numero|num\.|#)?"
_THEME = re.compile(
    rf"^th[eéè]m(?:atique|e)s?\b\s*(?:concernée\s*)?(?:{_SIGN}\s*(?P<number>\d{{1,4}})(?!\d))?"
    r"\s*(?P<sign>-{1,3}|[:.–—])?\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_RETEX = re.compile(
    rf"^(?:fiche\s+)?(?:(?P<word>r[eé]tex)\b|retour\s+d['’]expérience\b)\s*"
    rf"(?:{_SIGN}\s*(?P<number>\d{{1,4}})(?!\d))?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_OPEN, _CLOSE = rf"(?<!{JOINER})\(", rf"(?<!{JOINER})\)"
_PLACE = re.compile(rf"^{_OPEN}(?P<place>.*){_CLOSE}\s*[:.]?$", re.DOTALL)
_PLACE_THEN_TITLE = re.compile(
    rf"^{_OPEN}(?P<place>[^()]*){_CLOSE}\s*[:.–—-]?\s*(?P<title>.*)$", re.DOTALL
)
_MARK_BEFORE_PLACE = re.compile(rf"^[\s:.,–—-]+(?={_OPEN})")
_MAX_PLACE_WORDS = 5


@dataclass(frozen=True, slots=True)
class RetexHeading:
    number: int | None
    place: str
    title: str = ""


def theme_heading(text: str, *, plain: bool) -> tuple[int | None, str] | None:
    """The number and title a line gives to the sheet; ``plain`` for a line without emphasis."""
    match = _THEME.match(text.strip())
    if not match:
        return None
    number = int(match["number"]) if match["number"] else None
    if plain and (number is None or len(text) > 200):
        return None
    if number is None and not match["sign"] and match["title"]:
        return None
    title = match["title"]
    if number is None and JOINER not in title:
        number = known_theme(title.rstrip(" ."))
    return number, clean(title)


def balanced(text: str) -> bool:
    """Whether each parenthesis closes one opened before it."""
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def retex_heading(text: str, *, plain: bool) -> RetexHeading | None:
    """The number, the place and, where it shares the line, the title of a RETEX heading."""
    text = text.strip()
    match = _RETEX.match(text)
    if not match or text.startswith(JOINER):
        return None
    if not match["word"] and match["number"] is None:
        return None
    number = int(match["number"]) if match["number"] else None
    # "RETEX 2 : (Loire-Atlantique)", "RETEX 3 - (…)": the mark belongs to nothing.
    rest = _MARK_BEFORE_PLACE.sub("", match["rest"].strip())
    if plain and (len(text) > 80 or (number is None and not rest.startswith("("))):
        return None
    place, title = _place_and_title(rest)
    if plain and title:
        return None
    if number is None and title and not place:
        return None
    return RetexHeading(number, clean(place), clean(title))


def _place_and_title(rest: str) -> tuple[str, str]:
    whole = _PLACE.match(rest)
    if whole and balanced(whole["place"].replace(f"{JOINER}(", "").replace(f"{JOINER})", "")):
        return whole["place"], ""
    both = _PLACE_THEN_TITLE.match(rest)
    if both:
        return both["place"], both["title"]
    rest = rest.strip(" :.–—-")
    if len(rest.split()) <= _MAX_PLACE_WORDS:
        return rest, ""
    return "", rest
