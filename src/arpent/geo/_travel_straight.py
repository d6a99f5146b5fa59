"""Straight lines between points and places, strip by strip."""

from typing import Any

import numpy as np

from arpent.geo._siting_cover import Floats
from arpent.geo._travel import Travel, TravelError

CAVEAT = (
    "À vol d’oiseau, un fleuve ou une voie rapide ne se voient pas : un cercle de 10 km contient "
    "99 % de ce qui est à moins de 15 minutes en voiture, et 94 % de ce qu’il contient y est, "
    "sur une plaine sans rivière."
)


def straight(points: Any, sites: Any, limit: float, detour: float) -> Travel:
    people, places = coordinates("Les points", points), coordinates("Les lieux", sites)
    radius = limit / detour
    height = radius if np.isfinite(radius) else np.inf
    low = float(people[:, 1].min()) if len(people) else 0.0
    strips = _strips(people[:, 1], low, height)
    order = np.lexsort((people[:, 0], strips))
    xs, ys, strips = people[order, 0], people[order, 1], strips[order]
    count = int(strips[-1]) + 1 if len(strips) else 0
    starts = np.searchsorted(strips, np.arange(count + 1))
    found, costs, indptr = [], [], np.zeros(len(places) + 1, dtype=np.int64)
    for j, (x, y) in enumerate(places):
        here = int(_strips(np.array([y]), low, height)[0])
        near = [
            slice(
                starts[s] + np.searchsorted(xs[starts[s] : starts[s + 1]], x - radius, "left"),
                starts[s] + np.searchsorted(xs[starts[s] : starts[s + 1]], x + radius, "right"),
            )
            for s in range(max(here - 1, 0), min(here + 2, count))
        ]
        at = [order[span] for span in near]
        far = [np.hypot(xs[span] - x, ys[span] - y) * detour for span in near]
        ids = np.concatenate(at) if at else np.empty(0, dtype=np.int64)
        ways = np.concatenate(far) if far else np.empty(0)
        kept = ways <= limit
        ids, ways = ids[kept], ways[kept]
        by_number = np.argsort(ids)
        found.append(ids[by_number].astype(np.int32))
        costs.append(ways[by_number])
        indptr[j + 1] = indptr[j] + len(ids)
    how = "à vol d’oiseau"
    if detour != 1:
        how += f", détour de {detour:g}".replace(".", ",")
    return Travel(
        indptr,
        np.concatenate(found) if found else np.empty(0, dtype=np.int32),
        np.concatenate(costs) if costs else np.empty(0),
        len(people), "m", limit, how, CAVEAT,
    )  # fmt: skip


def _strips(ys: Floats, low: float, height: float) -> Any:
    if not np.isfinite(height):
        return np.zeros(len(ys), dtype=np.int64)
    return np.clip(np.floor((ys - low) / height), -2, 2**40).astype(np.int64)


def coordinates(what: str, given: Any) -> Floats:
    try:
        array = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise TravelError(f"{what} : des couples de nombres sont attendus.") from error
    if array.size == 0:
        return np.empty((0, 2))
    if array.ndim != 2 or array.shape[1] != 2:
        raise TravelError(f"{what} : des couples (x, y) sont attendus, pas {array.shape}.")
    if not np.isfinite(array).all():
        at = int((~np.isfinite(array)).any(axis=1).argmax())
        raise TravelError(f"{what} : les coordonnées du n° {at} manquent.")
    return array
