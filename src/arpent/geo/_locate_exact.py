"""The few points that floating point cannot place, or that lie in several areas: one by one."""

from threading import Lock
from typing import Any

import numpy as np
import shapely

from arpent.geo._locate_index import Plane
from arpent.geo._locate_parts import Parts

_AT_ONCE = 100_000


class Exact:
    """Which parts hold a point, borders included, by shapely's exact predicates."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._tree: Any = None
        self._lock = Lock()  # one tree, and no two threads preparing one polygon

    def holders(self, xs: Any, ys: Any) -> tuple[Any, Any]:
        """Positions of points and of the parts that hold them, by point."""
        points, places = [], []
        with self._lock:
            if self._tree is None:
                self._tree = shapely.STRtree(self._parts.polygons)
            for first in range(0, len(xs), _AT_ONCE):
                x, y = xs[first : first + _AT_ONCE], ys[first : first + _AT_ONCE]
                point, place = self._held(x, y)
                points.append(point + first)
                places.append(place)
        none = np.empty(0, dtype=np.int64)
        return np.concatenate([none, *points]), np.concatenate([none, *places])

    def _held(self, x: Any, y: Any) -> tuple[Any, Any]:
        real = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        point, place = self._tree.query(shapely.points(x[real], y[real]))
        point = real[point]
        near = np.unique(place)
        # What is prepared counts crossings over all rings at once: right only where none meet.
        shapely.prepare(self._parts.polygons[near[self._parts.valid[near]]])
        held = shapely.intersects_xy(self._parts.polygons[place], x[point], y[point])
        point, place = point[held], place[held]
        order = np.lexsort((place, point))
        return point[order], place[order]

    def words(self, planes: list[Plane], xs: Any, ys: Any) -> Any:
        """A row for each plane: the word of each point, where the first area of a layer wins."""
        point, place = self.holders(xs, ys)
        layer, area = self._parts.layer[place], self._parts.area[place]
        words = np.zeros((len(planes), len(xs)), dtype=np.int64)
        for row, plane in zip(words, planes, strict=True):
            for field in plane.fields:
                mine = layer == field.layer
                first = np.full(len(xs), field.mask, dtype=np.int64)
                np.minimum.at(first, point[mine], area[mine])
                value = first + 1 if field.several else np.ones_like(first)
                held = np.zeros(len(xs), dtype=bool)
                held[point[mine]] = True
                row |= np.where(held, value, 0) << field.shift
        return words
