"""What a cell means. Each reader takes a stripped, non-empty text; ``ValueError`` says why not."""

import datetime
import math
import re
from collections.abc import Callable

MISSING = {"", "na", "n/a", "nan", "null", "none", "nd", "-"}
_UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
# The ministry of education numbers the two Corsicas after a third of its own.
_CORSICA = {"620": "2A", "720": "2B"}
_YES = {"1", "oui", "o", "true", "vrai", "yes", "1.0"}
_NO = {"0", "non", "n", "false", "faux", "no", "0.0"}
_SPACES = re.compile(r"\s+")


def text(most: int = 300) -> Callable[[str], str]:
    def read(cell: str) -> str:
        cell = _SPACES.sub(" ", cell)
        if len(cell) > most:
            raise ValueError(f"dépasse {most} caractères.")
        return cell

    return read


def commune(cell: str) -> str:
    """An INSEE code. A spreadsheet that took it for a number has eaten its first zero."""
    code = cell.upper().removesuffix(".0")
    if re.fullmatch(r"\d{4}", code):
        code = "0" + code
    if not re.fullmatch(r"(\d\d|2[AB])\d{3}", code) or code.startswith("00"):
        raise ValueError(f"« {cell[:40]} » n’est pas un code de commune.")
    return code


def department(cell: str) -> str:
    """ "044", "44", "02A", "2a", "1", "720" (Haute-Corse for the ministry of education)."""
    code = cell.upper().removesuffix(".0")
    code = _CORSICA.get(code, code)
    if re.fullmatch(r"0(\d\d|2[AB])", code) and code != "000":
        code = code[1:]
    if re.fullmatch(r"[1-9]", code):
        code = "0" + code
    if not re.fullmatch(r"(?!00)\d\d|2[AB]|9[78]\d", code):
        raise ValueError(f"« {cell[:40]} » n’est pas un code de département.")
    return code


def department_of(code: str) -> str:
    """The département in which a commune, or a postcode, begins by its name."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def uai(cell: str) -> str:
    code = cell.upper()
    code = code.zfill(8) if len(code) == 7 else code
    if not re.fullmatch(r"\d{7}[A-Z]", code):
        raise ValueError(f"« {cell[:40]} » n’est pas un code UAI.")
    called = _UAI_LETTERS[int(code[:7]) % 23]
    if code[-1] != called:
        raise ValueError(f"« {code} » est mal recopié : ses chiffres appellent la lettre {called}.")
    return code


def postcode(cell: str) -> str:
    code = cell.removesuffix(".0").zfill(5)
    if not re.fullmatch(r"\d{5}", code):
        raise ValueError(f"« {cell[:40]} » n’est pas un code postal.")
    return code


def decimal(cell: str) -> float:
    written = _SPACES.sub("", cell).replace(",", ".").removesuffix("%")
    if not re.fullmatch(r"[+-]?(\d{1,15}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", written):
        raise ValueError(f"« {cell[:40]} » n’est pas un nombre.")
    return float(written)


def integer(cell: str) -> int:
    """ "1 204", "742.0" and "742,0" are numbers of things."""
    value = decimal(cell)
    if not value.is_integer():
        raise ValueError(f"« {cell[:40]} » n’est pas un nombre entier.")
    return int(value)


def between(least: float, most: float) -> Callable[[str], float]:
    def read(cell: str) -> float:
        value = decimal(cell)
        if not least <= value <= most or math.isnan(value):
            raise ValueError(f"« {cell[:40]} » n’est pas entre {least:g} et {most:g}.")
        return value

    return read


def count(cell: str) -> int:
    value = integer(cell)
    if not 0 <= value <= 100_000_000:
        raise ValueError(f"« {cell[:40]} » n’est pas un effectif.")
    return value


def boolean(cell: str) -> bool:
    folded = cell.casefold()
    if folded not in _YES | _NO:
        raise ValueError(f"« {cell[:40]} » n’est ni oui ni non.")
    return folded in _YES


def date(cell: str) -> str:
    """ISO 8601, from what is written 2026-03-31 or 31/03/2026, whatever the hour after it."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", cell)
    day = found.groups() if found else None
    if day is None and (found := re.match(r"(\d\d)/(\d\d)/(\d{4})(?!\d)", cell)):
        day = found.groups()[::-1]
    try:
        if day is None:
            raise ValueError
        return datetime.date(*map(int, day)).isoformat()
    except ValueError:
        raise ValueError(f"« {cell[:40]} » n’est pas une date.") from None


def one_of(*known: str) -> Callable[[str], str]:
    """One word of a short list, whatever its case."""
    spellings = {word.casefold(): word for word in known}

    def read(cell: str) -> str:
        word = spellings.get(cell.casefold())
        if word is None:
            raise ValueError(f"« {cell[:40]} » n’est pas l’un de : {', '.join(known)}.")
        return word

    return read


def cell_200m(cell: str) -> str:
    """The identifier of a square of 200 m: its south-west corner, in EPSG:3035."""
    if not re.fullmatch(r"CRS\d{4}RES200mN\d{1,8}E\d{1,8}", cell):
        raise ValueError(f"« {cell[:40]} » n’est pas un carreau de 200 m.")
    return cell


longitude = between(-180, 180)
latitude = between(-90, 90)
percent = between(0, 100.001)
