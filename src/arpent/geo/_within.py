"""Which area a point lies in: exact, on the few thousand points of a département."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

# Polygons, each a list of rings, each a closed list of (x, y).
Area = Sequence[Sequence[Sequence[Sequence[float]]]]
_Box = tuple[float, float, float, float]
# Three roundings at most on each side of the difference, and one on the difference itself.
_ROUNDING = 8 * 2.0**-53


class Areas:
    """Areas by name. A point of a common border is in the first of them, by name."""

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self._areas = [(name, _box(areas[name]), areas[name]) for name in sorted(areas)]

    def of(self, x: float, y: float) -> str | None:
        """The area that holds the point; None where none does."""
        for name, (left, low, right, high), area in self._areas:
            if left <= x <= right and low <= y <= high and inside(x, y, area):
                return name
        return None


def inside(x: float, y: float, area: Area) -> bool:
    """Whether the point is in one of the polygons, or on its border."""
    return any(_in_polygon(x, y, rings) for rings in area)


def _in_polygon(x: float, y: float, rings: Sequence[Sequence[Sequence[float]]]) -> bool:
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y):
                side = _side(x1, y1, x2, y2, x, y)
                if side == 0:
                    return True
                odd ^= (side > 0) == (y2 > y1)
            elif (x1 == x and y1 == y) or (y1 == y == y2 and min(x1, x2) <= x <= max(x1, x2)):
                return True
    return odd


def _side(x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> int:
    """On which side of the line the point is: +1 left, -1 right, 0 on it. Never a guess."""
    one, other = (x2 - x1) * (y - y1), (x - x1) * (y2 - y1)
    cross = one - other
    if abs(cross) > _ROUNDING * (abs(one) + abs(other)):
        return 1 if cross > 0 else -1
    a, b, c, d, e, f = map(Fraction, (x1, y1, x2, y2, x, y))
    exact = (c - a) * (f - b) - (e - a) * (d - b)
    return (exact > 0) - (exact < 0)


def _box(area: Area) -> _Box:
    points: Iterable[Sequence[float]] = [p for rings in area for ring in rings for p in ring]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)
