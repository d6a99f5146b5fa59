"""A country of the size of France, drawn: communes, catchments, coverage, and where people live.

Nothing of it is real. Metres, in a square of 1,000 km; the same seed draws the same country.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

SIDE = 1_000_000.0
STEPS = 24  # segments of the border between two communes
LEVELS = 12


@dataclass(frozen=True)
class Country:
    communes: Any  # arrays of polygons
    catchments: Any
    coverage: dict[str, Any]  # one multipolygon each
    homes: Any  # middles of communes, and how much they draw
    pull: Any

    @property
    def layers(self):
        return {
            "commune": list(enumerate(self.communes)),
            "catchment": list(enumerate(self.catchments)),
            **self.coverage,
        }

    def points(self, count, seed=1):
        """Around the middle of communes, some of them much more than others, in no order."""
        draw = np.random.default_rng(seed)
        home = draw.choice(len(self.homes), count, p=self.pull)
        spread = draw.lognormal(6.5, 0.7, count)[:, None]
        at = self.homes[home] + spread * draw.normal(0, 1, (count, 2))
        return np.ascontiguousarray(at[:, 0]), np.ascontiguousarray(at[:, 1])


def country(communes=35_000, seed=0):
    """`communes`: how many, to the nearest square. Coverage shrinks with them."""
    draw = np.random.default_rng(seed)
    n = round(communes**0.5)
    step = SIDE / n
    nodes = np.stack(np.meshgrid(np.arange(n + 1.0), np.arange(n + 1.0), indexing="ij"), -1)
    nodes = (nodes + draw.uniform(-0.2, 0.2, nodes.shape)) * step
    across = _borders(nodes[:-1], nodes[1:], draw)  # (n, n + 1, STEPS, 2): west to east
    along = _borders(nodes[:, :-1], nodes[:, 1:], draw)  # (n + 1, n, STEPS, 2): south to north
    polygons = _cells(across, along, 1)
    # One in two hundred was drawn apart from its neighbours: it lies over some, and leaves gaps.
    apart = draw.choice(n * n, n * n // 200, replace=False)
    polygons[apart] = shapely.transform(polygons[apart], lambda at: at + np.array([25.0, -15.0]))
    coverage = {f"level {level}": _coverage(level, n, draw) for level in range(1, LEVELS + 1)}
    homes = shapely.get_coordinates(shapely.centroid(polygons))
    pull = draw.pareto(1.1, len(homes)).clip(0, 300) + 0.05
    return Country(polygons, _cells(across, along, 5), coverage, homes, pull / pull.sum())


def _borders(start, end, draw):
    """Each border is a graph above its chord: it never crosses itself, nor leaves its lens."""
    t = np.linspace(0, 1, STEPS, endpoint=False)
    chord = end - start
    offset = np.zeros((*start.shape[:2], STEPS))
    for wave in range(1, 9):
        size = draw.normal(0, 0.05 / wave, (*start.shape[:2], 1))
        offset += size * np.sin(np.pi * wave * t)
    offset = np.clip(offset, -0.5 * np.minimum(t, 1 - t), 0.5 * np.minimum(t, 1 - t))
    normal = np.stack([-chord[..., 1], chord[..., 0]], -1)
    bent = (
        start[:, :, None] + t[:, None] * chord[:, :, None] + offset[..., None] * normal[:, :, None]
    )
    return np.concatenate([bent, end[:, :, None]], axis=2)


def _cells(across, along, width):
    """Polygons of `width` communes in a row, with the very vertices of their borders."""
    n = along.shape[1]
    polygons = []
    for i in range(0, n, width):
        stop = min(i + width, n)
        for j in range(n):
            south = across[i:stop, j, :-1].reshape(-1, 2)
            north = across[i:stop, j + 1, 1:][::-1, ::-1].reshape(-1, 2)
            polygons.append(np.concatenate([south, along[stop, j, :-1], north, along[i, j, :0:-1]]))
    return shapely.polygons([shapely.linearrings(ring) for ring in polygons])


def _coverage(level, n, draw):
    """Wide spots that do not touch, with holes where nobody receives. The last is in one piece."""
    side = 1 if level == LEVELS else max(2, round(n * (0.03 + 0.004 * level)))
    size = SIDE / side
    kept = draw.random((side, side)) < (1 if side == 1 else 0.5 + 0.04 * level)
    middles = (np.argwhere(kept) + 0.5) * size
    shells = _rounds(middles, size * 0.48, max(24, int(30 * n / side)), draw)
    inner = max(2, round(n * (0.35 if side == 1 else 0.4) / side))
    square = (np.argwhere(np.ones((inner, inner))) + 0.5) / inner - 0.5  # well inside the spot
    spots = []
    for middle, shell in zip(middles, shells, strict=True):
        at = middle + square * size * 0.38
        holes = _rounds(at, size * 0.38 / inner * 0.42, 44 if side > 1 else 66, draw)
        spots.append(shapely.Polygon(shell, list(holes)))
    return shapely.MultiPolygon(spots)


def _rounds(at, size, corners, draw):
    """Rings seen whole from their middle, hence simple; nowhere nearer than .6 of `size`."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = np.full((len(at), corners), 0.8)
    for wave in range(2, 10):
        phase = draw.uniform(0, 2 * np.pi, (len(at), 1))
        reach += draw.uniform(0, 0.2 / 8, (len(at), 1)) * np.sin(wave * turn + phase)
    ring = np.stack([reach * np.cos(turn), reach * np.sin(turn)], -1) * size
    return at[:, None] + ring
