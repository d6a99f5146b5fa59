"""How many pupils live somewhere, and how many of them a school counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arpent.geo._coverage import number
from arpent.geo._lack import Level
from arpent.geo._lack_parts import Part
from arpent.geo._land import Land, tell

Values = Mapping[str, Any]

# Ages 11 to 14, and 15 to 17, among everybody: 3.4 and 2.5 of 68.4 million people on 1 January 2024
# (Insee, pyramide des âges).
OF_EVERYBODY: dict[Level, float] = {"college": 0.050, "lycee": 0.037}
# The same ages among the seven years that Filosofi counts together (ind_11_17).
OF_SEVEN_YEARS: dict[Level, float] = {"college": 4 / 7, "lycee": 3 / 7}


def residents(land: Land, children: Mapping[str, float], level: Level) -> dict[str, float]:
    """{commune: pupils who live there}, from its squares where there are some."""
    share, of_seven = OF_EVERYBODY[level], OF_SEVEN_YEARS[level]
    return {
        code: children[code] * of_seven if code in children else people * share
        for code, people in land.population.items()
    }


@dataclass(frozen=True)
class Counted:
    """What a school counted. Boarders sleep there: where they live, no sector says."""

    pupils: int
    boarders: int = 0

    @property
    def at_home(self) -> int:
        return max(0, self.pupils - self.boarders)


def counted(headcounts: Iterable[Values], reported: list[str]) -> dict[str, Counted]:
    """Rows ``uai``, ``pupils`` and, where it is told, ``boarders``."""
    found: dict[str, Counted] = {}
    bad, twice = set(), set()
    for row in headcounts:
        uai, pupils, boarders = row.get("uai"), _whole(row.get("pupils")), row.get("boarders")
        away = 0 if boarders is None else _whole(boarders)
        if not uai or pupils is None or away is None or away > pupils:
            bad.add(str(uai))
            continue
        told = Counted(pupils, away)
        if found.setdefault(uai, told) != told:
            twice.add(uai)
    for uai in twice:
        del found[uai]
    tell(reported, "effectifs illisibles, laissés", sorted(bad))
    tell(reported, "effectifs donnés deux fois et différents, laissés", sorted(twice))
    return found


def _whole(value: Any) -> int | None:
    found = number(value)
    return int(found) if found is not None and found >= 0 and found.is_integer() else None


def rake(
    parts: Iterable[Part],
    headcounts: Mapping[str, Counted],
    *,
    own: Iterable[str],
    beyond: Mapping[str, float],
) -> dict[str, float]:
    """{school: pupils for one resident}, which brings those of its sector to those that it counts.

    ``own``: schools whose sectors are known whole, but for ``beyond``: {school: pupils who live in
    its communes of another département}. Others, and those that nobody counted, keep residents.
    """
    living: dict[str, float] = {}
    for part in parts:
        for piece in part.pieces:
            for school, share in piece.schools.items():
                living[school] = living.get(school, 0.0) + share * piece.residents
    factors: dict[str, float] = {}
    for school in set(own) & headcounts.keys() & living.keys():
        everywhere = living[school] + beyond.get(school, 0.0)
        if everywhere > 0:
            factors[school] = headcounts[school].at_home / everywhere
    return factors
