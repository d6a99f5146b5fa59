"""Compiled loops of the locator: edges into cells, labels of cells, labels of points.

One file on purpose: a cached kernel is made anew when its own file changes, not when another does.

A word (int64) says which areas hold a place: low bits, the XOR of their payloads; top sixteen, how
many areas there are. The word of an edge is what changes from below it (to the right of it, when it
is vertical) to above it. Bits between the two are marks, for the loops alone.
"""

from typing import Any

import numpy as np

from arpent.geo._jit import njit

PAYLOAD = (1 << 45) - 1
LOW = (1 << 48) - 1
COUNT = 48
# Marks of the word of a cell: edges to look at; to be left to the exact way whatever the point.
BUSY, SLOW = 1 << 45, 1 << 46
# Marks of an edge in a cell: the centre is above it; it spans the height of the centre; it rises.
ABOVE, SPANS, RISES = 1 << 45, 1 << 46, 1 << 47
UNKNOWN = -1  # the word of a point
# Three roundings at most on each side of the difference, and one on the difference itself; and
# what products of tiny numbers lose.
ROUNDING, TINY = 8 * 2.0**-53, 1e-300


@njit(nogil=True, inline="always")
def _join(one: Any, other: Any) -> Any:
    return (one ^ (other & LOW)) + ((other >> COUNT) << COUNT)


@njit(nogil=True, inline="always")
def _take(one: Any, other: Any) -> Any:
    return (one ^ (other & LOW)) - ((other >> COUNT) << COUNT)


@njit(nogil=True, inline="always")
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


@njit(nogil=True, inline="always")
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


@njit(nogil=True, cache=True, error_model="numpy")
def join_twins(seg: Any, word: Any, part: int, parts: int, slots: Any) -> None:
    """Edges drawn twice become one: the word of the first is that of all, the others have 0.

    Of every edge, those whose hash falls in `part` of `parts`. `slots`: room, -1 everywhere, for
    twice as many edges or more, a power of two.
    """
    bits = seg.view(np.int64)
    last = len(slots) - 1
    for e in range(len(word)):
        mix = 0
        for i in range(4):
            # Products of 31 bits by 31: never more than 62.
            mix ^= (bits[e, i] & 0x7FFFFFFF) * (0x5851F42D - i * 0x1234568)
            mix ^= ((bits[e, i] >> 31) & 0x7FFFFFFF) * (0x2545F491 + i * 0x1357912)
        mix ^= mix >> 29
        if (mix >> 40) % parts != part or word[e] == 0:
            continue
        slot = mix & last
        while slots[slot] >= 0:
            other = slots[slot]
            if (
                seg[other, 0] == seg[e, 0]
                and seg[other, 1] == seg[e, 1]
                and seg[other, 2] == seg[e, 2]
                and seg[other, 3] == seg[e, 3]
            ):
                break
            slot = (slot + 1) & last
        if slots[slot] < 0:
            slots[slot] = e
        else:
            word[slots[slot]] = _join(word[slots[slot]], word[e])
            word[e] = 0


@njit(nogil=True, cache=True, error_model="numpy")
def drop_empty(seg: Any, word: Any) -> int:
    """Edges across which something changes, first and in order; returns how many they are."""
    last = 0
    for e in range(len(word)):
        if word[e] != 0:
            word[last] = word[e]
            for i in range(4):
                seg[last, i] = seg[e, i]
            last += 1
    return last


@njit(nogil=True, cache=True, error_model="numpy")
def label_rows(
    seg: Any, word: Any, grid: Any, shape: Any, layout: Any, labels: Any, low: int, high: int
) -> None:
    """Words of the centres of rows `low` to `high`: what is crossed coming from the west.

    A cell whose centre is in two areas of a layer is left to the exact way.
    """
    x0, y0, cell, inverse = grid[0], grid[1], grid[2], grid[3]
    columns = shape[1]
    for e in range(len(word)):
        south, north = seg[e, 1], seg[e, 3]
        rises = south <= north
        if not rises:
            south, north = north, south
        row = max(low, int((south - y0) * inverse - 0.5) - 1)
        while row < high and y0 + (row + 0.5) * cell < south:
            row += 1
        while row < high and y0 + (row + 0.5) * cell < north:
            y = y0 + (row + 0.5) * cell
            share = (y - seg[e, 1]) / (seg[e, 3] - seg[e, 1])
            x = seg[e, 0] + share * (seg[e, 2] - seg[e, 0])
            column = min(max(int((x - x0) * inverse + 0.5), 0), columns)
            # From here on, centres are to the right of the edge.
            while column > 0 and _is_above(seg, e, x0 + (column - 0.5) * cell, y) != rises:
                column -= 1
            while column < columns and _is_above(seg, e, x0 + (column + 0.5) * cell, y) == rises:
                column += 1
            if column < columns:
                place = row * columns + column
                if rises:
                    labels[place] = _take(labels[place], word[e])
                else:
                    labels[place] = _join(labels[place], word[e])
            row += 1
    for row in range(low, high):
        here, mark = labels[row * columns] & 0, 0
        for place in range(row * columns, (row + 1) * columns):
            if labels[place] != 0:
                here = _join(here, labels[place])
                mark = 0 if _is_plain(here, layout) else SLOW
            labels[place] = here | mark


@njit(nogil=True, cache=True, error_model="numpy")
def place_edges(
    seg: Any,
    word: Any,
    grid: Any,
    shape: Any,
    ends: Any,
    sides: Any,
    labels: Any,
    low: int,
    high: int,
) -> None:
    """Edges that touch each cell of rows `low` to `high`, give or take a millionth of a cell.

    Called twice: to count them in `ends` while `sides` is empty, then, once `ends` says where the
    places of a cell end, to put them there; `ends` then says where they begin.
    """
    x0, y0, cell, inverse = grid[0], grid[1], grid[2], grid[3]
    columns = shape[1]
    bits = sides.view(np.int64)
    fill = len(sides) > 0
    margin = cell * 1e-6
    for e in range(len(word)):
        x1, y1, x2, y2 = seg[e, 0], seg[e, 1], seg[e, 2], seg[e, 3]
        south, north = min(y1, y2), max(y1, y2)
        bottom = int((south - margin - y0) * inverse)
        top = int((north + margin - y0) * inverse)
        for row in range(max(bottom, low), min(top + 1, high)):
            west, east = x1, x2
            if bottom != top and y1 != y2:
                one = (max(y0 + row * cell - margin, south) - y1) / (y2 - y1)
                two = (min(y0 + (row + 1) * cell + margin, north) - y1) / (y2 - y1)
                one, two = min(max(min(one, two), 0.0), 1.0), min(max(max(one, two), 0.0), 1.0)
                west, east = x1 + one * (x2 - x1), x1 + two * (x2 - x1)
            left = max(int((west - margin - x0) * inverse), 0)
            right = min(int((east + margin - x0) * inverse), columns - 1)
            y = y0 + (row + 0.5) * cell
            spans = (y1 > y) != (y2 > y)
            for column in range(left, right + 1):
                place = row * columns + column
                if not fill:
                    ends[place] += 1
                    continue
                ends[place] -= 1
                k = ends[place]
                sides[k, 0], sides[k, 1], sides[k, 2], sides[k, 3] = x1, y1, x2, y2
                key = word[e]
                if spans:
                    key |= SPANS
                if y1 <= y2:
                    key |= RISES
                # An edge all above or below that height is passed on that side, whatever it does.
                if _is_above(seg, e, x0 + (column + 0.5) * cell, y) if spans else y1 <= y:
                    key |= ABOVE
                bits[k, 4] = key
                labels[place] |= BUSY


@njit(nogil=True, cache=True, error_model="numpy")
def point_words(
    xs: Any,
    ys: Any,
    grid: Any,
    shape: Any,
    labels: Any,
    begins: Any,
    sides: Any,
    layout: Any,
    out: Any,
    places: Any,
    aside: Any,
    spans: Any,
) -> Any:
    """Words of points in `out`. Returns how many of them, named first in `aside`, are not known:
    -1, on a border as far as floating point tells, or where areas of one layer meet; and a number
    that says nothing. `places`, `aside` and `spans` are room to work in."""
    bits = sides.view(np.int64)
    x0, y0, inverse = grid[0], grid[1], grid[3]
    columns = shape[1]
    # Beyond are the last row and the last column, where nothing is.
    east, north = x0 + (columns - 1) * grid[2], y0 + (shape[0] - 1) * grid[2]
    nowhere = shape[0] * columns - 1
    # Short loops, each with one thing to wait for: the processor asks for many cells at a time.
    for k in range(len(xs)):
        x, y = xs[k], ys[k]
        here = x0 <= x and x < east and y0 <= y and y < north
        places[k] = int((y - y0) * inverse) * columns + int((x - x0) * inverse) if here else nowhere
    for k in range(len(xs)):
        out[k] = labels[places[k]]
    busy = 0
    for k in range(len(xs)):
        aside[busy] = k
        busy += (out[k] & (BUSY | SLOW)) != 0
    for b in range(busy):
        k = aside[b]
        spans[b, 0], spans[b, 1] = begins[places[k]], begins[places[k] + 1]
    near = 0.0
    for b in range(busy):
        near += sides[spans[b, 0], 0] + sides[spans[b, 1], 0]
    unknown = 0
    for b in range(busy):
        k = aside[b]
        x, y = xs[k], ys[k]
        doubtful = (out[k] & SLOW) != 0
        here = out[k] & ~(BUSY | SLOW)
        for e in range(spans[b, 0], spans[b, 1]):
            x1, y1, x2, y2 = sides[e, 0], sides[e, 1], sides[e, 2], sides[e, 3]
            key = bits[e, 4]
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
        if doubtful or not _is_plain(here, layout):
            out[k] = UNKNOWN
            aside[unknown] = k
            unknown += 1
        else:
            out[k] = here & PAYLOAD
    return unknown, near


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
