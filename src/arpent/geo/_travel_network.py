"""Minutes along the roads: bounded Dijkstra from each place, in buckets."""

from functools import partial
from typing import Any

import numpy as np
import shapely

from arpent._cluster import spread
from arpent.geo._jit import njit, sized
from arpent.geo._siting_cover import Floats, Index, Ints
from arpent.geo._travel import Network, Travel, TravelError
from arpent.geo._travel_straight import coordinates

CAVEAT = (
    "Temps du réseau donné, sans bouchon, sans attente et sans correspondance ; le trajet jusqu’à "
    "la voie la plus proche est compté en ligne droite."
)
_BLOCK = 64  # places
_FAR = 2**31 - 1
_NOWHERE = 1e12  # metres: past any limit, and still a number
Block = tuple[Ints, Ints]


def network(xy: Any, origins: Any, ends: Any, seconds: Any, how: str) -> Network:
    nodes = coordinates("Les nœuds", xy)
    start, end = (_numbers(what, at, len(nodes)) for what, at in (("from", origins), ("to", ends)))
    times = np.asarray(seconds, dtype=np.float64)
    if not len(start) == len(end) == len(times):
        raise TravelError(
            f"Les arcs : {len(start)} départs, {len(end)} arrivées et {len(times)} durées."
        )
    wrong = ~(np.isfinite(times) & (times >= 0) & (times < 1e6))
    if wrong.any():
        at = int(wrong.argmax())
        raise TravelError(f"Les arcs : la durée n° {at} ({times[at]:g} s) n’en est pas une.")
    order = np.argsort(end, kind="stable")
    indptr = np.concatenate(([0], np.cumsum(np.bincount(end, minlength=len(nodes)))))
    tenths = np.rint(10 * times).astype(np.int32)
    tree = shapely.STRtree(shapely.points(nodes))
    return Network(nodes, indptr, start[order].astype(np.int32), tenths[order], tree, how)


def _numbers(what: str, given: Any, nodes: int) -> Ints:
    array = np.asarray(given, dtype=np.int64)
    wrong = (array < 0) | (array >= nodes)
    if wrong.any():
        at = int(wrong.argmax())
        raise TravelError(f"Les arcs : « {what} » n° {at} nomme un nœud qui n’existe pas.")
    return array


def times(
    points: Any, sites: Any, roads: Network, minutes: float, farthest: float, approach: float,
    scheduler: str | None,
) -> Travel:  # fmt: skip
    people, places = coordinates("Les points", points), coordinates("Les lieux", sites)
    limit = round(600 * minutes)
    pace = 36.0 / approach  # tenths of a second a metre
    home, home_way = _nearest(people, roads)
    door, door_way = _nearest(places, roads)
    home_time = np.rint(home_way * pace).astype(np.int64)
    door_time = np.rint(door_way * pace).astype(np.int64)
    left_out = np.flatnonzero(home_way > farthest)
    order = np.lexsort((np.arange(len(home)), home))
    order = order[home_way[order] <= farthest]
    starts = np.searchsorted(home[order], np.arange(len(roads.xy) + 1))
    door_time[door_way > farthest] = limit + 1
    blocks = [
        (door[at : at + _BLOCK], door_time[at : at + _BLOCK])
        for at in range(0, len(places), _BLOCK)
    ]
    # Each place looks at every tenth of a second, and at the arcs within it.
    steps = len(places) * (limit // 10 + len(roads.origins))
    run = partial(
        _block, steps, roads.indptr, roads.origins, roads.tenths, limit, starts, order, home_time
    )
    counts, found, costs = [np.zeros(1, dtype=np.int64)], [], []
    with spread(scheduler) as mapper:
        for many, at, took in mapper(run, blocks):
            counts.append(many)
            found.append(at)
            costs.append(took)
    nothing = np.empty(0, dtype=np.int32)
    return Travel(
        np.cumsum(np.concatenate(counts)),
        np.concatenate([nothing, *found]),
        np.concatenate([nothing, *costs]) / 600.0,
        len(people), "min", minutes, roads.how, CAVEAT, tuple(int(at) for at in left_out),
    )  # fmt: skip


def _nearest(points: Floats, roads: Network) -> tuple[Ints, Floats]:
    """The nearest node of each point, and how far it is."""
    if not len(points) or not len(roads.xy):
        return np.zeros(len(points), dtype=np.int64), np.full(len(points), _NOWHERE)
    at = roads.tree.nearest(shapely.points(points)).astype(np.int64)
    way = np.hypot(*(points - roads.xy[at]).T)
    return at, way


def _block(
    steps: int, indptr: Ints, origins: Index, tenths: Index, limit: int,
    starts: Ints, order: Ints, home_time: Ints, block: Block,
) -> tuple[Ints, Index, Index]:  # fmt: skip
    """How many points each place of the block reaches, which, and in how many tenths."""
    # Here and not around: a block may be done on another machine.
    with sized(steps):
        many, points, costs = _reached(
            indptr, origins, tenths, limit, starts, order, home_time, *block
        )
    rank = np.lexsort((points, np.repeat(np.arange(len(many)), many)))
    return many, points[rank], costs[rank]


@njit(cache=True, nogil=True)
def _reached(
    indptr: Ints, origins: Index, tenths: Index, limit: int,
    starts: Ints, order: Ints, home_time: Ints, door: Ints, door_time: Ints,
) -> tuple[Ints, Index, Index]:  # fmt: skip
    nodes = len(indptr) - 1
    times = np.full(nodes, _FAR, dtype=np.int32)
    # Buckets are lists: the first entry of each, and of each entry its node and the next one.
    first = np.full(limit + 1, -1, dtype=np.int32)
    entry_node = np.empty(len(origins) + 1, dtype=np.int32)
    entry_next = np.empty(len(origins) + 1, dtype=np.int32)
    touched = np.empty(nodes, dtype=np.int32)
    many = np.zeros(len(door), dtype=np.int64)
    points = np.empty(1024, dtype=np.int32)
    costs = np.empty(1024, dtype=np.int32)
    size = 0
    for j in range(len(door)):
        if door_time[j] > limit:
            continue
        seen, entries = 0, 1
        times[door[j]] = door_time[j]
        touched[0] = door[j]
        seen = 1
        entry_node[0], entry_next[0] = door[j], -1
        first[door_time[j]] = 0
        for now in range(door_time[j], limit + 1):
            # Arcs of no time put nodes back in the bucket that is being read.
            while first[now] >= 0:
                entry = first[now]
                first[now] = entry_next[entry]
                v = entry_node[entry]
                if times[v] != now:
                    continue
                for k in range(indptr[v], indptr[v + 1]):
                    u = origins[k]
                    then = now + tenths[k]
                    if then <= limit and then < times[u]:
                        if times[u] == _FAR:
                            touched[seen] = u
                            seen += 1
                        times[u] = then
                        entry_node[entries], entry_next[entries] = u, first[then]
                        first[then] = entries
                        entries += 1
        already = size
        for s in range(seen):
            v = touched[s]
            for k in range(starts[v], starts[v + 1]):
                total = times[v] + home_time[order[k]]
                if total <= limit:
                    if size == len(points):
                        points = np.concatenate((points, np.empty_like(points)))
                        costs = np.concatenate((costs, np.empty_like(costs)))
                    points[size], costs[size] = order[k], total
                    size += 1
            times[v] = _FAR
        many[j] = size - already
    return many, points[:size].copy(), costs[:size].copy()
