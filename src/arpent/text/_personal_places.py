"""Where somebody lives: postal addresses."""

import re
from collections.abc import Iterator

from arpent.text._plain import Plain

_SURE = (
    r"rue|ruelle|avenue|av\.?|ave\.?|boulevard|bd\.?|bld\.?|blvd|impasse|imp\.|allees?|chemin|ch\."
    r"|route|rte\.?|quai|square|passage|venelle|lotissement|lot\.?|residence|res\.|sentier|montee"
    r"|faubourg|fbg|esplanade|hameau|rond-point|traverse"
)
# Also everyday words of a school: only before a name, or where one says that one lives there.
_UNSURE = r"place|pl\.|cours|cite|voie|parc|mail|cote|clos|domaine|promenade|villa|lieu-dit|ferme"
_LINK = r"(?:de la |de l'|des |du |de |d'|la |le |les |l'|aux? |a la )"
_NUMBERED = re.compile(
    r"(?<![\w.,-])(?:n ?° ?|numero )?(?!(?:19|20)\d\d)\d{1,4} ?(?:bis|ter|quater|[a-d]\b)?,? {0,2}"
    rf"(?:de la |de l'|du |des )?(?:(?P<sure>{_SURE})|(?P<unsure>{_UNSURE}))"
    rf" (?P<link>{_LINK})?(?=\w)"
)
_LIVED_IN = re.compile(
    r"\b(?:habit(?:e|es|ons|ez|ent|ais|ait|ant)|domiciliee?s?|demeur\w{1,5}|log(?:e|es|eons|ent|ee|es)"
    r"|vi(?:s|t|vons|vent|vais|vait)|adresse)\b(?P<between>[^.;!?\n\d]{0,25}?)"
    rf"\b(?:{_SURE}|{_UNSURE}) (?P<link>{_LINK})?(?=\w)"
)
_A_STREET = re.compile(r"\b(?:une?|l[ae]|les|cette|notre|ma|chaque|meme)\s*$|'$")
_NAME = re.compile(
    r"\w[\w'-]{0,40}(?: (?:(?:de la|de|du|des|la|le|les|aux?|et) |[dl]')?[A-Z][\w'-]{0,40}){0,4}"
    r"(?:,? (?i:appartement|appt?\.?|bat(?:iment)?\.?|escalier|etage|porte) \w{1,5}\b){0,3}"
    r"(?:,? ?\d{5}\b(?: [A-Z][\w'-]{1,40}(?: [A-Z][\w'-]{1,40}){0,3})?)?"
)
_ELSEWHERE = (
    re.compile(
        r"(?<!\w)\d{1,4} (?:[A-Z][a-z]{1,20} ){1,3}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Court)\b"
    ),
    re.compile(
        r"\b(?:Rua|rua|Avenida|avenida|Travessa|travessa|Calle|calle)(?: d[aoe]s?)?"
        r"(?: [A-Z]\w{1,20}){1,3},? (?:n\.? ?[°o]? ?)?\d{1,4}\b"
    ),
    re.compile(
        r"[A-Z]\w{1,20} (?:Mahallesi|Mah\.|Caddesi|Cad\.|Sokagi|Sokak|Sok\.)(?: No:? ?\d{1,4})?"
    ),
    re.compile(r"(?:вул\.|вулиц[яіею]|просп\.|проспект\w?) ?[А-ЯЄІҐ]\w{1,20}(?:,? ?\d{1,4})?"),
    re.compile(r"شارع \w{2,20}[^\d\n]{0,12}\d{1,4}"),
)


def addresses(typed: Plain) -> Iterator[tuple[int, int, str]]:
    for found in _NUMBERED.finditer(typed.low):
        if found["sure"] or typed.cased[found.end()].isupper():
            yield found.start(), _end_of_name(typed, found.end()), "numbered"
    for found in _LIVED_IN.finditer(typed.low):
        is_named = typed.cased[found.end()].isupper()
        is_told = bool(found["link"]) and not _A_STREET.search(found["between"])
        if is_named or is_told:
            yield found.end("between"), _end_of_name(typed, found.end()), "lived in"
    for pattern in _ELSEWHERE:
        for found in pattern.finditer(typed.cased):
            yield found.start(), found.end(), "elsewhere"


def _end_of_name(typed: Plain, at: int) -> int:
    name = _NAME.match(typed.cased, at)
    return name.end() if name else at
