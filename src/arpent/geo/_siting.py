"""Where to open places so that most people are near one: which choice, and how good at least."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from arpent.geo._siting_result import Reach, Siting

if TYPE_CHECKING:
    from arpent.geo._travel import Travel


def maximal_coverage(
    reach: Reach,
    weights: Sequence[float],
    p: int | None = None,
    *,
    existing: Sequence[int] = (),
    costs: Sequence[float] | None = None,
    budget: float | None = None,
    capacities: Sequence[float] | None = None,
    seconds: float = 5.0,
    gap: float = 1e-3,
    seed: int = 0,
    starts: int = 1,
    scheduler: str | None = None,
) -> Siting:
    """Which p places, or which places for that money, reach most people?

    Parameters
    ----------
    reach : Reach
        Whom each candidate reaches: :func:`reach_within`, and :func:`with_slots`.
    weights : sequence of float
        People of each demand; 0 or more.
    p : int, optional
        How many places to open, existing ones apart; fewer are opened when more bring nothing.
    existing : sequence of int
        Candidates that are open already: they count and are never closed.
    costs, budget : sequence of float and float, optional
        What each candidate costs to open and what all may cost, instead of ``p``.
    capacities : sequence of float, optional
        How many people each candidate has room for, existing ones included. People of one demand
        may then be served by several places.
    seconds : float
        About how long to look for better. What is not finished is said by the gap.
    gap : float
        Stop when the choice is at most this share from the best: 0.001 is 0.1 %.
    seed : int
        Same seed, same choice, unless time runs out.
    starts : int
        How many searches, each with its own seed and all its time: the best choice and the
        tightest bound are kept. 1 to 1,000.
    scheduler : str, optional
        Address of a Dask scheduler ("tcp://host:8786"): searches are done there, at once. The same
        answer as here, whatever the number of workers, unless time runs out.

    Returns
    -------
    Siting
        ``value`` and ``reached``: weight reached, by existing places included. ``bound``: what no
        choice passes.

    Raises
    ------
    SitingError
        When lengths disagree, a weight is negative or missing, there are fewer candidates than
        places, or neither ``p`` nor ``budget`` is given, or both.
    NoCluster
        When nobody answers at ``scheduler``.

    Notes
    -----
    Greedy, ruin and recreate, Lagrangian bound (volume method), then HiGHS on what reduced costs
    leave open. Cost, measured limits and sources: docs/methods/siting.md.

    Examples
    --------
    >>> reach = Reach.of([[0, 1], [1, 2], [3]], 4)
    >>> found = maximal_coverage(reach, [10, 5, 1, 4], 2)
    >>> found.chosen, found.reached, found.proved
    ((0, 2), 19.0, True)
    """
    from arpent.geo import _siting_setup

    return _siting_setup.coverage(
        reach, weights, p, existing, costs, budget, capacities,
        _siting_setup.chances(seconds, gap, seed, starts, scheduler),
    )  # fmt: skip


def smallest_cover(
    reach: Reach,
    *,
    weights: Sequence[float] | None = None,
    share: float = 1.0,
    existing: Sequence[int] = (),
    costs: Sequence[float] | None = None,
    seconds: float = 5.0,
    gap: float = 0.0,
    seed: int = 0,
    starts: int = 1,
    scheduler: str | None = None,
) -> Siting:
    """How few places reach everybody, or that share of them?

    Parameters
    ----------
    reach, existing, seconds, gap, seed, starts, scheduler
        As in :func:`maximal_coverage`.
    weights : sequence of float, optional
        People of each demand; 1 each when not given. A demand of weight 0 asks for nothing.
    share : float
        Of the weight that must be reached, above 0 and at most 1.
    costs : sequence of float, optional
        What each candidate costs; 1 each when not given.

    Returns
    -------
    Siting
        ``value``: number (or cost) of the places to open; ``bound``: no fewer can do.

    Raises
    ------
    NoCover
        When all candidates together do not reach that share; the message says what they reach.
    SitingError
        As :func:`maximal_coverage`.

    Examples
    --------
    >>> reach = Reach.of([[0, 1], [1, 2], [2, 3], [3]], 4)
    >>> smallest_cover(reach).chosen
    (0, 2)
    >>> smallest_cover(reach, share=0.5).value
    1.0
    """
    from arpent.geo import _siting_setup

    return _siting_setup.cover(
        reach, weights, share, existing, costs,
        _siting_setup.chances(seconds, gap, seed, starts, scheduler),
    )  # fmt: skip


def p_median(
    distances: "Travel | Any",
    weights: Sequence[float],
    p: int,
    *,
    beyond: float | None = None,
    existing: Sequence[int] = (),
    capacities: Sequence[float] | None = None,
    seconds: float = 10.0,
    gap: float = 1e-4,
    seed: int = 0,
    starts: int = 1,
    scheduler: str | None = None,
) -> Siting:
    """Which p places make the way shortest, all people counted?

    Parameters
    ----------
    distances : Travel, array (candidates, demands) or (indptr, demands, costs)
        Pairs that a :class:`Travel` or a triple does not name, and infinite distances, are too far:
        see ``beyond``. In a triple, those of candidate j are at ``indptr[j]`` to ``indptr[j + 1]``.
    weights : sequence of float
        People of each demand.
    p : int
        How many places to open, existing ones apart.
    beyond : float, optional
        What counts as the distance of whoever is too far from every place, or has no room. When not
        given, everybody must be served.
    existing, capacities, seconds, gap, seed, starts, scheduler
        As in :func:`maximal_coverage`.

    Returns
    -------
    Siting
        ``value``: sum of weight x distance; ``bound``: no choice is under it; ``reached``: weight
        that a place serves.

    Raises
    ------
    NoCover
        When no choice was found that serves everybody and ``beyond`` is not given.
    SitingError
        As :func:`maximal_coverage`.

    Examples
    --------
    >>> found = p_median([[0, 1, 5], [1, 0, 4], [5, 4, 0]], [1, 1, 1], 2)
    >>> found.chosen, found.value
    ((1, 2), 1.0)
    """
    from arpent.geo import _siting_setup

    return _siting_setup.median(
        distances, weights, p, beyond, existing, capacities,
        _siting_setup.chances(seconds, gap, seed, starts, scheduler),
    )  # fmt: skip
