"""What siting is given and what it gives back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING, Any

from arpent.geo._errors import GeoError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from arpent.geo._travel import Travel


class SitingError(GeoError):
    """What was asked of siting cannot be: ``str(error)`` says why, and what to change."""


class NoCover(SitingError):
    """No choice of candidates reaches the share that was asked."""


class Slot(IntFlag):
    """When a place is open, or when a pupil is free. Several at once are added: ``A | B``."""

    WEDNESDAY_AFTERNOON = 1
    EVENING = 2
    SATURDAY = 4
    HOLIDAYS = 8
    SUNDAY = 16

    @property
    def french(self) -> str:
        names = {
            Slot.WEDNESDAY_AFTERNOON: "mercredi après-midi",
            Slot.EVENING: "en semaine jusqu’à 19 h",
            Slot.SATURDAY: "samedi",
            Slot.SUNDAY: "dimanche",
            Slot.HOLIDAYS: "vacances scolaires",
        }
        return ", ".join(name for slot, name in names.items() if slot in self)


@dataclass(frozen=True, eq=False)
class Reach:
    """Which demands each candidate reaches.

    Those of candidate j are ``demands[indptr[j]:indptr[j + 1]]``, of ``size`` demands in all;
    ``costs``, where there are, are the distances of the same pairs; ``how`` says in French what
    "reached" means here.
    """

    indptr: "NDArray[Any]"
    demands: "NDArray[Any]"
    size: int
    costs: "NDArray[Any] | None" = None
    how: str = ""

    @classmethod
    def of(cls, sets: Iterable[Sequence[int]], size: int, *, how: str = "") -> "Reach":
        """From one sequence of demand numbers a candidate."""
        import numpy as np

        lists = [np.unique(np.asarray(one, dtype=np.int64)) for one in sets]
        indptr = np.zeros(len(lists) + 1, dtype=np.int64)
        np.cumsum([len(one) for one in lists], out=indptr[1:])
        demands = np.concatenate(lists) if lists else np.empty(0, dtype=np.int64)
        return cls(indptr, demands.astype(np.int32), size, how=how)

    @property
    def candidates(self) -> int:
        return len(self.indptr) - 1

    def __post_init__(self) -> None:
        from arpent.geo import _siting_check

        _siting_check.reach(self)


@dataclass(frozen=True, eq=False)
class Siting:
    """Where to open, what that reaches, and how far at most it is from the best.

    ``chosen`` are candidates to open, ``existing`` those that were open already. ``value`` is what
    was optimised (weight reached, number or cost of places, weight x distance), ``bound`` what no
    choice can pass, ``gap`` their relative difference, ``proved`` that ``value`` is the optimum.
    ``certificate`` says in French who guarantees ``bound``. ``reached`` is the weight reached and
    ``total`` all of it. ``assigned[i]`` is the candidate that serves demand i (the nearest where
    distances are known, the one that serves most of it under capacities), or -1.
    ``by_candidate[j]`` is the weight that candidate j serves. ``how`` comes from the reach.
    ``by_pair``, under capacities: the people of each pair of the reach, whom several places share.
    """

    chosen: tuple[int, ...]
    existing: tuple[int, ...]
    value: float
    bound: float
    proved: bool
    certificate: str
    reached: float
    total: float
    assigned: "NDArray[Any]"
    by_candidate: "NDArray[Any]"
    unit: str
    how: str = ""
    by_pair: "NDArray[Any] | None" = None

    @property
    def gap(self) -> float:
        """0 when proved; 0.01: the best choice is at most 1 % better."""
        if self.proved or self.bound == self.value:
            return 0.0
        return abs(self.bound - self.value) / max(abs(self.bound), abs(self.value))

    def __str__(self) -> str:
        share = self.reached / self.total if self.total else 0.0
        places = f"{len(self.chosen)} lieu{'x' if len(self.chosen) > 1 else ''} à ouvrir"
        served = f"{_french(self.reached)} atteints sur {_french(self.total)} ({percent(share)})"
        if self.proved:
            proof = "optimum prouvé"
        else:
            limit = f"aucun choix ne passe {_french(self.bound)} {self.unit}"
            proof = f"écart certifié {percent(self.gap)} : {limit}"
        return f"{places} ; {served} ; {proof}."


def reach_within(travel: "Travel", limit: float) -> Reach:
    """Which points does each place reach within ``limit``?

    Parameters
    ----------
    travel : Travel
        Distances or times, by :func:`straight` or :func:`travel_times`.
    limit : float
        In the unit of ``travel`` (metres or minutes), at most the limit that it was computed with.

    Returns
    -------
    Reach
        With its distances, and ``how`` that says the limit and the way it was measured.

    Raises
    ------
    SitingError
        When the limit is not a positive number, or passes the one of ``travel``.

    Notes
    -----
    Cost: one pass over the pairs.

    Examples
    --------
    >>> from arpent.geo import straight
    >>> travel = straight([(0.0, 0.0), (3000.0, 4000.0)], [(0.0, 0.0)])
    >>> reach_within(travel, 4999.0).demands.tolist()
    [0]
    """
    import numpy as np

    if not limit > 0:
        raise SitingError(f"La limite doit être un nombre positif, pas {limit}.")
    if limit > travel.limit:
        raise SitingError(
            f"La limite de {limit:g} {travel.unit} passe celle des trajets calculés "
            f"({travel.limit:g} {travel.unit}) : recalculez-les plus loin."
        )
    kept = travel.costs <= limit
    before = np.concatenate(([0], np.cumsum(kept)))
    how = f"{_french(limit)} {travel.unit} {travel.how}"
    return Reach(
        before[travel.indptr], travel.points[kept], travel.size, costs=travel.costs[kept], how=how
    )


def with_slots(reach: Reach, demand_slots: Sequence[int], site_slots: Sequence[int]) -> Reach:
    """Which of those near are also free when the place is open?

    Parameters
    ----------
    reach : Reach
        Who is near.
    demand_slots, site_slots : sequence of int
        One a demand and one a candidate: the :class:`Slot` on which it is free, or open. Any other
        meaning of the bits will do, if it is the same on both sides.

    Returns
    -------
    Reach
        The pairs that have a slot in common. People of one place who are free on different slots
        are different demands.

    Raises
    ------
    SitingError
        When there are not as many slots as demands, or as candidates.

    Examples
    --------
    >>> reach = Reach.of([[0, 1], [0, 1]], 2)
    >>> free = [Slot.WEDNESDAY_AFTERNOON, Slot.EVENING | Slot.SATURDAY]
    >>> with_slots(reach, free, [Slot.SATURDAY, Slot.WEDNESDAY_AFTERNOON]).demands.tolist()
    [1, 0]
    """
    import numpy as np

    free = np.asarray(demand_slots, dtype=np.int64)
    opened = np.asarray(site_slots, dtype=np.int64)
    if free.shape != (reach.size,) or opened.shape != (reach.candidates,):
        raise SitingError(
            f"Il faut {reach.size} créneaux de demande et {reach.candidates} créneaux de lieu, "
            f"pas {free.size} et {opened.size}."
        )
    sites = np.repeat(np.arange(reach.candidates), np.diff(reach.indptr))
    kept = (free[reach.demands] & opened[sites]) != 0
    before = np.concatenate(([0], np.cumsum(kept)))
    costs = None if reach.costs is None else reach.costs[kept]
    how = f"{reach.how}, aux heures d’ouverture".removeprefix(", ")
    return Reach(before[reach.indptr], reach.demands[kept], reach.size, costs=costs, how=how)


def _french(number: float) -> str:
    text = f"{number:,.0f}" if abs(number - round(number)) < 1e-6 else f"{number:,.1f}"
    return text.replace(",", "\u202f").replace(".", ",")


def percent(share: float) -> str:
    return f"{100 * share:.3g} %".replace(".", ",")
