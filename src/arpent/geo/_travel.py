"""How far points are from places: as the crow flies, or along the roads of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arpent.geo._errors import GeoError

if TYPE_CHECKING:
    from numpy.typing import NDArray


class TravelError(GeoError):
    """Points, or a network, that no way can be computed on."""


@dataclass(frozen=True, eq=False)
class Travel:
    """Ways from each place to the points within ``limit``.

    Those of place j are ``points[indptr[j]:indptr[j + 1]]`` and ``costs`` of the same positions, in
    ``unit`` ("m" or "min"); ``size`` is the number of points. ``how`` says in French how they were
    measured, ``caveat`` what that is worth.
    """

    indptr: "NDArray[Any]"
    points: "NDArray[Any]"
    costs: "NDArray[Any]"
    size: int
    unit: str
    limit: float
    how: str
    caveat: str


def straight(
    points: Sequence[Sequence[float]],
    sites: Sequence[Sequence[float]],
    *,
    limit: float = float("inf"),
    detour: float = 1.0,
) -> Travel:
    """How far is each point from each place, as the crow flies?

    Parameters
    ----------
    points, sites : sequence of (x, y)
        In metres of one projected system (EPSG:2154), never degrees.
    limit : float
        Metres past which a pair is left out.
    detour : float
        What the distance is multiplied by, 1 or more: 1.3 is often taken for roads.

    Returns
    -------
    Travel
        In metres.

    Raises
    ------
    TravelError
        When a coordinate is missing, looks like degrees, or a parameter is out of its range.

    Notes
    -----
    Exact, by strips as high as the limit. Cost: the points of three strips, between the two sides,
    a place; without a limit, places x points. See docs/methods/travel.md.

    Examples
    --------
    >>> straight([(0.0, 0.0), (300.0, 400.0)], [(0.0, 0.0)]).costs.tolist()
    [0.0, 500.0]
    """
    import numpy as np

    from arpent.geo import _travel_straight

    if not limit > 0:
        raise TravelError(f"La limite doit être un nombre positif, pas {limit}.")
    if not (detour >= 1 and np.isfinite(detour)):
        raise TravelError(f"Le détour est un facteur de 1 ou plus, pas {detour}.")
    return _travel_straight.straight(points, sites, limit, detour)
