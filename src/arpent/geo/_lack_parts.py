"""People of a commune cut in pieces: those whose schools, and whose networks, are told together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from arpent.geo._coverage import UNKNOWN, Range, both
from arpent.geo._lack import Method


@dataclass(frozen=True)
class Piece:
    """``schools``: {school: share of these people who are its own}; bounds hold whatever it is.

    ``without``, ``low`` and ``high`` are people among ``residents``. ``drawn``: they were counted
    among homes, of which pupils are a draw; chance is added to the bounds.
    """

    schools: Mapping[str, float]
    residents: float
    without: float | None
    low: float
    high: float
    drawn: bool = False


@dataclass(frozen=True)
class Part:
    """A commune: its pieces, and what holds of all its people together."""

    commune: str
    method: Method
    pieces: tuple[Piece, ...]
    low: float
    high: float
    # {operator: share of its people out of that coverage}.
    out: Mapping[int, Range] = field(default_factory=dict)

    @property
    def residents(self) -> float:
        return sum(piece.residents for piece in self.pieces)


def of_commune(
    commune: str,
    method: Method,
    residents: float,
    schools: Mapping[str, float],
    wired: Range | None,
    mobile: Range | None,
    out: Mapping[int, Range],
) -> Part:
    """From percentages alone: the bounds of Fréchet, and their middle where both gaps are told."""
    gap = both(wired or UNKNOWN, mobile or UNKNOWN)
    low, high = residents * gap.low, residents * gap.high
    known = wired is not None and mobile is not None
    middle = residents * gap.middle if known or gap.high == 0 else None
    piece = Piece(schools, residents, middle, low, high)
    return Part(commune, method, (piece,), low, high, out)


@dataclass(frozen=True)
class Told:
    """Which gaps are told home by home; the others, the commune bounds."""

    wired: bool
    mobile: bool


@dataclass(frozen=True)
class Weighed:
    """Homes of one commune that go to the same schools, weighed: all of them, those without a wire,
    those of which no wire is told, those without an operator, and those without either."""

    schools: Mapping[str, float]
    all: float
    unwired: float
    unsure: float
    unreached: float = 0.0
    both: float = 0.0
    both_unsure: float = 0.0


def of_homes(
    commune: str,
    method: Method,
    residents: float,
    weighed: Sequence[Weighed],
    wired: Range | None,
    mobile: Range | None,
    out: Mapping[int, Range],
    *,
    told: Told,
) -> Part:
    """People share a commune as its homes do; what homes do not tell, the commune bounds.

    A gap that the commune alone tells is somewhere in it: of a group of ``w`` homes of ``t``, all
    of it may be there, or as little as what the others have no room for.
    """
    whole = sum(group.all for group in weighed)
    scale = residents / whole
    if told.wired and told.mobile:
        pieces = [_counted(group, scale) for group in weighed]
        low, high = sum(piece.low for piece in pieces), sum(piece.high for piece in pieces)
        return Part(commune, method, tuple(pieces), low, high, out)
    wires = [
        _within(group.unwired, group.unsure, group.all, whole, wired, told.wired)
        for group in weighed
    ]
    masts = [
        _within(group.unreached, 0.0, group.all, whole, mobile, told.mobile) for group in weighed
    ]
    ends = _meet(
        _all(wires, whole, wired, told.wired), _all(masts, whole, mobile, told.mobile), whole
    )
    known = (told.wired or wired is not None) and (told.mobile or mobile is not None)
    middle = ends.middle if known or ends.high == 0 else None
    shares = [
        group.unwired if told.wired else group.unreached if told.mobile else group.all
        for group in weighed
    ]
    pieces = []
    for group, wire, mast, share in zip(weighed, wires, masts, shares, strict=True):
        own = _meet(wire, mast, group.all)
        part = share / sum(shares) if sum(shares) > 0 else group.all / whole
        without = None if middle is None else min(max(own.low, middle * part), own.high) * scale
        pieces.append(
            Piece(
                group.schools,
                group.all * scale,
                without,
                own.low * scale,
                own.high * scale,
                drawn=told.wired,
            )
        )
    return Part(commune, method, tuple(pieces), ends.low * scale, ends.high * scale, out)


def _counted(group: Weighed, scale: float) -> Piece:
    """Both gaps are told home by home. Those not told lack as the others do, at best a guess."""
    sure = group.all - group.unsure
    without = group.both * group.all / sure * scale if sure > 0 else None
    low, high = group.both * scale, (group.both + group.both_unsure) * scale
    without = None if without is None else min(without, high)
    return Piece(group.schools, group.all * scale, without, low, high, drawn=True)


def _within(
    surely: float, unsure: float, own: float, whole: float, gap: Range | None, by_home: bool
) -> Range:
    if by_home:
        return Range(surely, surely + unsure)
    gap = gap or UNKNOWN
    return Range(max(0.0, gap.low * whole - (whole - own)), min(own, gap.high * whole))


def _all(groups: Sequence[Range], whole: float, gap: Range | None, by_home: bool) -> Range:
    if by_home:
        return Range(sum(group.low for group in groups), sum(group.high for group in groups))
    gap = gap or UNKNOWN
    return Range(gap.low * whole, gap.high * whole)


def _meet(one: Range, other: Range, people: float) -> Range:
    return Range(max(0.0, one.low + other.low - people), min(one.high, other.high, people))
