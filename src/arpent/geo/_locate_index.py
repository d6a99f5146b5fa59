"""A grid over areas: in each cell, what its centre is in, and the edges that touch it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import shapely

from arpent.geo import _locate_kernels as kernels
from arpent.geo._errors import GeoError
from arpent.geo._locate_parts import Parts

# Cells: six for each edge that is left; 12 bytes each.
_CELLS_PER_EDGE, _MOST_CELLS = 6, 32_000_000
# The first centre is at no round number, where vertices and points are likely to be.
_OFFSET = 0.381966
_FEW = 20_000  # edges below which threads cost more than they bring
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
    columns; ``sides``: x1, y1, x2, y2 and the word of each, by cell, then one more;
    ``layout``: what ``kernels._is_plain`` reads."""

    fields: tuple[Field, ...]
    grid: Any
    shape: Any
    labels: Any
    begins: Any
    sides: Any
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
    grid, shape = _grid(parts.polygons[here], len(seg), cell)
    rows, columns = (int(side) for side in shape)
    layout = _layout(fields)
    labels = np.zeros(rows * columns, dtype=np.int64)
    ends = np.zeros(rows * columns + 1, dtype=np.int32)
    empty = np.empty((0, 5))
    run = _Crew(threads if len(seg) > _FEW else 1)
    # Two readings of the edges that do not wait for one another.
    run(
        [
            *run.by_rows(kernels.label_rows, rows, 2, seg, word, grid, shape, layout, labels),
            *run.by_rows(kernels.place_edges, rows, 2, seg, word, grid, shape, ends, empty, labels),
        ]
    )
    begins = _running(ends)
    sides = np.empty((int(begins[-1]) + 1, 5))
    sides[-1] = 0
    run(run.by_rows(kernels.place_edges, rows, 1, seg, word, grid, shape, begins, sides, labels))
    for bounds in shapely.bounds(broken):
        _leave(labels.reshape(rows, columns), grid, bounds)
    return Plane(fields, grid, shape, labels, begins, sides, layout)


def _edges(parts: Parts, drawn: Any, fields: tuple[Field, ...], threads: int) -> tuple[Any, Any]:
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

    run = _Crew(threads if len(seg) > _FEW else 1)
    run(
        [
            partial(kernels.ring_edges, at, starts, payload, turns, first, last, seg, word)
            for first, last in _cut(len(rings), run.threads)
        ]
    )
    room = 1 << max(4, (2 * len(seg) // run.threads).bit_length())
    run(
        [
            partial(
                kernels.join_twins, seg, word, part, run.threads, np.full(room, -1, dtype=np.int32)
            )
            for part in range(run.threads)
        ]
    )
    left = kernels.drop_empty(seg, word)
    return seg[:left], word[:left]


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
    if rows * columns > 8 * _MOST_CELLS:
        raise GeoError(
            f"Des mailles de {cell} m seraient {rows * columns} : il en faut de plus grandes."
        )
    return np.array([x0, y0, cell, 1 / cell]), np.array([rows, columns], dtype=np.int64)


def _layout(fields: tuple[Field, ...]) -> Any:
    single = sum(field.mask << field.shift for field in fields if not field.several)
    several = [field.mask << field.shift for field in fields if field.several]
    return np.array([single, *several], dtype=np.int64)


def _running(counts: Any) -> Any:
    total = int(counts.sum(dtype=np.int64))
    if total >= 2**31:
        raise GeoError(
            "Trop de côtés pour des mailles de cette taille : il en faut de plus petites."
        )
    return np.cumsum(counts, dtype=np.int32)


def _leave(labels: Any, grid: Any, bounds: Any) -> None:
    """Whatever is near a polygon that is not valid is left to the exact way."""
    x1, y1, x2, y2 = bounds
    left, bottom = int((x1 - grid[0]) * grid[3] - 0.01), int((y1 - grid[1]) * grid[3] - 0.01)
    right, top = int((x2 - grid[0]) * grid[3] + 0.01), int((y2 - grid[1]) * grid[3] + 0.01)
    labels[bottom : top + 1, left : right + 1] |= kernels.SLOW


def _cut(count: int, pieces: int) -> Iterator[tuple[int, int]]:
    for k in range(pieces):
        yield count * k // pieces, count * (k + 1) // pieces


class _Crew:
    """Threads that share work; kernels leave the interpreter to the others."""

    def __init__(self, threads: int) -> None:
        self.threads = threads

    def __call__(self, works: Sequence[Callable[[], None]]) -> None:
        if self.threads == 1:
            for work in works:
                work()
            return
        with ThreadPoolExecutor(self.threads) as pool:
            for done in [pool.submit(work) for work in works]:
                done.result()

    def by_rows(
        self, kernel: Callable[..., None], rows: int, shares: int, *given: Any
    ) -> list[Callable[[], None]]:
        """The kernel over bands of rows, as many as one in `shares` of the threads."""
        bands = _cut(rows, max(1, self.threads // shares))
        return [partial(kernel, *given, low, high) for low, high in bands]
