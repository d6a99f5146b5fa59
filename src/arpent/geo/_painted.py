"""Polygons painted on a grid of squares: how many of them cover the middle of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any


@dataclass(frozen=True)
class Grid:
    """``columns`` by ``rows`` squares of ``side`` metres, from their south-west corner."""

    west: float
    south: float
    side: float
    columns: int
    rows: int

    @classmethod
    def over(cls, bounds: tuple[float, float, float, float], most: int) -> "Grid":
        """At most ``most`` squares on the longer side."""
        west, south, east, north = bounds
        side = max(east - west, north - south, 1.0) / most
        return cls(west, south, side, ceil((east - west) / side), ceil((north - south) / side))

    def window(self, bounds: tuple[float, float, float, float]) -> tuple["Grid", Any]:
        """The part of the grid where those bounds are, and where it is in the whole."""
        west, south, east, north = bounds
        left, right = self._between(west - self.west, east - self.west, self.columns)
        low, high = self._between(south - self.south, north - self.south, self.rows)
        part = Grid(
            self.west + left * self.side,
            self.south + low * self.side,
            self.side,
            right - left,
            high - low,
        )
        return part, (slice(low, high), slice(left, right))

    def _between(self, least: float, most: float, count: int) -> tuple[int, int]:
        first, last = int(least // self.side), int(most // self.side) + 1
        return min(max(first, 0), count), min(max(last, 0), count)


class Paint:
    """Adds polygons, and forgets them: what it holds grows with the squares alone.

    A line from the west through the middles of a row enters a polygon where its border goes down
    and leaves it where it goes up: steps are kept at the first middle beyond each crossing, and
    their running sum is how many polygons a middle is in. Borders are crossed from below, so that
    two polygons that share one part on the same side of it.
    """

    def __init__(self, grid: Grid) -> None:
        import numpy as np

        self.grid = grid
        self._steps = np.zeros((grid.rows, grid.columns + 1), dtype=np.int32)

    def add(self, polygons: Any) -> None:
        """An array of polygons, in metres of the grid."""
        import numpy as np

        coordinates, ends, turns = _rings(polygons)
        if not len(coordinates) or not self._steps.size:
            return
        first, second = coordinates[:-1], coordinates[1:]
        is_edge = np.ones(len(first), dtype=bool)
        # From the last point of a ring to the first of the next one is no edge.
        is_edge[ends[1:-1] - 1] = False
        turn = np.repeat(turns, np.diff(ends))[:-1]
        is_edge &= first[:, 1] != second[:, 1]
        self._cross(first[is_edge], second[is_edge], turn[is_edge])

    def _cross(self, first: Any, second: Any, turn: Any) -> None:
        import numpy as np

        grid = self.grid
        goes_up = second[:, 1] > first[:, 1]
        low = np.where(goes_up[:, None], first, second)
        high = np.where(goes_up[:, None], second, first)
        step = np.where(goes_up, -1, 1) * turn
        start, stop = (
            np.clip(np.ceil((end[:, 1] - grid.south) / grid.side - 0.5), 0, grid.rows).astype(int)
            for end in (low, high)
        )
        count = stop - start
        edge = np.repeat(np.arange(len(count)), count)
        row = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + start[edge]
        middle = grid.south + (row + 0.5) * grid.side
        slope = (high[:, 0] - low[:, 0]) / (high[:, 1] - low[:, 1])
        x = low[edge, 0] + (middle - low[edge, 1]) * slope[edge]
        column = np.clip(np.ceil((x - grid.west) / grid.side - 0.5), 0, grid.columns).astype(int)
        np.add.at(self._steps, (row, column), step[edge])

    def covered(self) -> Any:
        """Of each square, row by row from the south: does a polygon cover its middle?"""
        import numpy as np

        return np.cumsum(self._steps, axis=1)[:, :-1] > 0


def _rings(polygons: Any) -> tuple[Any, Any, Any]:
    """Their points, where each ring begins and ends, and whether it turns as it should (1: the
    outline to the left, holes to the right) or the other way (-1)."""
    import numpy as np
    import shapely

    kept = polygons[~shapely.is_empty(polygons)]
    if not len(kept):
        return np.empty((0, 2)), np.zeros(1, dtype=int), np.empty(0, dtype=int)
    _kind, coordinates, (ends, outlines, *_of) = shapely.to_ragged_array(kept, include_z=False)
    moved = coordinates - coordinates[0]
    cross = moved[:-1, 0] * moved[1:, 1] - moved[1:, 0] * moved[:-1, 1]
    summed = np.concatenate(([0.0], np.cumsum(np.append(cross, 0.0))))
    # Closed: what stands between the last point of a ring and the next ring is left out.
    areas = summed[ends[1:] - 1] - summed[ends[:-1]]
    is_outline = np.zeros(len(ends) - 1, dtype=bool)
    is_outline[outlines[:-1]] = True
    return coordinates, ends, np.where((areas > 0) == is_outline, 1, -1)


def polygons_of(mask: Any, grid: Grid) -> Any:
    """The squares of a mask as one geometry: runs of each row, joined."""
    import numpy as np
    import shapely

    padded = np.zeros((grid.rows, grid.columns + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _rows, stops = np.nonzero(steps == -1)
    runs = shapely.box(
        grid.west + starts * grid.side,
        grid.south + rows * grid.side,
        grid.west + stops * grid.side,
        grid.south + (rows + 1) * grid.side,
    )
    return shapely.union_all(runs)


def shapes(found: Iterable[bytes]) -> Any:
    """Polygons among what well-known binary tells; what cannot be read is left out."""
    import numpy as np
    import shapely

    read = shapely.from_wkb(np.array(list(found), dtype=object), on_invalid="ignore")
    parts = shapely.get_parts(read[~shapely.is_missing(read)])
    return parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
