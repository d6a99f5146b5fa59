"""In which départements a piece of coverage is kept."""

from collections.abc import Iterable
from typing import Any

from arpent.geo._project import grid_of
from arpent.opendata._areas import Ring
from arpent.opendata._grids import metres

# Contours are simplified, and their addresses may lie outside of them by as much.
MARGIN = 1_000


class Filing:
    """Pieces to départements: of each, those that come near its communes, whole.

    ``contours``: pairs of a département and the polygons (degrees) of one of its communes. A piece
    is kept wherever its box comes within ``MARGIN`` metres of the box of a commune: some are kept
    twice, none is lost, and where a point lies in it does not depend on how the land was drawn.
    """

    def __init__(self, contours: Iterable[tuple[str, list[list[Ring]]]], grid: int) -> None:
        import numpy as np
        import shapely

        self._departments: list[str] = []
        boxes = []
        margin = np.array([-MARGIN, -MARGIN, MARGIN, MARGIN])
        for department, polygons in contours:
            points = np.array([point for rings in polygons for point in rings[0]])
            x, y = metres(points[:, 0], points[:, 1], 4326, grid)
            boxes.append((x.min(), y.min(), x.max(), y.max()))
            self._departments.append(department)
        self._tree: Any = shapely.STRtree(shapely.box(*(np.array(boxes).reshape(-1, 4) + margin).T))

    @staticmethod
    def serves(department: str, grid: int) -> bool:
        """Is that département drawn on that grid (an EPSG code)?"""
        return grid_of(department) == grid

    def of(self, piece: bytes) -> list[str]:
        """The départements in which that piece (well-known binary) is kept: none, one or some."""
        import shapely

        near = self._tree.query(shapely.box(*shapely.from_wkb(piece).bounds))
        return sorted({self._departments[one] for one in near})
