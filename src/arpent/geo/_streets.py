"""Street names that files write differently, and which school the numbers of a street go to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from arpent.text import fold
from arpent.text._fold import folds

Values = Mapping[str, Any]

# Above this, two names of one commune are one street written twice (livingdata-co/carte-scolaire).
ALIKE = 0.8
# And at least as alike without what kind of street they are: rue des Pins is not rue des Pies.
_CORE = 0.75
# The last number of a street that is given whole.
OPEN = 9999

# First words: kinds of streets as FANTOIR and people shorten them.
_KINDS = {
    "all": "allee", "allees": "allee", "av": "avenue", "ave": "avenue",
    "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "boul": "boulevard",
    "bvd": "boulevard", "car": "carrefour", "carr": "carrefour", "ch": "chemin",
    "che": "chemin", "chem": "chemin", "chi": "chemin",
    "cor": "corniche", "crs": "cours", "cr": "chemin",
    "ctre": "centre", "desc": "descente", "dom": "domaine", "esp": "esplanade",
    "fbg": "faubourg", "fg": "faubourg", "gr": "grande rue", "gpl": "grande place",
    "ham": "hameau", "imp": "impasse", "jard": "jardin", "lot": "lotissement",
    "mte": "montee", "pas": "passage", "pass": "passage", "pl": "place", "plt": "plateau",
    "pro": "promenade", "prom": "promenade", "pte": "porte", "qu": "quai",
    "qua": "quartier", "quart": "quartier", "r": "rue", "res": "residence",
    "resid": "residence", "rle": "ruelle", "rpt": "rond point", "rte": "route", "sen": "sentier",
    "sent": "sentier", "sq": "square", "trav": "traverse", "tra": "traverse", "ven": "venelle",
    "vc": "voie", "vla": "villa", "vlge": "village", "vge": "village", "zac": "zone",
    "za": "zone", "zi": "zone",
}  # fmt: skip
_SPELT = (
    "allee avenue boulevard carrefour chemin cite clos corniche cours cour esplanade faubourg "
    "hameau impasse jardin lotissement montee passage place placette promenade quai quartier rue "
    "residence ruelle route sentier sente square traverse venelle voie villa village zone mail "
    "parvis rocade chaussee cale galerie terrasse"
)
_FULL_KINDS = frozenset(_SPELT.split())
# Any word: ranks and saints that plates shorten.
_WORDS = {
    "st": "saint", "ste": "sainte", "sts": "saints", "nd": "notre dame", "gal": "general",
    "gen": "general", "gnl": "general", "mal": "marechal", "mar": "marechal", "cdt": "commandant",
    "cmdt": "commandant", "cap": "capitaine", "cne": "capitaine", "col": "colonel",
    "lt": "lieutenant", "sgt": "sergent", "adj": "adjudant", "pdt": "president",
    "pres": "president", "dr": "docteur", "doct": "docteur", "pr": "professeur",
    "prof": "professeur", "mgr": "monseigneur", "abb": "abbe", "gd": "grand", "gde": "grande",
    "gds": "grands", "pt": "petit", "pte": "petite", "vx": "vieux", "fr": "frere", "frs": "freres",
    "premier": "1er", "rd": "rond", "huit": "8", "onze": "11", "quatorze": "14",
}  # fmt: skip
# A set of pairs of letters takes so many bits; the prime under them tells pairs apart.
_BITS, _PRIME = 512, 509
_LINKING = "a au aux d de des du en et l la le les sur sous"
_LINKS = frozenset(_LINKING.split())


@dataclass(frozen=True)
class Name:
    """``kind``: rue, place…, "" where none is said. ``core``: the words that tell it apart."""

    kind: str
    core: str
    numbers: tuple[str, ...]


def plain(street: str) -> Name:
    """What is left of a name once everybody writes it the same way.

    >>> plain("AV DU GAL DE GAULLE") == plain("Avenue du Général-de-Gaulle")
    True
    >>> plain("Lieu-dit La Bizolais")
    Name(kind='', core='bizolais', numbers=())
    """
    return plain_of(fold(street))


@lru_cache(maxsize=200_000)
def plain_of(folded: str) -> Name:
    """The same, of a name that was folded: files that write it otherwise ask once."""
    words = folded.split()
    if words[:2] == ["lieu", "dit"] and len(words) > 2:
        words = words[2:]
    kind = ""
    if len(words) > 1:
        first = _KINDS.get(words[0], words[0])
        if first.split()[-1] in _FULL_KINDS:
            kind, words = first, words[1:]
    spelt: list[str] = []
    for word in words:
        spelt += _WORDS[word].split() if word in _WORDS else (word,)
    core = [word for word in spelt if word not in _LINKS] or spelt
    return Name(kind, " ".join(core), tuple(word for word in core if word[0].isdigit()))


@dataclass(frozen=True)
class Rule:
    """The numbers of a street from ``first`` to ``last`` of that parity go to ``uai``."""

    first: int
    last: int
    parity: str
    uai: str

    def holds(self, number: int) -> bool:
        if self.parity != "PI" and (number % 2 == 0) != (self.parity == "P"):
            return False
        return self.first <= number and (number <= self.last or self.last >= OPEN)

    @property
    def width(self) -> float:
        numbers = self.last - self.first + 1
        return numbers if self.parity == "PI" else numbers / 2


@dataclass(frozen=True)
class Street:
    rules: tuple[Rule, ...]

    @cached_property
    def schools(self) -> tuple[str, ...]:
        return tuple(sorted({rule.uai for rule in self.rules}))

    @cached_property
    def alone(self) -> str | None:
        """The school of the whole street, where there is one whatever the number."""
        schools = self.schools
        whole = any(r.first <= 1 and r.last >= OPEN and r.parity == "PI" for r in self.rules)
        return schools[0] if len(schools) == 1 and whole else None

    def of(self, number: int | None) -> tuple[str, ...]:
        """The schools of a number; several where rules as narrow say so; none where none does.

        A rule for one side, or for a few numbers, is an exception to that of the whole street.
        """
        if not number:
            return self.schools if len(self.schools) == 1 else ()
        holding = [rule for rule in self.rules if rule.holds(number)]
        least = min((rule.width for rule in holding), default=0)
        return tuple(sorted({rule.uai for rule in holding if rule.width == least}))


class Streets:
    """The rules of one commune, by street; and how names that are not written there are found."""

    def __init__(self, by_name: dict[Name, Street]) -> None:
        self.by_name = by_name
        self._cores: dict[str, list[Name]] = {}
        for name in sorted(by_name, key=lambda name: (len(name.core), name.core, name.kind)):
            self._cores.setdefault(name.core, []).append(name)
        self._by_kind: dict[str, _Kind] = {}

    def _of_kind(self, kind: str) -> "_Kind":
        if kind not in self._by_kind:
            names = [name for same in self._cores.values() for name in same if name.kind == kind]
            self._by_kind[kind] = _Kind(names)
        return self._by_kind[kind]

    def find(self, street: str) -> Street | None:
        return self.named(plain(street))

    def named(self, name: Name) -> Street | None:
        """The street of that name; else the only one of these words; else the one most alike."""
        found = self.by_name.get(name)
        if found is not None:
            return found
        same = self._cores.get(name.core, [])
        if len(same) == 1 and "" in (name.kind, same[0].kind):
            return self.by_name[same[0]]
        near = self._alike(name)
        return self.by_name[near] if near is not None else None

    def _alike(self, name: Name) -> Name | None:
        """Of one kind, and of the same numbers: rue du 8 mai is not rue du 4 mai."""
        best, most, twice = None, ALIKE, False
        length = len(name.core)
        beside = len(name.kind) + 1 if name.kind else 0
        for other, pairs in self._of_kind(name.kind).near(name.core, beside):
            longest = max(length, len(other.core))
            if other.numbers != name.numbers or pairs > 2 * (1 - most) * (longest + beside):
                continue
            changes = levenshtein(name.core, other.core)
            if changes >= (1 - _CORE) * longest:
                continue
            score = 1 - changes / (longest + beside)
            if score > most:
                best, most, twice = other, score, False
            elif best is not None and score == most:
                twice = twice or self.by_name[best].schools != self.by_name[other].schools
        return None if twice else best


class _Kind:
    """Names of one kind of street, the shortest first: only those of about the same length, and of
    about the same pairs of letters, are compared."""

    def __init__(self, names: list[Name]) -> None:
        import numpy as np

        self._names = names
        self._lengths = np.array([len(name.core) for name in names], dtype=np.int64)
        bits = b"".join(_pairs(name.core).to_bytes(_BITS // 8, "little") for name in names)
        self._pairs = np.frombuffer(bits, dtype=np.uint64).reshape(len(names), _BITS // 64)

    def near(self, core: str, beside: int) -> list[tuple[Name, int]]:
        """Each with how many pairs one of the two has, and the other has not."""
        import numpy as np

        own = np.frombuffer(_pairs(core).to_bytes(_BITS // 8, "little"), dtype=np.uint64)
        first, last = np.searchsorted(self._lengths, [_CORE * len(core), len(core) / _CORE + 1e-9])
        lengths, pairs = self._lengths[first:last], self._pairs[first:last]
        longest = np.maximum(lengths, len(core))
        # A change undoes two pairs of letters at most.
        most = 2 * np.minimum((1 - _CORE) * longest, (1 - ALIKE) * (longest + beside))
        lost = np.bitwise_count(own & ~pairs).sum(axis=1)
        gained = np.bitwise_count(pairs & ~own).sum(axis=1)
        apart = np.maximum(lost, gained).astype(np.int64)
        return [(self._names[first + at], int(apart[at])) for at in np.flatnonzero(apart <= most)]


def streets_of(rules: Iterable[Values], told: dict[str, list[str]]) -> Streets:
    """``rules``: rows of the carte scolaire of one commune that name a street.

    ``told``: what was made of those that cannot be taken as they are, by reason.
    """
    by_name: dict[Name, set[Rule]] = {}
    named = [(row, name) for row in rules if (name := row.get("street") or row.get("hamlet"))]
    for (row, street), folded in zip(named, folds([name for _, name in named]), strict=True):
        by_name.setdefault(plain_of(folded), set()).add(_rule(row, street, told))
    ordered = {
        name: Street(tuple(sorted(found, key=lambda r: (r.first, r.last, r.parity, r.uai))))
        for name, found in by_name.items()
    }
    for name, street in ordered.items():
        if _overlaps(street):
            where = f"{name.kind} {name.core}".strip()
            told.setdefault("overlapping", []).append(where)
    return Streets(ordered)


def _rule(row: Values, street: str, told: dict[str, list[str]]) -> Rule:
    first, last, parity = row.get("first"), row.get("last"), row.get("parity")
    if parity not in ("P", "I", "PI"):
        told.setdefault("parity", []).append(street)
        parity = "PI"
    if not isinstance(first, int) or not isinstance(last, int):
        told.setdefault("numbers", []).append(street)
        first = first if isinstance(first, int) else 0
        last = last if isinstance(last, int) else OPEN
    if first > last:
        told.setdefault("reversed", []).append(street)
        first, last = last, first
    return Rule(first, last, parity, row["uai"])


def _overlaps(street: Street) -> bool:
    """Do two rules as narrow send one number to two schools?"""
    for at, one in enumerate(street.rules):
        for other in street.rules[at + 1 :]:
            if one.uai == other.uai or one.width != other.width:
                continue
            if one.first > other.last or other.first > one.last:
                continue
            if "PI" in (one.parity, other.parity) or one.parity == other.parity:
                return True
    return False


def _pairs(word: str) -> int:
    """The pairs of letters that follow each other, as a set of bits; several may share one."""
    bits = 0
    for pair in pairwise(word):
        bits |= _bit(pair)
    return bits


@lru_cache(maxsize=4_000)
def _bit(pair: tuple[str, str]) -> int:
    return 1 << (ord(pair[0]) * 31 + ord(pair[1])) % _PRIME


def levenshtein(one: str, other: str) -> int:
    """Letters to change, add or take away: Myers' bit vectors, a column of the table an integer.

    >>> levenshtein("bizolais", "bizolay")
    2
    """
    length = len(one)
    if not length:
        return len(other)
    where: dict[str, int] = {}
    for at, letter in enumerate(one):
        where[letter] = where.get(letter, 0) | 1 << at
    full, top = (1 << length) - 1, 1 << (length - 1)
    plus, minus, distance = full, 0, length
    for letter in other:
        same = where.get(letter, 0)
        vertical = same | minus
        horizontal = (((same & plus) + plus) ^ plus) | same
        up = minus | ~(horizontal | plus)
        down = plus & horizontal
        distance += bool(up & top) - bool(down & top)
        up = (up << 1) | 1
        down <<= 1
        plus = (down | ~(vertical | up)) & full
        minus = up & vertical & full
    return distance
