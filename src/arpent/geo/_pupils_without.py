"""How many pupils have neither a wired access nor a mobile one, school by school."""

from collections.abc import Iterable, Mapping
from typing import Any

from arpent.geo._catchments import Catchments, catchments
from arpent.geo._columns import Columns
from arpent.geo._coverage import (
    Range,
    mobile_gaps,
    no_operator,
    operator_gaps,
    wired_gaps,
)
from arpent.geo._lack import Lack, Lacks, Level, Place, Thresholds
from arpent.geo._lack_hide import hide, hide_alone
from arpent.geo._lack_homes import Given, Ground, Said, ground, parts_of
from arpent.geo._lack_parts import Part, of_commune
from arpent.geo._lack_places import places_of
from arpent.geo._lack_tally import Named, Tally
from arpent.geo._land import Land, tell
from arpent.geo._offers import Awaited, Offers
from arpent.geo._pupils import OF_EVERYBODY, counted, rake, residents
from arpent.text._fold import folds

Values = Mapping[str, Any]
# The code of those whom no sector gives to a school.
NOBODY = ""


def pupils_without(
    department: str,
    *,
    communes: Iterable[Values],
    contours: Iterable[Values] = (),
    schools: Iterable[Values],
    sectors: Iterable[Values],
    headcounts: Iterable[Values] = (),
    wired: Iterable[Values],
    mobile: Iterable[Values],
    operators: Iterable[Values] = (),
    addresses: Iterable[Values] | Columns = (),
    buildings: Iterable[Values] | Columns = (),
    eligibility: Iterable[Values] | Columns | Offers | Awaited = (),
    squares: Iterable[Values] = (),
    areas: Iterable[Values] = (),
    thresholds: Thresholds | None = None,
    level: Level = "college",
) -> Lacks:
    """How many pupils of each school live without a solution, and how sure is it?

    Without a solution: no wired access as fast as ``thresholds`` say, and no operator whose mobile
    coverage is as good. Satellite never counts.

    Parameters
    ----------
    department : str
        "44", "2A", "974".
    communes, contours, schools, sectors, wired, mobile, operators, addresses, buildings,
    eligibility, squares, areas : iterables of rows
        By the columns of ``arpent.opendata``: ``communes``, ``contours-communes``,
        ``annuaire-education``, ``carte-scolaire-colleges``, ``debit-filaire``,
        ``couverture-mobile-nombre``, ``couverture-mobile-operateurs``, ``adresses``, ``immeubles``,
        ``eligibilite``, ``carreaux-200m``, coverage polygons. Each is gone through once.
    headcounts : iterable of rows
        ``uai``, ``pupils`` and, where it is told, ``boarders``.
    thresholds : Thresholds
        Those of "bon haut débit" and of "bonne couverture" in 4G by default.
    level : {"college", "lycee"}
        Whose ages are counted; ``sectors`` are those of these schools.

    Returns
    -------
    Lacks
        Lines by school, by commune and by operator, with what was set aside.

    Notes
    -----
    The most precise method is taken commune by commune: homes (``address``), squares of 200 m, else
    percentages of the commune, between bounds. Cost: linear in rows. Approximations and sources:
    docs/methods/pupils-without.md.
    """
    thresholds = thresholds or Thresholds()
    reported: list[str] = []
    land = Land(department, communes, None, reported)
    sectors = list(sectors)
    found = catchments(sectors, land.population.keys(), _former(land))
    _tell_catchments(found, reported)
    network = _Network(land, thresholds, wired, mobile, operators, reported)
    shares = _Shares(land, found, sectors)
    said = {
        code: Said(
            shares.of(code), network.wired.get(code), network.mobile.get(code), network.out(code)
        )
        for code in sorted(land.population)
    }
    given = Given(addresses, buildings, eligibility, squares, areas)
    here = ground(department, land, found, sectors, given, thresholds, reported)
    people = residents(land, here.children if here else {}, level)
    parts = _parts(here, found, said, people, reported)
    names = _Names(department, schools, found.schools, reported)
    counts = counted(headcounts, reported)
    beyond = _beyond(land, found, sectors, OF_EVERYBODY[level], reported)
    own = names.schools.keys() - names.away
    raked = rake(parts, counts, own=own, beyond=beyond)
    tell(
        reported,
        "collèges sans effectif : leurs élèves sont ceux que l’on estime vivre dans leur secteur",
        sorted(own - counts.keys()),
    )
    tally = Tally(parts, raked, counts)
    used = [*network.used, *(here.used if here else ())]
    places = places_of(here, found, parts) if here else {}
    return _answer(tally, land, names, thresholds, reported, used, places)


def _parts(
    here: Ground | None,
    found: Catchments,
    said: Mapping[str, Said],
    people: Mapping[str, float],
    reported: list[str],
) -> list[Part]:
    """The parts of all communes: those that homes tell, and those that speak for themselves."""
    told = parts_of(here, found, said, people, reported) if here else {}
    squared = here.children if here else {}
    return [
        told[code]
        if code in told
        else of_commune(
            code,
            "square" if code in squared else "commune",
            people[code],
            own.schools,
            own.wired,
            own.mobile,
            own.out,
        )
        for code, own in said.items()
    ]


def _former(land: Land) -> dict[str, str]:
    return {code: today for code in land.former if (today := land.today(code))}


class _Network:
    """Gaps of communes, and from which files."""

    def __init__(
        self,
        land: Land,
        thresholds: Thresholds,
        wired: Iterable[Values],
        mobile: Iterable[Values],
        operators: Iterable[Values],
        reported: list[str],
    ) -> None:
        bad: list[str] = []
        self.wired = wired_gaps(wired, thresholds, land.today, bad)
        self.mobile = mobile_gaps(mobile, thresholds, land.today, bad)
        self.operators = operator_gaps(operators, thresholds, land.today, bad)
        self.used = [
            name
            for name, read in (
                ("debit-filaire", self.wired),
                ("couverture-mobile-nombre", self.mobile),
                ("couverture-mobile-operateurs", self.operators),
            )
            if read
        ]
        derived = []
        for code in land.population.keys() - self.mobile.keys():
            told = self.out(code)
            if told:
                self.mobile[code] = no_operator(told.values())
                derived.append(code)
        tell(reported, "lignes illisibles, laissées", sorted(set(bad)))
        missing = sorted(land.population.keys() - self.wired.keys())
        tell(reported, "communes sans débit filaire connu, entre leurs bornes", missing)
        tell(
            reported,
            "communes dont la part sans aucun opérateur est bornée par ce que chacun couvre",
            sorted(derived),
        )
        missing = sorted(land.population.keys() - self.mobile.keys())
        tell(reported, "communes sans couverture mobile connue, entre leurs bornes", missing)

    def out(self, commune: str) -> dict[int, Range]:
        return {
            operator: gaps[commune] for operator, gaps in self.operators.items() if commune in gaps
        }


class _Shares:
    """Which schools a commune goes to, and which share of it to each as far as sectors tell.

    Of a commune cut by streets, the share of a school is that of the streets it is given: a mere
    order of size, which the bounds do not believe.
    """

    def __init__(self, land: Land, found: Catchments, sectors: Iterable[Values]) -> None:
        self._found = found
        streets: dict[str, dict[str, set[str]]] = {}
        own = [(today, row) for row in sectors if (today := land.today(row.get("commune")))]
        split = [(commune, row) for commune, row in own if commune in found.split]
        named = folds([row.get("street") or "" for _, row in split])
        for (commune, row), street in zip(split, named, strict=True):
            streets.setdefault(commune, {}).setdefault(row["uai"], set()).add(street)
        self._streets = streets

    def of(self, commune: str) -> dict[str, float]:
        found = self._found
        if commune in found.one:
            return {found.one[commune]: 1.0}
        if commune in found.split:
            own = self._streets[commune]
            weights = {uai: len(own[uai]) for uai in sorted(found.split[commune])}
        elif commune in found.shared:
            weights = dict.fromkeys(sorted(found.shared[commune]), 1)
        else:
            return {NOBODY: 1.0}
        whole = sum(weights.values())
        return {uai: weight / whole for uai, weight in weights.items()}


class _Names:
    """Schools by their UAI: those of the sectors, and which are not ours."""

    def __init__(
        self,
        department: str,
        schools: Iterable[Values],
        in_sectors: set[str],
        reported: list[str],
    ) -> None:
        self.schools: dict[str, Named] = {}
        self.away: set[str] = set()
        rows: dict[str, Values] = {}
        for row in schools:
            if row.get("uai") in in_sectors:
                rows.setdefault(row["uai"], row)
        for uai in in_sectors:
            known = rows.get(uai, {})
            self.schools[uai] = Named(known.get("name") or uai, known.get("commune"))
            # The number of a school begins with the one of its département.
            if known.get("department", _department_of(uai)) not in (department, None):
                self.away.add(uai)
        tell(
            reported,
            "collèges d’un autre département, dont seule la part d’ici est comptée",
            sorted(self.away),
        )
        tell(
            reported,
            "collèges de secteur absents de l’annuaire",
            sorted(in_sectors - rows.keys()),
        )


def _department_of(uai: str) -> str:
    return {"620": "2A", "720": "2B"}.get(uai[:3], uai[:3].removeprefix("0"))


def _tell_catchments(found: Catchments, reported: list[str]) -> None:
    tell(
        reported,
        "secteurs donnés sous l’ancien code d’une commune",
        [f"{old} (aujourd’hui {new})" for old, new in sorted(found.former.items())],
    )
    tell(reported, "secteurs de communes d’ailleurs, laissés", sorted(found.elsewhere))
    tell(reported, "communes sans secteur, d’aucune école", sorted(found.missing))
    tell(
        reported,
        "communes laissées à plusieurs collèges, sans rues : leurs élèves ne sont répartis "
        "qu’entre des bornes",
        sorted(found.shared),
    )


def _beyond(
    land: Land,
    found: Catchments,
    sectors: Iterable[Values],
    share: float,
    reported: list[str],
) -> dict[str, float]:
    """{school: pupils of its sector who live in other départements}, whom its headcount counts."""
    codes: dict[str, set[str]] = {}
    for row in sectors:
        if row["commune"] in found.elsewhere:
            codes.setdefault(row["uai"], set()).add(row["commune"])
    tell(
        reported,
        "collèges dont les effectifs comptent aussi des élèves d’ailleurs",
        [f"{uai} ({', '.join(sorted(codes[uai]))})" for uai in sorted(codes)],
    )
    return {
        uai: share * sum(land.around.get(code, 0) for code in communes)
        for uai, communes in codes.items()
    }


def _answer(
    tally: Tally,
    land: Land,
    names: _Names,
    thresholds: Thresholds,
    reported: list[str],
    used: list[str],
    places: Mapping[str, tuple[Place, ...]],
) -> Lacks:
    named = dict(names.schools)
    if tally.has(NOBODY):
        named[NOBODY] = Named("Sans secteur", None)
    towns = {code: Named(name, code) for code, name in land.names.items()}
    whole = tally.total(Named("Ensemble", None))
    total, schools, communes = hide(
        tally.cells(), whole, tally.schools(named), tally.communes(towns)
    )
    return Lacks(
        total=total,
        schools=tuple(line for line in schools if line.code != NOBODY),
        communes=communes,
        operators=tuple(hide_alone(line) for line in tally.operators()),
        unplaced=next((line for line in schools if line.code == NOBODY), None),
        method=whole.method,
        thresholds=thresholds,
        reported=reported,
        used=tuple(used),
        places={line.code: places[line.code] for line in communes if _told(line, places)},
    )


def _told(line: Lack, places: Mapping[str, tuple[Place, ...]]) -> bool:
    """What is hidden has no squares either."""
    return line.code in places and not line.hidden
