"""Where, in its commune, those without a solution are: what distances to places are measured from.

A square of 200 m holds fewer than five of them: this is to be added up, never to be shown.
"""

from collections.abc import Sequence
from typing import Any

from arpent.geo._catchments import Catchments
from arpent.geo._homes import LACKS
from arpent.geo._lack import Place
from arpent.geo._lack_homes import Choice, Ground
from arpent.geo._lack_parts import Part
from arpent.geo._squares import SIDE

# A ten-thousandth of a commune is nobody.
_DIGITS = 4


def places_of(
    here: Ground, found: Catchments, parts: Sequence[Part]
) -> dict[str, tuple[Place, ...]]:
    """{commune: its squares}, of those whose homes, or squares, were counted."""
    import numpy as np

    methods = {part.commune: part.method for part in parts}
    choice = Choice(here, found)
    own = np.array([methods.get(code, "commune") for code in here.codes])[here.communes]
    told = np.array([choice.is_told(rank) for rank in range(len(here.codes))])[here.communes]
    weights = np.where(own == "address", here.dwellings, here.by_square)
    weights = np.where((own == "commune") | ~np.isfinite(here.x + here.y), 0.0, weights)
    without = np.where(told & (here.wired != LACKS), 0.0, weights)
    for out in here.out.values():
        without = np.where(out, without, 0.0)
    if not weights.any():
        return {}
    sums = np.bincount(here.communes, without, minlength=len(here.codes))
    # Where an estimate finds some, and its homes none, they are where people are.
    kept = np.where(sums[here.communes] > 0, without, weights)
    return _by_square(here, kept)


def _by_square(here: Ground, weights: Any) -> dict[str, tuple[Place, ...]]:
    import numpy as np

    rows = np.flatnonzero(weights > 0)
    corners = [np.floor(here_[rows] / SIDE).astype(np.int64) for here_ in (here.x, here.y)]
    keys = np.column_stack([here.communes[rows], *corners])
    squares, place = np.unique(keys, axis=0, return_inverse=True)
    sums = np.bincount(place.ravel(), weights[rows], minlength=len(squares))
    whole = np.bincount(squares[:, 0], sums, minlength=len(here.codes))
    shares = np.round(sums / whole[squares[:, 0]], _DIGITS)
    found: dict[str, list[Place]] = {}
    for (rank, east, north), share in zip(squares.tolist(), shares.tolist(), strict=True):
        if share > 0:
            middle = SIDE * east + SIDE // 2, SIDE * north + SIDE // 2
            found.setdefault(here.codes[rank], []).append((*middle, share))
    return {code: tuple(places) for code, places in found.items()}
