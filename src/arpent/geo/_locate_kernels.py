"""Compiled loops of the locator that read points. Those that make the index: `_locate_edges`.

A word (int64) says which areas hold a place: low bits, the XOR of their payloads; top sixteen, how
many areas there are. The word of an edge is what changes from below it (to the right of it, when it
is vertical) to above it. Bits between the two are marks, for the loops alone.

The label of a cell (int32) is the place of its word in the palette, where no edge touches it; where
some do, minus the place of its record: a head, that is the place of its word in the upper half and
how many edges in the lower one, then five numbers an edge: x1, y1, x2, y2 and its word. Label 0 is
that of a cell left to the exact way: record 0 has no edge, and word 0 of the palette is unknown.
"""

from typing import Any

import numpy as np

from arpent.geo._jit import njit

PAYLOAD = (1 << 45) - 1
LOW = (1 << 48) - 1
COUNT = 48
# Marks of an edge in a cell: the centre is above it; it spans the height of the centre; it rises.
ABOVE, SPANS, RISES = 1 << 45, 1 << 46, 1 << 47
# Cells are kept by squares of 8 by 8, so that neighbours are near in memory. A band: 8 rows.
SIDE = 3
TALL = 1 << SIDE
UNKNOWN = -1  # the word of a point
# Three roundings at most on each side of the difference, and one on the difference itself; and
# what products of tiny numbers lose.
ROUNDING, TINY = 8 * 2.0**-53, 1e-300


@njit(nogil=True)
def _is_plain(word: Any, layout: Any) -> Any:
    """Whether no layer has two areas there: then the word counts as many as it names.

    `layout`: the mask of single areas; then the masks of layers of several.
    """
    single = word & layout[0]
    single = (single & 0x5555555555555555) + ((single >> 1) & 0x5555555555555555)
    single = (single & 0x3333333333333333) + ((single >> 2) & 0x3333333333333333)
    single = (single & 0x0F0F0F0F0F0F0F0F) + ((single >> 4) & 0x0F0F0F0F0F0F0F0F)
    single += single >> 8
    single += single >> 16
    named = (single + (single >> 32)) & 0x7F
    for k in range(1, len(layout)):
        named += (word & layout[k]) != 0
    return named == word >> COUNT


@njit(nogil=True)
def _place(row: Any, column: Any, tiles: Any) -> Any:
    """Where the label of a cell is; `tiles`: how many squares there are in a row of squares."""
    tile = (row >> SIDE) * tiles + (column >> SIDE)
    return (tile << (2 * SIDE)) | ((row & (TALL - 1)) << SIDE) | (column & (TALL - 1))


@njit(nogil=True, cache=True, error_model="numpy")
def point_codes(
    xs: Any,
    ys: Any,
    grid: Any,
    shape: Any,
    labels: Any,
    records: Any,
    palette: Any,
    layout: Any,
    codes: Any,
    words: Any,
    changed: Any,
    aside: Any,
    places: Any,
) -> Any:
    """Places in `palette` of the words of points, in `codes`. Those that have 0 there are named
    first in `changed`, when their word is not that of the centre of their cell, and is in `words`;
    or in `aside`, when it is not known: on a border as far as floating point tells, or where areas
    of one layer meet. Returns how many there are of both; and a number that says nothing.
    `places` is room to work in."""
    bits = records.view(np.int64)
    x0, y0, inverse = grid[0], grid[1], grid[3]
    columns, tiles = shape[1], shape[2]
    # Beyond are the last row and the last column, where nothing is.
    east, north = x0 + (columns - 1) * grid[2], y0 + (shape[0] - 1) * grid[2]
    # Short loops, each with one thing to wait for: the processor asks for many cells at a time.
    for k in range(len(xs)):
        x, y = xs[k], ys[k]
        here = x0 <= x and x < east and y0 <= y and y < north
        row = int((y - y0) * inverse) if here else shape[0] - 1
        places[k] = _place(row, int((x - x0) * inverse) if here else columns - 1, tiles)
    for k in range(len(xs)):
        codes[k] = labels[places[k]]
    busy = 0
    for k in range(len(xs)):
        aside[busy] = k
        busy += codes[k] <= 0
    for b in range(busy):
        places[b] = -codes[aside[b]]
        words[b] = bits[places[b]]
    near = 0
    for b in range(busy):
        near ^= bits[places[b] + 5 * (words[b] & 0x7FFFFFFF)] ^ palette[words[b] >> 32]
    unknown = moved = 0
    for b in range(busy):
        k, side = aside[b], places[b] + 1
        name = words[b] >> 32
        centre = palette[name]
        here, doubtful = centre, False
        x, y = xs[k], ys[k]
        for _ in range(words[b] & 0x7FFFFFFF):
            x1, y1, x2, y2 = (
                records[side], records[side + 1], records[side + 2], records[side + 3]
            )  # fmt: skip
            key = bits[side + 4]
            side += 5
            over = x1 <= x and x < x2
            one, two = (x2 - x1) * (y - y1), (y2 - y1) * (x - x1)
            across = one - two
            grazes = abs(across) <= ROUNDING * (abs(one) + abs(two)) + TINY
            ends = x == x2 and min(y1, y2) <= y and y <= max(y1, y2)
            doubtful |= (over & grazes) | ends
            beside = (x1 > x) == ((key & RISES) != 0)
            above = across > 0 if over else beside
            crossed = (above != ((key & ABOVE) != 0)) & (over | ((key & SPANS) != 0))
            # Without branches, which nothing could foretell: all ones where it is true.
            yes, below = -np.int64(crossed), np.int64(above) - 1
            here ^= key & PAYLOAD & yes
            here += ((((key >> COUNT) << COUNT) ^ below) - below) & yes
        known = not (doubtful or not _is_plain(here, layout))
        same = here == centre
        codes[k] = name if known and same else 0
        aside[unknown] = k
        unknown += not known
        changed[moved], words[moved] = k, here
        moved += known and not same
    return unknown, moved, near


@njit(nogil=True, cache=True, error_model="numpy")
def count_codes(codes: Any, weights: Any, counts: Any) -> None:
    """Points, then weight if it is counted, of each word of a palette."""
    if counts.shape[1] == 1:
        for k in range(len(codes)):
            counts[codes[k], 0] += 1
    else:
        for k in range(len(codes)):
            counts[codes[k], 0] += 1
            counts[codes[k], 1] += weights[k]


@njit(nogil=True, cache=True, error_model="numpy")
def read_areas(words: Any, shift: int, mask: int, out: Any) -> None:
    """Positions of areas in their layer, -1 where there is none."""
    for k in range(len(words)):
        out[k] = ((words[k] >> shift) & mask) - 1


@njit(nogil=True, cache=True, error_model="numpy")
def read_flags(words: Any, shift: int, out: Any) -> None:
    """Whether points are in a layer of one area."""
    for k in range(len(words)):
        out[k] = (words[k] >> shift) & 1


@njit(nogil=True, cache=True, error_model="numpy")
def count_words(words: Any, weights: Any, slots: Any, first: int, filled: int, where: Any) -> Any:
    """Points and weight of each different word, in a table by hash, of a power of two of rows:
    word, points, weight. Points whose word is not known are left out.

    Stops when the table is half full: returns where it is, how many rows are in use, and a number
    that says nothing. `where` is room to work in.
    """
    last = len(slots) - 1
    for k in range(first, len(words)):
        word = words[k]
        mix = (word & 0x7FFFFFFF) * 0x5851F42D ^ ((word & PAYLOAD) >> 31) * 0x2545F491
        where[k] = (mix ^ (mix >> 27)) & last
    near = 0
    for k in range(first, len(words)):
        near ^= slots[where[k], 0]
    for k in range(first, len(words)):
        if words[k] == UNKNOWN:
            continue
        word, slot = words[k] & PAYLOAD, where[k]
        while slots[slot, 0] != word:
            if slots[slot, 1] == 0:
                if filled * 2 > last:
                    return k, filled, near
                filled += 1
                slots[slot, 0] = word
                break
            slot = (slot + 1) & last
        slots[slot, 1] += 1
        slots[slot, 2] += weights[k]
    return len(words), filled, near


@njit(nogil=True, cache=True, error_model="numpy")
def add_up(rows: Any, field: Any, flag_planes: Any, flag_shifts: Any, table: Any) -> None:
    """Rows of words in each plane, points and weight, into `table`: a row for none, then one for
    each area; points, weight, weight in each flag. `field`: plane, shift, mask of these areas."""
    planes = rows.shape[1] - 2
    for k in range(len(rows)):
        row = (rows[k, field[0]] >> field[1]) & field[2]
        weight = rows[k, planes + 1]
        table[row, 0] += rows[k, planes]
        table[row, 1] += weight
        for flag in range(len(flag_planes)):
            there = (rows[k, flag_planes[flag]] >> flag_shifts[flag]) & 1
            table[row, 2 + flag] += weight * there
