"""What the files of one département say together, and what of them could not be used."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from arpent.geo._catchments import catchments
from arpent.geo._land import Land, Values, tell
from arpent.text import fold


@dataclass(frozen=True)
class Facts:
    """``figures``: one number a name. ``reported``: French lines about what was set aside."""

    figures: dict[str, int]
    reported: list[str] = field(default_factory=list)


def department_facts(
    department: str,
    *,
    communes: Iterable[Values],
    contours: Iterable[Values],
    schools: Iterable[Values],
    sectors: Iterable[Values],
    libraries: Iterable[Values],
    services: Iterable[Values],
) -> Facts:
    """Communes, catchments and places of a département, by the columns of ``arpent.opendata``.

    A library lies where its position says. A France services is in the commune that it declares,
    under its code of today; where it declares none, its position says.
    """
    reported: list[str] = []
    land = Land(department, communes, contours, reported)
    found = _catchment_facts(land, sectors, reported)
    kinds = _colleges(department, schools, found.pop("schools"), reported)
    placed, wireless = _libraries(land, libraries, reported)
    served = _services(land, services, reported)
    bare = land.population.keys() - set(placed) - set(served)
    unwired = land.population.keys() - wireless - set(served)
    figures = {
        "communes": len(land.population),
        "communes_one_college": found["one"],
        "communes_split": len(found["split"]),
        "population": land.people(land.population),
        "population_split": land.people(found["split"]),
        "colleges_public": kinds[0],
        "colleges_private": kinds[1],
        "libraries_open": len(placed),
        "france_services": len(served),
        "communes_without_place": len(bare),
        "population_without_place": land.people(bare),
        "communes_without_wifi": len(unwired),
        "population_without_wifi": land.people(unwired),
    }
    return Facts(figures, reported)


def _catchment_facts(land: Land, sectors: Iterable[Values], reported: list[str]) -> dict[str, Any]:
    former = {code: today for code in land.former if (today := land.today(code))}
    found = catchments(sectors, land.population.keys(), former)
    tell(
        reported,
        "secteurs donnés sous l’ancien code d’une commune",
        [f"{old} (aujourd’hui {new})" for old, new in sorted(found.former.items())],
    )
    tell(reported, "secteurs de communes d’ailleurs, laissés", sorted(found.elsewhere))
    tell(reported, "communes sans secteur", sorted(found.missing))
    tell(reported, "communes laissées à plusieurs collèges, sans rues", sorted(found.shared))
    tell(
        reported,
        "communes partagées par rues dont un seul collège est nommé",
        sorted(found.lonely),
    )
    tell(
        reported,
        "communes dites entières et partagées à la fois, comptées partagées",
        sorted(found.contradictory),
    )
    return {"one": len(found.one), "split": found.split, "schools": found.schools}


def _colleges(
    department: str, schools: Iterable[Values], in_sectors: set[str], reported: list[str]
) -> tuple[int, int]:
    public, private, unknown, closed = set(), set(), [], []
    for row in schools:
        if row.get("department") not in (department, None) or not _is_college(row):
            continue
        uai, sector = row["uai"], fold(row.get("sector") or "")
        if fold(row.get("state") or "") in ("ferme", "closed"):
            closed.append(uai)
        elif sector.startswith("priv"):
            private.add(uai)
        elif sector.startswith("publi"):
            public.add(uai)
        else:
            unknown.append(uai)
    both = sorted(public & private)
    tell(reported, "collèges dits publics et privés, comptés publics", both)
    tell(reported, "collèges fermés, laissés", sorted(set(closed) - public - private))
    tell(reported, "collèges ni publics ni privés, laissés", sorted(unknown))
    tell(
        reported,
        "collèges de secteur qui ne sont pas des collèges publics ouverts du département",
        sorted(in_sectors - public),
    )
    return len(public), len(private - public)


def _is_college(row: Values) -> bool:
    return fold(row.get("kind") or "").split()[:1] == ["college"]


def _libraries(
    land: Land, libraries: Iterable[Values], reported: list[str]
) -> tuple[list[str], set[str]]:
    placed, wireless, lost = [], set(), []
    for row in libraries:
        if fold(row["kind"]) != "batiment ouvert":
            continue
        commune = land.at(row)
        if commune is None:
            lost.append(f"{row['id']} {row.get('name') or ''} ({land.why_not(row)})")
            continue
        placed.append(commune)
        if row.get("wifi"):
            wireless.add(commune)
    tell(reported, "bibliothèques ouvertes qui ne peuvent être placées, laissées", lost)
    return placed, wireless


def _services(land: Land, services: Iterable[Values], reported: list[str]) -> list[str]:
    placed, lost, apart = [], [], []
    for row in services:
        declared, here = land.today(row.get("commune")), land.at(row)
        commune = declared or here
        if commune is None:
            lost.append(f"{row['id']} {row['name']} ({land.why_not(row)})")
            continue
        if declared and here and declared != here:
            apart.append(f"{row['id']} (déclarée à {declared}, placée à {here})")
        placed.append(commune)
    tell(reported, "France services qui ne peuvent être placées, laissées", lost)
    tell(reported, "France services dont la position est dans une autre commune", apart)
    return placed
