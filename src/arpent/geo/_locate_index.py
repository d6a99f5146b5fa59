"""A grid over areas: in each cell, what its centre is in, and the edges that touch it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from arpent.geo import _locate_edges as kernels
from arpent.geo._errors import GeoError
from arpent.geo._locate_kernels import SIDE, TALL, UNKNOWN
from arpent.geo._locate_parts import Parts

# Cells: six for each edge that is left; 4 bytes each.
_CELLS_PER_EDGE, _MOST_CELLS = 6, 32_000_000
# The first centre is at no round number, where vertices and points are likely to be.
_OFFSET = 0.381966
_FEW = 20_000  # edges below which threads cost more than they bring
_IN_A_BAND = 16_000  # edges, among which twins are looked for
_SEEN = 1 << 16  # words that are remembered
_BITS = 45


@dataclass(frozen=True)
class Field:
    """Where a layer is in a word; ``several``: areas by position plus one, rather than a flag."""

    layer: int
    shift: int
    mask: int
    several: bool


@dataclass(frozen=True)
class Plane:
    """Layers that share a word. ``grid``: x0, y0, side of a cell, its inverse; ``shape``: rows,
    columns, squares of cells in a row; ``labels``, ``records``, ``palette`` and ``layout``: what
    ``_locate_kernels`` reads."""

    fields: tuple[Field, ...]
    grid: Any
    shape: Any
    labels: Any
    records: Any
    palette: Any
    layout: Any


def planes_of(parts: Parts, cell: float | None, threads: int) -> list[Plane]:
    """One plane, or more where the layers need more than 45 bits together."""
    return [_plane(parts, fields, cell, threads) for fields in _shared(parts)]


def _shared(parts: Parts) -> Iterator[tuple[Field, ...]]:
    fields: list[Field] = []
    shift = 0
    for place, layer in enumerate(parts.layers):
        several = layer.ids is not None
        bits = len(layer.ids).bit_length() if layer.ids is not None else 1
        if shift + bits > _BITS:
            yield tuple(fields)
            fields, shift = [], 0
        fields.append(Field(place, shift, (1 << bits) - 1, several))
        shift += bits
    yield tuple(fields)


def _plane(parts: Parts, fields: tuple[Field, ...], cell: float | None, threads: int) -> Plane:
    here = np.isin(parts.layer, [field.layer for field in fields])
    drawn, broken = here & parts.valid, parts.polygons[here & ~parts.valid]
    seg, word = _edges(parts, drawn, fields, threads)
    grid, shape = _grid(parts.polygons[here], int(np.count_nonzero(word)), cell)
    layout = _layout(fields)
    labels, records, palette = _cells(
        seg, word, grid, shape, layout, threads if len(seg) > _FEW else 1
    )
    for bounds in shapely.bounds(broken):
        _leave(labels, grid, shape, bounds)
    return Plane(fields, grid, shape, labels, records, palette, layout)


def _edges(parts: Parts, drawn: Any, fields: tuple[Field, ...], threads: int) -> tuple[Any, Any]:
    """Sides of polygons, and their words: 0 for those across which nothing changes."""
    rings, owner = shapely.get_rings(parts.polygons[drawn], return_index=True)
    payload = np.zeros(len(owner), dtype=np.int64)
    layer, area = parts.layer[drawn][owner], parts.area[drawn][owner]
    for field in fields:
        mine = layer == field.layer
        payload[mine] = (area[mine] + 1 if field.several else 1) << field.shift
    outer = np.diff(owner, prepend=-1) != 0
    turns = np.where(shapely.is_ccw(rings) == outer, 1, -1)
    starts = np.zeros(len(rings) + 1, dtype=np.int64)
    np.cumsum(shapely.get_num_coordinates(rings), out=starts[1:])
    at = shapely.get_coordinates(rings)
    seg = np.empty((len(at) - len(rings), 4))
    word = np.empty(len(seg), dtype=np.int64)
    threads = threads if len(seg) > _FEW else 1
    _together(
        [
            partial(kernels.ring_edges, at, starts, payload, turns, first, last, seg, word)
            for first, last in _cut(len(rings), threads)
        ]
    )
    bands = max(1, len(seg) // _IN_A_BAND)
    begins, order = np.zeros(bands + 1, dtype=np.int64), np.empty(len(seg), dtype=np.int32)
    low, high = (at[:, 1].min(), at[:, 1].max()) if len(at) else (0.0, 0.0)
    kernels.sort_edges(seg, low, bands / (high - low) if high > low else 0.0, begins, order)
    room = 1 << max(4, int(2 * np.diff(begins).max() - 1).bit_length())
    _together(
        [
            partial(
                kernels.join_twins, seg, word, begins, order, first, last,
                np.empty(room, dtype=np.int32),
            )
            for first, last in _cut(bands, threads)
        ]
    )  # fmt: skip
    return seg, word


def _cells(
    seg: Any, word: Any, grid: Any, shape: Any, layout: Any, threads: int
) -> tuple[Any, Any, Any]:
    """Labels of cells, their records, and the palette. One band of rows at a time, in the cache."""
    rows, columns, tiles = (int(side) for side in shape)
    bands = -(-rows // TALL)
    starts, lines = np.zeros((2, bands + 1), dtype=np.int64)
    kernels.band_edges(seg, word, grid, shape, starts, lines, np.empty(0, dtype=np.int32))
    np.cumsum(starts, out=starts)
    np.cumsum(lines, out=lines)
    order = np.empty(max(1, starts[-1]), dtype=np.int32)
    kernels.band_edges(seg, word, grid, shape, starts, lines, order)
    spans = np.empty((lines[-1], 3), dtype=np.int32)
    sizes = np.zeros(bands, dtype=np.int64)
    # Shares of as many cells and edges; as many bands at least as there are threads, or some empty.
    cost = lines[1:] - lines[:-1] + columns
    cuts = np.searchsorted(np.cumsum(cost), cost.sum() * np.arange(1, threads) / threads)
    shares = list(pairwise([0, *cuts.tolist(), bands]))
    rooms = np.empty((threads, TALL * columns), dtype=np.int32)
    _together(
        [
            partial(
                kernels.find_cells, seg, grid, shape, starts, order, lines, *share,
                rooms[k], spans, sizes,
            )
            for k, share in enumerate(shares)
        ]
    )  # fmt: skip
    begins = np.ones(bands + 1, dtype=np.int64)
    begins[1:] += np.cumsum(sizes)
    if begins[-1] >= 2**31:
        raise GeoError(
            "Trop de côtés pour des mailles de cette taille : il en faut de plus petites."
        )
    labels = np.zeros(bands * tiles << (2 * SIDE), dtype=np.int32)
    records = np.empty(begins[-1])
    records[0] = 0
    # At most, a word for each row of an edge, and one for each row.
    names = [
        np.empty(lines[high] - lines[low] + (high - low) * TALL, dtype=np.int64)
        for low, high in shares
    ]

    def fill(k: int) -> int:
        turns, memory = np.empty(rooms.shape[1], np.int64), np.zeros((_SEEN, 2), np.int64)
        bits, taken = records.view(np.int64), np.array([k + 1, threads, 0])
        for band in range(*shares[k]):
            here = spans[lines[band] : lines[band + 1]]
            kernels.label_cells(
                seg, word, grid, shape, layout, band, here, begins[band], rooms[k], turns, memory,
                taken, names[k], labels, bits,
            )  # fmt: skip
            kernels.fill_cells(seg, word, grid, shape, band, here, rooms[k], records)
        return int(taken[2])

    used = _together([partial(fill, k) for k in range(threads)])
    palette = np.full(1 + threads * max(used), UNKNOWN, dtype=np.int64)
    for k, (some, count) in enumerate(zip(names, used, strict=True)):
        palette[k + 1 :: threads][:count] = some[:count]
    return labels, records, palette


def _grid(polygons: Any, edges: int, cell: float | None) -> tuple[Any, Any]:
    x1, y1, x2, y2 = shapely.total_bounds(polygons) if len(polygons) else (0.0, 0.0, 0.0, 0.0)
    width, height = x2 - x1, y2 - y1
    if cell is None:
        many = min(max(_CELLS_PER_EDGE * edges, 1), _MOST_CELLS)
        cell = max((width * height / many) ** 0.5, max(width, height) / many)
    # Two centres are always far apart beside what floating point loses on where they are.
    cell = max(cell, max(abs(x1), abs(y1), abs(x2), abs(y2)) * 2.0**-26) or 1.0
    x0, y0 = x1 - _OFFSET * cell, y1 - _OFFSET * cell
    columns, rows = int((x2 - x0) / cell) + 3, int((y2 - y0) / cell) + 3
    tiles = -(-columns // TALL)
    if rows * columns > 8 * _MOST_CELLS:
        raise GeoError(
            f"Des mailles de {cell} m seraient {rows * columns} : il en faut de plus grandes."
        )
    return np.array([x0, y0, cell, 1 / cell]), np.array([rows, columns, tiles], dtype=np.int64)


def _layout(fields: tuple[Field, ...]) -> Any:
    single = sum(field.mask << field.shift for field in fields if not field.several)
    several = [field.mask << field.shift for field in fields if field.several]
    return np.array([single, *several], dtype=np.int64)


def _leave(labels: Any, grid: Any, shape: Any, bounds: Any) -> None:
    """Whatever is near a polygon that is not valid is left to the exact way."""
    x1, y1, x2, y2 = bounds
    left, bottom = int((x1 - grid[0]) * grid[3] - 0.01), int((y1 - grid[1]) * grid[3] - 0.01)
    right, top = int((x2 - grid[0]) * grid[3] + 0.01), int((y2 - grid[1]) * grid[3] + 0.01)
    row, column = np.ogrid[bottom : top + 1, left : right + 1]
    side = TALL
    squares = labels.reshape(-1, int(shape[2]), side, side)
    squares[row // side, column // side, row % side, column % side] = 0


def _cut(count: int, pieces: int) -> Iterator[tuple[int, int]]:
    for k in range(pieces):
        yield count * k // pieces, count * (k + 1) // pieces


def _together(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """A thread each; kernels leave the interpreter to the others."""
    if len(works) == 1:
        return [works[0]()]
    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(work) for work in works]]
