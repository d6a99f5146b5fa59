"""How far points are from places: as the crow flies, or along the roads of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
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
    measured, ``caveat`` what that is worth. ``left_out`` are the points too far from any road.
    """

    indptr: "NDArray[Any]"
    points: "NDArray[Any]"
    costs: "NDArray[Any]"
    size: int
    unit: str
    limit: float
    how: str
    caveat: str
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Network:
    """Roads: nodes in metres of one projected system, arcs by the node that they lead to.

    Arcs that lead to node v are at ``indptr[v]`` to ``indptr[v + 1]``: they come from ``origins``
    and take ``tenths`` of a second. ``tree`` finds the nearest node; ``how`` says in French how one
    travels.
    """

    xy: "NDArray[Any]"
    indptr: "NDArray[Any]"
    origins: "NDArray[Any]"
    tenths: "NDArray[Any]"
    tree: Any
    how: str

    @classmethod
    def of(
        cls, xy: Any, origins: Any, ends: Any, seconds: Any, *, how: str = "par la voirie"
    ) -> "Network":
        """From coordinates of nodes, and for each arc two node numbers and its time."""
        from arpent.geo import _travel_network

        return _travel_network.network(xy, origins, ends, seconds, how)

    def packed(self) -> bytes:
        """To be kept, some ten bytes an arc: nodes to the decimetre, times as they are."""
        from arpent.geo import _travel_files

        return _travel_files.packed(self)

    @classmethod
    def unpacked(cls, content: bytes, *, how: str = "par la voirie") -> "Network":
        from arpent.geo import _travel_files

        return _travel_files.unpacked(content, how)


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
        When a coordinate is missing or a parameter is out of its range.

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


def load_network(folder: Path, *, how: str = "par la voirie") -> Network:
    """Which roads does this folder hold?

    Parameters
    ----------
    folder : Path
        With ``nodes`` (``id``, ``x``, ``y``: metres of one projected system) and ``arcs``
        (``from``, ``to``, ``seconds``), both ``.csv`` (comma or semicolon) or ``.parquet``. An arc
        is one way.
    how : str
        How one travels there, to be printed: "à pied par la voirie", "en voiture par la voirie".

    Returns
    -------
    Network

    Raises
    ------
    TravelError
        When a file or a column is not there, a number is not one, an arc names a node that is not
        there, or a time is negative; the message says the file and the line.

    Notes
    -----
    Times are kept to the tenth of a second. Cost: 1 s for 150,000 nodes and 432,000 arcs in CSV.
    """
    from arpent.geo import _travel_files

    return _travel_files.loaded(Path(folder), how)


def travel_times(
    points: Sequence[Sequence[float]],
    sites: Sequence[Sequence[float]],
    network: Network,
    *,
    minutes: float = 15.0,
    farthest: float = 1000.0,
    approach: float = 4.0,
    scheduler: str | None = None,
) -> Travel:
    """How many minutes is it from each point to each place, along the roads?

    Parameters
    ----------
    points, sites : sequence of (x, y)
        In metres of the system of the network.
    network : Network
        Roads: :func:`load_network` or :meth:`Network.of`.
    minutes : float
        Past which a pair is left out; at most 240.
    farthest : float
        Metres: a point farther from the nearest node is reached by nobody (``left_out``).
    approach : float
        km/h at which one goes from a point to the nearest node, and from the last to the place.
    scheduler : str, optional
        Address of a Dask scheduler ("tcp://host:8786"): blocks of 64 places are looked at there,
        with the same result.

    Returns
    -------
    Travel
        In minutes, from the point to the place.

    Raises
    ------
    TravelError
        When a coordinate is missing or a parameter is out of its range.
    NoCluster
        When nobody answers at ``scheduler``.

    Notes
    -----
    Dijkstra from each place against the way of the arcs, bounded, in buckets of a tenth of a
    second: exact for the times given. See docs/methods/travel.md.

    Examples
    --------
    >>> network = Network.of([(0, 0), (1000, 0)], [0, 1], [1, 0], [60, 90])
    >>> travel_times([(1000, 0)], [(0, 0)], network).costs.tolist()
    [1.5]
    """
    from arpent.geo import _travel_network

    if not 0 < minutes <= 240:
        raise TravelError(f"La durée doit être entre 0 et 240 minutes, pas {minutes}.")
    if not (farthest >= 0 and approach > 0):
        raise TravelError("« farthest » et « approach » doivent être positifs.")
    return _travel_network.times(points, sites, network, minutes, farthest, approach, scheduler)
