"""Pupils without a solution: what is asked, under which thresholds, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from arpent.geo._errors import GeoError

Method = Literal["address", "square", "commune"]
Level = Literal["college", "lycee"]

# From the nearest to people to the farthest.
METHODS: tuple[Method, ...] = ("address", "square", "commune")
SPEEDS = (0.5, 3, 8, 30, 100, 1000)
LEVELS = ("CL", "BC", "TBC")
WIRES = ("FO", "CU", "COAX")
_FIXED = {*WIRES, "4GF", "HDR", "THDR"}


@dataclass(frozen=True)
class Thresholds:
    """Under what a home is without a solution: no wired access as fast, *and* no operator as good.

    ``wired_mbit``: one of 0.5, 3, 8, 30, 100 and 1000. ``mobile_level``: that one or better, of
    "CL", "BC", "TBC". ``fixed``: the technologies that count as wired where buildings are told;
    "4GF" adds fixed 4G, "HDR" and "THDR" radio; satellite is refused. What communes alone tell
    is always by wire.
    """

    wired_mbit: float = 8
    mobile_techno: str = "4G"
    mobile_level: str = "BC"
    fixed: tuple[str, ...] = WIRES
    wired_source: str = (
        "« bon haut débit » : 8 Mbit/s, promis à tous pour 2020 (plan France très haut débit)"
    )
    mobile_source: str = (
        "« bonne couverture » : dehors presque partout, dedans par endroits (Arcep, 2017)"
    )

    def __post_init__(self) -> None:
        if self.wired_mbit not in SPEEDS:
            raise GeoError(f"{self.wired_mbit} Mbit/s n’est pas une classe de débit publiée.")
        if self.mobile_level not in LEVELS:
            raise GeoError(f"« {self.mobile_level} » n’est pas un niveau de couverture.")
        if unknown := sorted(set(self.fixed) - _FIXED):
            raise GeoError(f"ces technologies ne comptent pas ici : {', '.join(unknown)}.")


@dataclass(frozen=True)
class Lack:
    """One line: a school, a commune, an operator, or the whole.

    ``residents``: pupils estimated to live there. ``enrolled``: those that the school counted, None
    where nobody told. ``pupils``: those among whom some are without, after raking. ``without``
    is an estimate in ``[low, high]``, None where nothing allows one. ``method`` is that of the
    least precise part. A ``hidden`` line keeps its figures to itself: under five, or found again
    by subtraction.
    """

    code: str
    name: str
    commune: str | None
    residents: float | None
    enrolled: int | None
    pupils: float | None
    without: float | None
    low: float | None
    high: float | None
    method: Method
    hidden: bool = False


# The middle of a square of 200 m, in metres, and the share of its commune that is there.
Place = tuple[int, int, float]


@dataclass(frozen=True)
class Lacks:
    """Lines that add up: ``schools``, with ``unplaced``, to ``total``; ``communes`` to ``total``.

    ``reported``: French lines, what was set aside and why. ``used``: the sources that were read.
    ``places``: {commune: where its pupils without are}, in the grid of the département, of the
    communes whose homes or squares were counted: to measure distances, never to be published.
    """

    total: Lack
    schools: tuple[Lack, ...]
    communes: tuple[Lack, ...]
    operators: tuple[Lack, ...]
    # Pupils of communes that no sector gives to a school.
    unplaced: Lack | None
    method: Method
    thresholds: Thresholds
    reported: list[str] = field(default_factory=list)
    used: tuple[str, ...] = ()
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)


def least(methods: set[Method]) -> Method:
    """The least precise of them: a figure is as good as its worst part."""
    return max(methods, key=METHODS.index, default="commune")
