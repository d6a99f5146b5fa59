"""Compiled loops of the locator: edges into cells, labels of cells, labels of points.

One file on purpose: a cached kernel is made anew when its own file changes, not when another does.

A word (int64) says which areas hold a place: low bits, the XOR of their payloads; top sixteen, how
many areas there are. The word of an edge is what changes from below it (to the right of it, when it
is vertical) to above it. Bits between the two are marks, for the loops alone.
"""

from typing import Any

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


@njit(nogil=True, cache=True, error_model="numpy")
def label_rows(
    seg: Any, word: Any, grid: Any, shape: Any, labels: Any, low: int, high: int
) -> None:
    """Words of the centres of rows `low` to `high`: what is crossed coming from the west."""
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
            while column > 0 and (_is_above(seg, e, x0 + (column - 0.5) * cell, y) != rises):
                column -= 1
            while column < columns and (_is_above(seg, e, x0 + (column + 0.5) * cell, y) == rises):
                column += 1
            if column < columns:
                place = row * columns + column
                if rises:
                    labels[place] = _take(labels[place], word[e])
                else:
                    labels[place] = _join(labels[place], word[e])
            row += 1
    for row in range(low, high):
        here = labels[row * columns] & 0
        for place in range(row * columns, (row + 1) * columns):
            here = _join(here, labels[place])
            labels[place] = here


@njit(nogil=True, cache=True, error_model="numpy")
def sort_edges(
    seg: Any, word: Any, grid: Any, shape: Any, ends: Any, sorted_edges: Any, low: int, high: int
) -> None:
    """Edges that touch each cell of rows `low` to `high`, give or take a millionth of a cell.

    Called twice: to count them in `ends` while `sorted_edges` is empty, then, once `ends` says
    where the places of a cell end, to put them there; `ends` then says where they begin.
    """
    x0, y0, cell, inverse = grid[0], grid[1], grid[2], grid[3]
    columns = shape[1]
    fill = len(sorted_edges) > 0
    margin = cell * 1e-6
    for e in range(len(word)):
        if word[e] == 0:
            continue
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
            for place in range(row * columns + left, row * columns + right + 1):
                if fill:
                    ends[place] -= 1
                    sorted_edges[ends[place]] = e
                else:
                    ends[place] += 1


@njit(nogil=True, cache=True, error_model="numpy")
def merge_edges(
    seg: Any, word: Any, begins: Any, sorted_edges: Any, joined: Any, kept: Any, low: int, high: int
) -> None:
    """Edges drawn twice in cells `low` to `high` become one, none if nothing changes across it.

    The first `kept` of a cell remain, with their words in `joined`.
    """
    for place in range(low, high):
        begin = begins[place]
        last = begin
        for k in range(begin, begins[place + 1]):
            e = sorted_edges[k]
            # A few edges meet in most cells; where hundreds do, twins are far apart at most once.
            twin = max(begin, last - 64)
            while twin < last:
                other = sorted_edges[twin]
                if (
                    seg[other, 0] == seg[e, 0]
                    and seg[other, 1] == seg[e, 1]
                    and seg[other, 2] == seg[e, 2]
                    and seg[other, 3] == seg[e, 3]
                ):
                    break
                twin += 1
            if twin < last:
                joined[twin] = _join(joined[twin], word[e])
            else:
                sorted_edges[last] = e
                joined[last] = word[e]
                last += 1
        final = begin
        for k in range(begin, last):
            if joined[k] != 0:
                sorted_edges[final] = sorted_edges[k]
                joined[final] = joined[k]
                final += 1
        kept[place] = final - begin


@njit(nogil=True, cache=True, error_model="numpy")
def write_cells(
    seg: Any,
    grid: Any,
    shape: Any,
    before: Any,
    sorted_edges: Any,
    joined: Any,
    begins: Any,
    edges: Any,
    keys: Any,
    labels: Any,
    layout: Any,
    low: int,
    high: int,
) -> None:
    """The edges of rows `low` to `high` side by side, with what their cell knows of them."""
    x0, y0, cell = grid[0], grid[1], grid[2]
    columns = shape[1]
    for place in range(low * columns, high * columns):
        begin, end = begins[place], begins[place + 1]
        if begin == end:
            if not _is_plain(labels[place], layout):
                labels[place] |= SLOW
            continue
        labels[place] |= BUSY
        x = x0 + (place % columns + 0.5) * cell
        y = y0 + (place // columns + 0.5) * cell
        for k in range(begin, end):
            source = before[place] + k - begin
            e = sorted_edges[source]
            for i in range(4):
                edges[k, i] = seg[e, i]
            y1, y2 = seg[e, 1], seg[e, 3]
            key = joined[source]
            spans = (y1 > y) != (y2 > y)
            if spans:
                key |= SPANS
            if y1 <= y2:
                key |= RISES
            # An edge wholly above or below that height is passed on that side, whatever its slope.
            if (spans and _is_above(seg, e, x, y)) or (not spans and y1 <= y):
                key |= ABOVE
            keys[k] = key


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
def point_words(
    xs: Any,
    ys: Any,
    grid: Any,
    shape: Any,
    labels: Any,
    begins: Any,
    edges: Any,
    keys: Any,
    layout: Any,
    out: Any,
    places: Any,
    aside: Any,
) -> int:
    """Words of points in `out`. Returns how many of them, named first in `aside`, are not known:
    -1, on a border as far as floating point tells, or where areas of one layer meet."""
    x0, y0, inverse = grid[0], grid[1], grid[3]
    columns = shape[1]
    # The last half cell is beyond all that is drawn.
    east = x0 + (columns - 0.5) * grid[2]
    north = y0 + (shape[0] - 0.5) * grid[2]
    busy = 0
    for k in range(len(xs)):
        x, y = xs[k], ys[k]
        out[k] = 0
        if x0 <= x and x < east and y0 <= y and y < north:
            place = int((y - y0) * inverse) * columns + int((x - x0) * inverse)
            here = labels[place]
            out[k] = here & PAYLOAD
            places[busy] = place
            aside[busy] = k
            busy += (here & (BUSY | SLOW)) != 0
    unknown = 0
    for b in range(busy):
        k, place = aside[b], places[b]
        x, y = xs[k], ys[k]
        here = labels[place]
        doubtful = (here & SLOW) != 0
        here &= ~(BUSY | SLOW)
        for e in range(begins[place], begins[place + 1]):
            x1, y1, x2, y2 = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
            key = keys[e]
            rises = (key & RISES) != 0
            if x1 <= x and x < x2:
                one, two = (x2 - x1) * (y - y1), (y2 - y1) * (x - x1)
                across = one - two
                doubtful |= abs(across) <= ROUNDING * (abs(one) + abs(two)) + TINY
                above = across > 0
            else:
                doubtful |= x == x2 and min(y1, y2) <= y and y <= max(y1, y2)
                if key & SPANS == 0:
                    continue
                above = (x1 > x) == rises
            if above != ((key & ABOVE) != 0):
                payload, change = key & PAYLOAD, (key >> COUNT) << COUNT
                here = (here ^ payload) + (change if above else -change)
        if doubtful or not _is_plain(here, layout):
            out[k] = UNKNOWN
            aside[unknown] = k
            unknown += 1
        else:
            out[k] = here & PAYLOAD
    return unknown


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
def add_up(
    words: Any, weights: Any, field: Any, flag_planes: Any, flag_shifts: Any, table: Any
) -> None:
    """A row of `table` for none, then one for each area: points, weight, weight in each flag.

    `words`: a row for each plane; -1 in any of them leaves the point out. `field`: plane, shift and
    mask of the layer by which points are gathered.
    """
    plane, shift, mask = field[0], field[1], field[2]
    flags = len(flag_planes)
    for k in range(words.shape[1]):
        known = True
        for other in range(words.shape[0]):
            known &= words[other, k] >= 0
        if not known:
            continue
        row = (words[plane, k] >> shift) & mask
        weight = weights[k]
        table[row, 0] += 1
        table[row, 1] += weight
        for flag in range(flags):
            table[row, 2 + flag] += weight * (
                (words[flag_planes[flag], k] >> flag_shifts[flag]) & 1
            )
