"""Compiled loops that make a locator: sides of polygons into edges, edges into cells.

The words of edges and of cells: `_locate_kernels`.
"""

from typing import Any

import numpy as np

from arpent.geo._jit import njit
from arpent.geo._locate_kernels import (
    ABOVE,
    COUNT,
    LOW,
    RISES,
    SIDE,
    SPANS,
    TALL,
    _is_plain,
    _place,
)

MARGIN = 1e-6  # cells: how far from a cell an edge may be and yet be looked at there


@njit(nogil=True)
def _join(one: Any, other: Any) -> Any:
    return (one ^ (other & LOW)) + ((other >> COUNT) << COUNT)


@njit(nogil=True)
def _take(one: Any, other: Any) -> Any:
    return (one ^ (other & LOW)) - ((other >> COUNT) << COUNT)


@njit(nogil=True)
def _is_above(seg: Any, e: Any, x: float, y: float) -> Any:
    """By floating point alone: a centre may be said on the wrong side of an edge that grazes it.

    It is then so everywhere, and a point of that cell crosses that edge once more.
    """
    x1, y1 = seg[e, 0], seg[e, 1]
    return (seg[e, 2] - x1) * (y - y1) > (seg[e, 3] - y1) * (x - x1)


@njit(nogil=True, cache=True, error_model="numpy")
def ring_edges(
    at: Any, starts: Any, payloads: Any, turns: Any, first: int, last: int, seg: Any, word: Any
) -> None:
    """Edges of rings `first` to `last`, from left to right, or upwards; their words.

    `turns`: +1 where the area is to the left of the ring as it is drawn. A vertex given twice makes
    an edge without length, whose word is 0.
    """
    for ring in range(first, last):
        for k in range(starts[ring], starts[ring + 1] - 1):
            e = k - ring
            ax, ay, bx, by = at[k, 0], at[k, 1], at[k + 1, 0], at[k + 1, 1]
            turn = turns[ring]
            if bx < ax or (bx == ax and by < ay):
                ax, ay, bx, by = bx, by, ax, ay
                turn = -turn
            seg[e, 0], seg[e, 1], seg[e, 2], seg[e, 3] = ax, ay, bx, by
            empty = ax == bx and ay == by
            word[e] = 0 if empty else payloads[ring] + (turn << COUNT)


@njit(nogil=True, cache=True, error_model="numpy")
def sort_edges(seg: Any, low: float, scale: float, starts: Any, order: Any) -> None:
    """Edges by the height of their first end, roughly: those of band b of heights, `scale` to a
    metre from `low`, are `order[starts[b] : starts[b + 1]]`. `starts`: zeros."""
    last = len(starts) - 2
    for e in range(len(seg)):
        starts[min(int((seg[e, 1] - low) * scale), last)] += 1
    for band in range(1, last + 2):
        starts[band] += starts[band - 1]
    for e in range(len(seg) - 1, -1, -1):
        band = min(int((seg[e, 1] - low) * scale), last)
        starts[band] -= 1
        order[starts[band]] = e


@njit(nogil=True, cache=True, error_model="numpy")
def join_twins(
    seg: Any, word: Any, starts: Any, order: Any, low: int, high: int, slots: Any
) -> None:
    """Edges drawn twice become one: the word of the first is that of all, the others have 0.

    In bands `low` to `high` of `sort_edges`. `slots`: room for twice as many edges as are in the
    fullest band, a power of two: a table by hash that stays in the cache.
    """
    bits = seg.view(np.int64)
    for band in range(low, high):
        size = 16
        while size < 2 * (starts[band + 1] - starts[band]):
            size *= 2
        for slot in range(size):
            slots[slot] = -1
        for k in range(starts[band], starts[band + 1]):
            e = order[k]
            if word[e] == 0:
                continue
            mix = 0
            for i in range(4):
                # Products of 31 bits by 31: never more than 62.
                mix ^= (bits[e, i] & 0x7FFFFFFF) * (0x5851F42D - i * 0x1234568)
                mix ^= ((bits[e, i] >> 31) & 0x7FFFFFFF) * (0x2545F491 + i * 0x1357912)
            slot = (mix ^ (mix >> 29)) & (size - 1)
            while slots[slot] >= 0:
                other = slots[slot]
                if (
                    seg[other, 0] == seg[e, 0]
                    and seg[other, 1] == seg[e, 1]
                    and seg[other, 2] == seg[e, 2]
                    and seg[other, 3] == seg[e, 3]
                ):
                    break
                slot = (slot + 1) & (size - 1)
            if slots[slot] < 0:
                slots[slot] = e
            else:
                word[slots[slot]] = _join(word[slots[slot]], word[e])
                word[e] = 0


@njit(nogil=True, cache=True, error_model="numpy")
def band_edges(
    seg: Any, word: Any, grid: Any, shape: Any, starts: Any, lines: Any, order: Any
) -> None:
    """Edges across which something changes, by bands of rows that they touch.

    Called twice: to count them in `starts`, and in `lines` the rows that they touch there, while
    `order` is empty; then, once `starts` says where the places of a band end, to put them there.
    """
    y0, inverse, margin = grid[1], grid[3], grid[2] * MARGIN
    fill = len(order) > 0
    for e in range(len(word)):
        if word[e] == 0:
            continue
        y1, y2 = seg[e, 1], seg[e, 3]
        bottom = max(int((min(y1, y2) - margin - y0) * inverse), 0)
        top = min(int((max(y1, y2) + margin - y0) * inverse), shape[0] - 1)
        for band in range(bottom >> SIDE, (top >> SIDE) + 1):
            if fill:
                starts[band] -= 1
                order[starts[band]] = e
            else:
                starts[band] += 1
                first = band << SIDE
                lines[band + 1] += min(top + 1, first + TALL) - max(bottom, first)


@njit(nogil=True, cache=True, error_model="numpy")
def find_cells(
    seg: Any,
    grid: Any,
    shape: Any,
    starts: Any,
    order: Any,
    lines: Any,
    low: int,
    high: int,
    room: Any,
    spans: Any,
    sizes: Any,
) -> None:
    """Cells that edges touch in bands `low` to `high`, give or take a millionth of a cell.

    `spans`, from `lines[band]` on: edge, first cell in the band, how many of them in that row.
    `sizes`: what the records of a band take. `room`: for the cells of a band.
    """
    x0, y0, cell, inverse = grid[0], grid[1], grid[2], grid[3]
    rows, columns, margin = shape[0], shape[1], grid[2] * MARGIN
    for band in range(low, high):
        for place in range(len(room)):
            room[place] = 0
        first, span, size = band << SIDE, lines[band], 0
        for k in range(starts[band], starts[band + 1]):
            e = order[k]
            x1, y1, x2, y2 = seg[e, 0], seg[e, 1], seg[e, 2], seg[e, 3]
            south, north = min(y1, y2), max(y1, y2)
            bottom = max(int((south - margin - y0) * inverse), 0)
            top = min(int((north + margin - y0) * inverse), rows - 1)
            slope = (x2 - x1) / (y2 - y1) if bottom != top and y1 != y2 else 0.0
            for row in range(max(bottom, first), min(top + 1, first + TALL)):
                west, east = x1, x2
                if bottom != top and y1 != y2:
                    one = (max(y0 + row * cell - margin, south) - y1) * slope
                    two = (min(y0 + (row + 1) * cell + margin, north) - y1) * slope
                    west = min(max(x1 + min(one, two), x1), x2)
                    east = min(max(x1 + max(one, two), x1), x2)
                left = max(int((west - margin - x0) * inverse), 0)
                right = min(int((east + margin - x0) * inverse), columns - 1)
                at = (row - first) * columns + left
                spans[span, 0], spans[span, 1], spans[span, 2] = e, at, right - left + 1
                span += 1
                for place in range(at, at + right - left + 1):
                    size += 5 if room[place] else 6
                    room[place] = 1
        sizes[band] = size


@njit(nogil=True, cache=True, error_model="numpy")
def label_cells(
    seg: Any,
    word: Any,
    grid: Any,
    shape: Any,
    layout: Any,
    band: int,
    spans: Any,
    end: int,
    room: Any,
    turns: Any,
    memory: Any,
    names: Any,
    palette: Any,
    labels: Any,
    bits: Any,
) -> None:
    """Labels of the cells of a band, and heads of the records of those that edges touch, from
    `end` on; where each of these records ends, in `room`. `spans`: those of the band.

    The word of a centre is what is crossed coming from the west; it takes the first of `names`,
    then others by as many as the second, in the order of `palette`; the third is how many were
    taken. A word seen some time ago may take another: `memory` holds words and names by hash.
    """
    x0, y0, cell, inverse = grid[0], grid[1], grid[2], grid[3]
    columns, tiles, first = shape[1], shape[2], band << SIDE
    for place in range(len(room)):
        room[place] = turns[place] = 0
    for span in range(len(spans)):
        e, at = spans[span, 0], spans[span, 1]
        for place in range(at, at + spans[span, 2]):
            room[place] += 1
        row = at // columns
        y = y0 + (first + row + 0.5) * cell
        y1, y2 = seg[e, 1], seg[e, 3]
        if (y1 > y) == (y2 > y):
            continue
        rises = y1 <= y2
        x = seg[e, 0] + (y - y1) / (y2 - y1) * (seg[e, 2] - seg[e, 0])
        column = min(max(int((x - x0) * inverse + 0.5), 0), columns)
        # From here on, centres are to the right of the edge.
        while column > 0 and _is_above(seg, e, x0 + (column - 0.5) * cell, y) != rises:
            column -= 1
        while column < columns and _is_above(seg, e, x0 + (column + 0.5) * cell, y) == rises:
            column += 1
        if column < columns:
            place = row * columns + column
            joined, taken = _join(turns[place], word[e]), _take(turns[place], word[e])
            turns[place] = taken if rises else joined
    for row in range(min(TALL, shape[0] - first)):
        here, name, plain = turns[0] & 0, 0, True
        for column in range(columns):
            place = row * columns + column
            if column == 0 or turns[place] != 0:
                here = _join(here, turns[place])
                plain = _is_plain(here, layout)
                slot = (here ^ (here >> 17) ^ (here >> 31)) & (len(memory) - 1)
                if memory[slot, 1] == 0 or memory[slot, 0] != here:
                    palette[names[2]] = here
                    memory[slot, 0], memory[slot, 1] = here, names[0] + names[2] * names[1]
                    names[2] += 1
                name = memory[slot, 1]
            label = _place(first + row, column, tiles)
            if room[place] == 0:
                # A cell whose centre is in two areas of a layer is left to the exact way.
                labels[label] = name if plain else 0
            else:
                bits[end] = (name << 32) | room[place]
                labels[label] = -end
                end += 1 + 5 * room[place]
                room[place] = end


@njit(nogil=True, cache=True, error_model="numpy")
def fill_cells(
    seg: Any, word: Any, grid: Any, shape: Any, band: int, spans: Any, room: Any, records: Any
) -> None:
    """Edges into the records of the cells of a band, which end where `room` says."""
    bits = records.view(np.int64)
    columns = shape[1]
    for span in range(len(spans)):
        e, at = spans[span, 0], spans[span, 1]
        row = at // columns
        y = grid[1] + ((band << SIDE) + row + 0.5) * grid[2]
        x1, y1, x2, y2 = seg[e, 0], seg[e, 1], seg[e, 2], seg[e, 3]
        crosses = (y1 > y) != (y2 > y)
        key = word[e] | (SPANS if crosses else 0) | (RISES if y1 <= y2 else 0)
        for place in range(at, at + spans[span, 2]):
            k = room[place] - 5
            room[place] = k
            records[k], records[k + 1], records[k + 2], records[k + 3] = x1, y1, x2, y2
            x = grid[0] + (place - row * columns + 0.5) * grid[2]
            # An edge all above or below that height is passed on that side, whatever it does.
            above = _is_above(seg, e, x, y) if crosses else y1 <= y
            bits[k + 4] = key | (ABOVE if above else 0)
