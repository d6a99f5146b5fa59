"""Addresses with the school of their street: what a map of sectors is drawn from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from arpent.geo._attach import ADDRESS_NUMBERS, ADDRESS_TEXTS, Attaching, Groups
from arpent.geo._catchments import catchments
from arpent.geo._columns import Columns, columns
from arpent.geo._land import Land, tell
from arpent.geo._project import WGS84, grid_of, project

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Seats:
    """``one``: {commune: the school to which all of it goes}. ``split``: {commune: its addresses,
    (longitude, latitude, school)}. ``refused``: {commune: the share of its addresses whose school
    was found}, where it is too small for a map to be drawn."""

    one: Mapping[str, str]
    split: Mapping[str, list[tuple[float, float, str]]]
    refused: Mapping[str, float]
    reported: list[str] = field(default_factory=list)


def seats(
    department: str,
    *,
    communes: Iterable[Values],
    sectors: Iterable[Values],
    addresses: "Iterable[Values] | Columns",
) -> Seats:
    """To which school does each address of a département go, by its street and its number?

    Parameters
    ----------
    department : str
    communes, sectors, addresses : iterables of rows
        By the columns of ``arpent.opendata``; addresses with ``x`` and ``y`` in the metric grid of
        the département.

    Returns
    -------
    Seats
        Made for :func:`catchment_outlines`. Addresses that several schools share, that none has or
        that are nowhere are left; a commune under 70 % of whose addresses find their school
        is refused, and told with its share.

    Notes
    -----
    Cost: linear in addresses, once each different street was looked for. Source: carte scolaire
    des collèges publics, Base adresse nationale; docs/methods/street-rules.md.
    """
    import numpy as np

    reported: list[str] = []
    land = Land(department, communes, None, reported)
    sectors = list(sectors)
    former = {code: today for code in land.former if (today := land.today(code))}
    found = catchments(sectors, land.population.keys(), former)
    groups = Groups()
    attached = Attaching(land, found, sectors, groups, reported).attach(
        columns(addresses, ADDRESS_TEXTS, ADDRESS_NUMBERS, needed=("id", "commune"))
    )
    refused = attached.refused()
    tell(
        reported,
        "communes refusées, dont moins de 70 % des adresses ont trouvé leur rue dans la carte "
        "scolaire",
        [f"{code} ({int(100 * share)} %)" for code, share in sorted(refused.items())],
    )
    alone = np.array([len(schools) == 1 for schools in groups.known])
    kept = alone[attached.groups] & np.isfinite(attached.x) & np.isfinite(attached.y)
    x, y = project(attached.x[kept], attached.y[kept], source=grid_of(department), target=WGS84)
    codes = sorted(land.population)
    split: dict[str, list[tuple[float, float, str]]] = {}
    for rank, group, longitude, latitude in zip(
        attached.communes[kept].tolist(),
        attached.groups[kept].tolist(),
        x.tolist(),
        y.tolist(),
        strict=True,
    ):
        if codes[rank] not in refused:
            place = longitude, latitude, groups.known[group][0]
            split.setdefault(codes[rank], []).append(place)
    return Seats(found.one, split, refused, reported)
