"""How somebody is reached: addresses of e-mail, telephone numbers."""

import re
from collections.abc import Iterator

from arpent.text._plain import Plain

# Each possessive quantifier (`++`, `{1,64}+`) and each bound keeps a pattern linear on any text.
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}+(?:@[\w-]{2,64}+(?:\.[\w-]{1,64}+){0,5}+"
    r"| ?@ ?[\w-]{2,64}+ ?\. ?[a-z]{2,10}\b)"
)
_SPELT_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{2,64}+ ?"
    r"(?:[(\[{<] ?(?:at|a|@|arobas\w?|arobase|chez) ?[)\]}>]|\b(?:arobase?|arobas)\b) ?"
    r"[\w-]{2,64}+ ?(?:\.|[(\[]?(?:point|dot)[)\]]?) ?[a-z]{2,10}\b"
)
_LINK = re.compile(r"\b(?:https?://|www\.)\S{1,2000}")

_FRENCH = re.compile(
    r"(?<![\w/.,+-])(?<!\d )\(?0\)?[ .-]{0,2}[1-9]\)?(?:[ ./·_,-]{0,2}\d){8,9}(?![\d/]|[.,-]\d)"
)
_FOREIGN = re.compile(
    r"(?<![\w+])(?:\+ ?|00 ?)\(?[1-9]\d{0,2}\)?(?:[ ./()-]{0,3}\d){6,13}(?![\d/])"
)
_CUED = re.compile(
    r"\b(?:tel|telephone|portable|mobile|fixe|fax|sms|whats ?app|appel\w{0,4}|joindre|joignable"
    r"|(?:mon|son|notre|leur|ton) numero|phone|call|telefon\w{0,3}|telemovel|numaram"
    r"|телефон\w{0,3}|номер|هاتف\w{0,3}|رقم\w{0,3})\b[^\d\n]{0,20}+"
    r"(\d(?:[ ./-]{0,2}\d){6,13})(?!\d)"
)
_DATE = re.compile(r"\d\d([./-])\d\d\1(?:19|20)\d\d")
_SPELT_DIGIT = r"(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
_SPELT = re.compile(
    rf"\bzero[ ,-]{{1,2}}{_SPELT_DIGIT}\b(?:[ ,-]{{1,2}}(?:et[ -])?(?:zero|{_SPELT_DIGIT}|dix|onze"
    r"|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|octante|huitante"
    r"|nonante)\b){4,20}"
)
# A number is checked against the plans of the countries; past this many, its shape is enough.
_MOST_CHECKED = 50


def emails(typed: Plain) -> Iterator[tuple[int, int, str]]:
    if "@" in typed.low:
        for found in _EMAIL.finditer(typed.low):
            yield found.start(), found.end(), "written"
    for found in _SPELT_EMAIL.finditer(typed.low):
        yield found.start(), found.end(), "spelt"


def masked(typed: Plain) -> None:
    """The address of a page is no one's: what looks like a number or a name there is left out."""
    if "http" in typed.low or "www." in typed.low:
        typed.cased = _LINK.sub(lambda found: "\0" * len(found[0]), typed.cased)
        typed.low = typed.cased.lower()


def phones(typed: Plain) -> Iterator[tuple[int, int, str]]:
    text = typed.low
    if "zero" in text:
        for found in _SPELT.finditer(text):
            yield found.start(), found.end(), "spelt"
    if not typed.has_digits:
        return
    for found in _FRENCH.finditer(text):
        if not _DATE.match(found[0].lstrip("(")):
            yield found.start(), found.end(), "national"
    for checked, found in enumerate(_FOREIGN.finditer(text)):
        if checked >= _MOST_CHECKED or _is_possible(found[0]):
            yield found.start(), found.end(), "international"
    for found in _CUED.finditer(text):
        if not _DATE.match(found[1]):
            yield found.start(1), found.end(1), "told"


def _is_possible(number: str) -> bool:
    # Fifty milliseconds to load: only a text that holds such a number pays for them.
    import phonenumbers

    try:
        known = phonenumbers.parse(number.replace(" ", "").replace("(0)", ""), "FR")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(known))
