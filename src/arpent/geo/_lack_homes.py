"""Communes whose homes, or whose squares, are told: each by the best method that it allows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from arpent.geo._attach import ADDRESS_NUMBERS, ADDRESS_TEXTS, Attaching, Groups
from arpent.geo._catchments import Catchments
from arpent.geo._columns import Columns, columns
from arpent.geo._coverage import Range
from arpent.geo._homes import LACKS, MERCATOR, UNSURE, addressed, building_columns, homes
from arpent.geo._lack import Method, Thresholds
from arpent.geo._lack_parts import Part, Told, Weighed, of_homes
from arpent.geo._land import Land, tell
from arpent.geo._offers import Awaited, Offers
from arpent.geo._project import grid_of, project
from arpent.geo._reached import Reach
from arpent.geo._squares import Points, spread

Values = Mapping[str, Any]

# Under this share of its dwellings of which wires are told, a commune is left to percentages.
LEAST_TOLD = 0.7


@dataclass(frozen=True)
class Given:
    """What is told of homes; any of it may be empty."""

    addresses: "Iterable[Values] | Columns" = ()
    buildings: "Iterable[Values] | Columns" = ()
    eligibility: "Iterable[Values] | Columns | Offers | Awaited" = ()
    squares: Iterable[Values] = ()
    areas: Iterable[Values] = ()


@dataclass(frozen=True)
class Said:
    """What a commune says of itself: its schools and the share of each, its gaps."""

    schools: Mapping[str, float]
    wired: Range | None
    mobile: Range | None
    out: Mapping[int, Range]


@dataclass
class Ground:
    """Homes of a département. ``children``: {commune: those of 11 to 17}, where squares tell."""

    codes: list[str]
    communes: Any
    # Of schools; 0 where the street is not known.
    groups: Any
    known: list[tuple[str, ...]]
    dwellings: Any
    wired: Any
    out: dict[int, Any]
    by_square: Any
    children: dict[str, float]
    # In metres of the grid of the département.
    x: Any
    y: Any
    matched: Mapping[str, tuple[int, int]]
    refused: Mapping[str, float]
    used: list[str] = field(default_factory=list)


def ground(
    department: str,
    land: Land,
    found: Catchments,
    sectors: Iterable[Values],
    given: Given,
    thresholds: Thresholds,
    reported: list[str],
) -> Ground | None:
    """What homes and squares tell, laid side by side; None where nothing does."""
    squares = list(given.squares)
    if not squares and not given.buildings:
        return None
    import numpy as np

    buildings = building_columns(given.buildings)
    addresses = columns(given.addresses, ADDRESS_TEXTS, ADDRESS_NUMBERS, needed=("id", "commune"))
    groups, grid = Groups(), grid_of(department)
    attached = Attaching(land, found, sectors, groups, reported).attach(addresses)
    own = homes(buildings, given.eligibility, land, thresholds)
    codes = sorted(land.population)
    split = np.isin(own.communes, [codes.index(code) for code in found.split])
    own_groups = np.zeros(len(own.communes), dtype=np.int64)
    own_groups[split] = addressed(own, np.flatnonzero(split), attached, grid)
    # Where no building is told, addresses stand for them.
    beside = np.flatnonzero(~np.isin(attached.communes, own.communes))
    x, y = project(attached.x[beside], attached.y[beside], source=grid, target=MERCATOR)
    communes = np.concatenate([own.communes, attached.communes[beside]])
    dwellings = np.concatenate([own.dwellings, np.zeros(len(beside))])
    places = np.concatenate([own.x, x]), np.concatenate([own.y, y])
    weights = np.concatenate([own.dwellings, np.ones(len(beside))])
    spread_out = spread(squares, Points(communes, weights, *places, MERCATOR), land, reported)
    bad: list[str] = []
    reach = Reach(given.areas, thresholds, bad)
    tell(reported, "polygones de couverture illisibles, laissés", sorted(set(bad)))
    read = {
        "adresses": addresses.length,
        "immeubles": buildings.length,
        "eligibilite": buildings.length and np.any(own.wired != UNSURE),
        "carreaux-200m": len(squares),
        "couverture-mobile": len(reach.operators),
    }
    return Ground(
        codes,
        communes,
        np.concatenate([own_groups, attached.groups[beside]]),
        groups.known,
        dwellings,
        np.concatenate([own.wired, np.full(len(beside), UNSURE, dtype=np.int8)]),
        reach.out(*places, MERCATOR),
        spread_out.weights,
        dict(spread_out.children),
        *project(*places, source=MERCATOR, target=grid),
        attached.matched,
        attached.refused(),
        [name for name, many in read.items() if many],
    )


def parts_of(
    here: Ground,
    found: Catchments,
    said: Mapping[str, Said],
    people: Mapping[str, float],
    reported: list[str],
) -> dict[str, Part]:
    """{commune: what its homes tell of it}, of those that they tell enough of."""
    choice = Choice(here, found)
    tables: dict[Method, _Table] = {
        "address": _Table(here, here.dwellings),
        "square": _Table(here, here.by_square),
    }
    parts = {}
    for rank, code in enumerate(here.codes):
        method = choice.of(rank, code)
        if method is None:
            continue
        own = said[code]
        told = Told(choice.is_told(rank), bool(here.out))
        table = tables[method]
        out = table.out(rank) if told.mobile else own.out
        weighed = table.weighed(rank, own.schools)
        parts[code] = of_homes(
            code, method, people[code], weighed, own.wired, own.mobile, out, told=told
        )
    choice.tell(reported)
    return parts


class Choice:
    """Which method each commune allows, and why not a better one."""

    def __init__(self, here: Ground, found: Catchments) -> None:
        import numpy as np

        size = len(here.codes)
        self._here, self._found = here, found
        self._dwellings = np.bincount(here.communes, here.dwellings, minlength=size)
        sure = here.wired != UNSURE
        self._told = np.bincount(here.communes[sure], here.dwellings[sure], minlength=size)
        self._squares = np.bincount(here.communes, here.by_square, minlength=size)
        self._refused: list[str] = []
        self._untold: list[str] = []
        self._streetless: list[str] = []

    def is_told(self, rank: int) -> bool:
        dwellings = float(self._dwellings[rank])
        return dwellings > 0 and float(self._told[rank]) >= LEAST_TOLD * dwellings

    def of(self, rank: int, code: str) -> Method | None:
        if self._dwellings[rank] > 0:
            refused = self._is_refused(code)
            if not self.is_told(rank):
                share = self._told[rank] / self._dwellings[rank]
                self._untold.append(f"{code} ({share:.0%})".replace("%", " %"))
            elif not refused:
                return "address"
        return "square" if self._squares[rank] > 0 else None

    def _is_refused(self, code: str) -> bool:
        if code not in self._found.split:
            return False
        if code not in self._here.matched:
            self._streetless.append(code)
            return True
        share = self._here.refused.get(code)
        if share is not None:
            # Rounded down: 69.9 % is under 70.
            self._refused.append(f"{code} ({int(100 * share)} %)")
        return share is not None

    def tell(self, reported: list[str]) -> None:
        tell(
            reported,
            "communes refusées par adresses, dont moins de 70 % ont trouvé leur rue dans la carte "
            "scolaire",
            self._refused,
        )
        tell(
            reported,
            "communes partagées par rues dont aucune adresse n’est donnée",
            self._streetless,
        )
        tell(
            reported,
            "communes dont moins de 70 % des logements ont un débit connu",
            self._untold,
        )


class _Table:
    """Sums by commune and group of schools, for one way of weighing homes."""

    def __init__(self, here: Ground, weights: Any) -> None:
        import numpy as np

        self._here, self._weights = here, weights
        self._many = len(here.known)
        key = here.communes * self._many + here.groups
        size = len(here.codes) * self._many
        unreached = np.ones(len(key), dtype=bool) if here.out else np.zeros(len(key), dtype=bool)
        for out in here.out.values():
            unreached &= out
        lacks, unsure = here.wired == LACKS, here.wired == UNSURE

        def total(kept: Any) -> Any:
            return np.bincount(key[kept], weights[kept], minlength=size).reshape(-1, self._many)

        self._all = np.bincount(key, weights, minlength=size).reshape(-1, self._many)
        self._sums = [
            total(kept)
            for kept in (lacks, unsure, unreached, lacks & unreached, unsure & unreached)
        ]
        self._out = {
            operator: np.bincount(here.communes[kept], weights[kept], minlength=len(here.codes))
            for operator, kept in here.out.items()
        }

    def out(self, rank: int) -> dict[int, Range]:
        whole = float(self._all[rank].sum())
        shares = {
            operator: min(1.0, float(out[rank]) / whole) for operator, out in self._out.items()
        }
        return {operator: Range(share, share) for operator, share in shares.items()}

    def weighed(self, rank: int, schools: Mapping[str, float]) -> list[Weighed]:
        found = []
        own = self._own(rank, schools)
        for group in range(self._many):
            weight = float(self._all[rank, group])
            if weight > 0:
                sums = [float(table[rank, group]) for table in self._sums]
                found.append(Weighed(own(self._here.known[group]), weight, *sums))
        return found

    def _own(self, rank: int, schools: Mapping[str, float]) -> Any:
        """The share of each school in a group: as many as are surely its own in the commune."""
        surely = {
            group[0]: float(self._all[rank, place])
            for place, group in enumerate(self._here.known)
            if len(group) == 1 and group[0] in schools
        }

        def shares(group: tuple[str, ...]) -> dict[str, float]:
            among = group or tuple(schools)
            weights = {uai: surely.get(uai, 0.0) for uai in among}
            if not any(weights.values()):
                weights = {uai: schools.get(uai, 0.0) for uai in among}
            whole = sum(weights.values())
            return {uai: weight / whole for uai, weight in sorted(weights.items())}

        return shares
