"""People of a commune cut in pieces: those whose schools, and whose networks, are told together."""

from collections.abc import Mapping
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
    return Part(commune, "commune", (piece,), low, high, out)
