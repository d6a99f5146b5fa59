"""Numbers and codes that are one person's: identifiers, accounts, plates."""

import re
from collections.abc import Iterator

from arpent.text._plain import Plain

_NIR = re.compile(
    r"(?<!\w)[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[abAB]) ?\d{3} ?\d{3}(?: ?\d\d)?(?!\w)"
)
_INE = re.compile(r"(?<!\w)(?:\d{9}[A-Za-z]{2}|\d{10}[A-Za-z])(?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d\d(?: ?[0-9A-Za-z]{4}){3,7}(?: ?[0-9A-Za-z]{1,3})?(?!\w)")
_CARD = re.compile(r"(?<!\w)[3-6]\d{3}(?:[ -]?\d{4}){3}(?!\w)")
_FILE = re.compile(
    r"\b(?:allocataire|dossier|securite sociale|secu|carte d'identite|cni|passeport|titre de sejour"
    r"|caf|mdph|ine|nir|iban|numerotation|etudiant|eleve|matricule)\b"
    r"(?: (?:caf|mdph|n ?°|no|numero|est|eleve|personnel|le|du|de la)| ?n ?°| ?:){0,4}+ ?"
    r"(?:n ?° ?)?([0-9a-z][0-9a-z/-]{4,19}+(?: [0-9a-z]*\d[0-9a-z]{0,9}){0,6})"
)
_PLATE = re.compile(
    r"(?<![\w-])(?:[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}"
    r"|[A-HJ-NP-TV-Z]{2} \d{3} [A-HJ-NP-TV-Z]{2}|[A-HJ-NP-TV-Z]{2}\d{3}[A-HJ-NP-TV-Z]{2}"
    r"|[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2})(?![\w-])"
)
_OLD_PLATE = re.compile(
    r"\b(?:immatricul\w{1,8}|plaque|voiture|vehicule|camion\w{0,6}|scooter|moto)\b[^\n\d]{0,20}+"
    r"(\d{1,4}[ -]?[a-z]{2,3}[ -]?(?:\d\d|2[ab]|97\d))\b"
)
_PASSWORD = re.compile(
    r"\b(?:mots? de passe|mdp|password|pwd|identifiant|login"
    r"|code (?:wifi|wi-fi|pin|ent)|senha|sifre\w{0,4})\b"
    r"(?: (?:est|etait|is|etant|de l'ent|ent|wifi|wi-fi))*+ ?[:=]? ?[\"«]? ?([^\s\"»]{4,40})"
)
_HANDLE = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|telegram|facebook|fb|messenger|whats ?app"
    r"|twitter|skype|pseudo|compte)\b[^\n@]{0,20}+(@[\w.]{2,40})"
    r"|\b(?:insta(?:gram)?|snap(?:chat)?|discord|skype|pseudo) ?: ?([\w.]{2,39}[\d_.][\w.]{0,20})"
)


def identifiers(typed: Plain) -> Iterator[tuple[int, int, str]]:
    text = typed.cased
    for found in _NIR.finditer(text):
        yield found.start(), found.end(), "social security"
    for found in _INE.finditer(text):
        yield found.start(), found.end(), "pupil"
    for found in _IBAN.finditer(text):
        if _is_iban(found[0]):
            yield found.start(), found.end(), "bank"
    for found in _CARD.finditer(text):
        if _is_card(found[0]):
            yield found.start(), found.end(), "bank"
    for found in _FILE.finditer(typed.low):
        if sum(map(str.isdigit, found[1])) >= 4:
            yield found.start(1), found.end(1), "file"


def accounts(typed: Plain) -> Iterator[tuple[int, int, str]]:
    for found in _PASSWORD.finditer(typed.low):
        if any(map(str.isdigit, found[1])) and any(map(str.isalpha, found[1])):
            yield found.start(1), found.end(1), "key"
    for found in _HANDLE.finditer(typed.low):
        which = 1 if found[1] else 2
        yield found.start(which), found.end(which), "handle"


def plates(typed: Plain) -> Iterator[tuple[int, int, str]]:
    for found in _PLATE.finditer(typed.cased):
        yield found.start(), found.end(), "plate"
    for found in _OLD_PLATE.finditer(typed.low):
        yield found.start(1), found.end(1), "plate"


def _is_iban(code: str) -> bool:
    """The two check digits of ISO 13616, or the French length: a slip is still somebody's."""
    code = code.replace(" ", "").upper()
    turned = "".join(str(int(sign, 36)) for sign in code[4:] + code[:4])
    return int(turned) % 97 == 1 or (code.startswith("FR") and len(code) == 27)


def _is_card(number: str) -> bool:
    digits = [int(sign) for sign in number if sign.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
