"""Pieces added up into lines, their bounds with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from arpent.geo._coverage import OPERATORS, UNKNOWN
from arpent.geo._lack import Lack, Method, least
from arpent.geo._lack_parts import Part, Piece
from arpent.geo._pupils import Counted

# Nineteen times in twenty, both sides.
_CHANCE = 1.96


@dataclass(frozen=True)
class Named:
    """What a line is called, and where it is."""

    name: str
    commune: str | None


@dataclass
class _Sums:
    residents: float = 0.0
    pupils: float = 0.0
    without: float | None = 0.0
    low: float = 0.0
    high: float = 0.0
    variance: float = 0.0
    methods: set[Method] = field(default_factory=set)

    def add(self, piece: Piece, share: float, factor: float) -> None:
        """``share`` of the people of the piece, each of them being ``factor`` pupils."""
        people = piece.residents * share
        self.residents += people
        self.pupils += people * factor
        if piece.without is None:
            self.without = None
        elif self.without is not None:
            self.without += piece.without * share * factor
        if piece.drawn and piece.without is not None and piece.residents > 0:
            chance = piece.without / piece.residents
            self.variance += people * factor * chance * (1 - chance)

    def join(self, other: "_Sums") -> None:
        for name in ("residents", "pupils", "low", "high", "variance"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        both = self.without is not None and other.without is not None
        self.without = self.without + other.without if both else None  # type: ignore[operator]
        self.methods |= other.methods

    def line(self, code: str, named: Named, enrolled: int | None = None) -> Lack:
        spread = _CHANCE * sqrt(self.variance)
        low, high = max(0.0, self.low - spread), min(self.pupils, self.high + spread)
        without = self.without
        if without is not None:
            # Sums in another order end in other last digits: the estimate stays in its bounds.
            low, high = min(low, without), max(high, without)
        return Lack(
            code,
            named.name,
            named.commune,
            self.residents,
            enrolled,
            self.pupils,
            without,
            low,
            high,
            least(self.methods),
        )


class Tally:
    """``factors``: {school: pupils for one resident}, as raking gave them."""

    def __init__(
        self, parts: Sequence[Part], factors: Mapping[str, float], headcounts: Mapping[str, Counted]
    ) -> None:
        self._parts = sorted(parts, key=lambda part: part.commune)
        self._factors, self._headcounts = factors, headcounts
        self._by_commune = {part.commune: self._commune(part) for part in self._parts}

    def has(self, school: str) -> bool:
        return any(school in piece.schools for part in self._parts for piece in part.pieces)

    def cells(self) -> dict[tuple[str, str], float]:
        """{(school, commune): pupils without}: what all lines are sums of."""
        cells: dict[tuple[str, str], float] = {}
        for part in self._parts:
            for piece in part.pieces:
                for school, share in piece.schools.items():
                    count = (piece.without or 0.0) * share * self._factor(school)
                    key = (school, part.commune)
                    cells[key] = cells.get(key, 0.0) + count
        return cells

    def total(self, named: Named) -> Lack:
        whole = _Sums()
        for sums in self._by_commune.values():
            whole.join(sums)
        return whole.line("", named)

    def communes(self, named: Mapping[str, Named]) -> list[Lack]:
        return [sums.line(code, named[code]) for code, sums in self._by_commune.items()]

    def _commune(self, part: Part) -> _Sums:
        sums = _Sums(methods={part.method})
        factors = [1.0] if not part.pieces else []
        for piece in part.pieces:
            own = [self._factor(code) for code in piece.schools]
            mean = sum(share * self._factor(code) for code, share in piece.schools.items())
            sums.add(piece, 1.0, mean)
            sums.low += piece.low * min(own)
            sums.high += piece.high * max(own)
            factors += own
        sums.high = min(sums.high, part.high * max(factors), sums.pupils)
        sums.low = min(max(sums.low, part.low * min(factors)), sums.high)
        return sums

    def schools(self, named: Mapping[str, Named]) -> list[Lack]:
        own: dict[str, list[tuple[Part, Piece]]] = {code: [] for code in named}
        for part in self._parts:
            for piece in part.pieces:
                for code in piece.schools:
                    own[code].append((part, piece))
        return [self._school(code, named[code], own[code]) for code in sorted(named)]

    def _school(self, code: str, named: Named, own: list[tuple[Part, Piece]]) -> Lack:
        sums, factor = _Sums(), self._factor(code)
        people = low = high = maybe = spared = 0.0
        for part, piece in own:
            sums.add(piece, piece.schools[code], factor)
            sums.methods.add(part.method)
            if len(piece.schools) == 1:
                people, low, high = people + piece.residents, low + piece.low, high + piece.high
            else:
                # Who of them is this school's is not known: all those without, or none of them.
                maybe += piece.high
                spared += piece.residents - piece.low
        # No more of its pupils are without than there are in all the communes of its sector.
        most = max(1.0, factor) * (high + maybe)
        if code in self._factors:
            # Its pupils are counted; which of the residents they are is not known.
            sums.low = sums.pupils * _share(low, people + spared, 0.0)
            sums.high = min(sums.pupils * _share(high + maybe, people + maybe, 0.0), most)
        else:
            sums.low, sums.high = low, min(most, sums.pupils)
        count = self._headcounts.get(code)
        return sums.line(code, named, count.pupils if count else None)

    def operators(self) -> list[Lack]:
        """Whom each operator leaves out; nothing is counted twice, nothing adds up."""
        known = sorted({operator for part in self._parts for operator in part.out})
        return [self._operator(operator) for operator in known]

    def _operator(self, operator: int) -> Lack:
        sums = _Sums()
        for part in self._parts:
            here = self._by_commune[part.commune]
            gap = part.out.get(operator, UNKNOWN)
            sums.residents += here.residents
            sums.pupils += here.pupils
            sums.low += here.pupils * gap.low
            sums.high += here.pupils * gap.high
            if gap == UNKNOWN and here.pupils:
                sums.without = None
            elif sums.without is not None:
                sums.without += here.pupils * gap.middle
            sums.methods.add(part.method)
        return sums.line(str(operator), Named(OPERATORS.get(operator, str(operator)), None))

    def _factor(self, school: str) -> float:
        return self._factors.get(school, 1.0)


def _share(part: float, whole: float, otherwise: float) -> float:
    return min(1.0, part / whole) if whole > 0 else otherwise
