"""Which areas of many layers each of millions of points lies in."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arpent.geo._errors import GeoError

_DEGREES = {4326, 4258, 4171}


@dataclass(frozen=True)
class Tally:
    """Points gathered by the areas of a layer.

    ``ids``: of the areas. Arrays have one place for each of them, then one for the points that are
    in none: ``points``, ``weight``, and in ``within``, for each layer of one area, the weight of
    the points that are in it too.
    """

    ids: Sequence[Any]
    points: Any
    weight: Any
    within: Mapping[str, Any]


class Locator:
    """In which area of each of many layers does each of millions of points lie?

    Parameters
    ----------
    layers : mapping
        By name. Either one area (a shapely Polygon or MultiPolygon, or polygons as lists of rings
        of (x, y)), and points are in it or not; or several, as pairs (id, area) or a mapping by
        id, and points are in one of them: communes, sectors. Ids are str or int; an id given twice
        is one area in two pieces.
    crs : int
        EPSG code of the metric system of the areas, which is that of the points too.
    cell : float, optional
        Side of the cells of the grid, in metres. By default, six cells for each side of a
        polygon, 32 million at most.
    threads : int, optional
        By default, the processors that this process may use. One without numba.

    Attributes
    ----------
    crs : int
    ids : dict
        By name of layer, the ids of its areas, in the order given; None for a layer of one area.
    broken : list of str
        Areas of which a polygon is not valid: points within its bounds are right, and slow.

    Raises
    ------
    GeoError
        When an area is no polygon, or when its coordinates are not finite metres.

    Notes
    -----
    A point of a border is in the area, as for shapely's ``intersects``. A point of several areas
    of a layer, by a common border or because they overlap, is in the first of them in ``ids``:
    give ids in their order when you want the lowest.

    Exact: where floating point cannot tell on which side of a border a point is, and where areas
    of one layer overlap, shapely is asked. Method, proof and figures: docs/methods/locate.md.
    Cost: the index, linear in the sides of polygons; a point, the sides that touch its cell,
    whatever the size of the polygons and however many layers. Memory: 4 bytes a cell, some 85
    for each cell that a side touches.

    Examples
    --------
    >>> here = Locator(
    ...     {
    ...         "commune": {"01001": [[[(0, 0), (9, 0), (9, 9), (0, 9)]]],
    ...                     "01002": [[[(9, 0), (20, 0), (20, 9), (9, 9)]]]},
    ...         "4G": [[[(5, 5), (15, 5), (15, 15), (5, 15)]]],
    ...     },
    ...     crs=2154,
    ... )
    >>> found = here.locate([1, 9, 12, 50], [1, 1, 8, 8])
    >>> found["commune"].tolist(), found["4G"].tolist()
    ([0, 0, 1, -1], [False, False, True, False])
    >>> here.tally([1, 9, 12, 50], [1, 1, 8, 8], [10, 20, 30, 40])["commune"].within["4G"].tolist()
    [0, 30, 0]
    """

    crs: int
    ids: dict[str, Sequence[Any] | None]
    broken: list[str]

    def __init__(
        self,
        layers: Mapping[str, Any],
        *,
        crs: int,
        cell: float | None = None,
        threads: int | None = None,
    ) -> None:
        from arpent.geo import _locate_index, _locate_parts

        if crs in _DEGREES:
            raise GeoError(f"EPSG:{crs} compte en degrés : il faut un système en mètres.")
        if cell is not None and not 0 < cell < float("inf"):
            raise GeoError(f"Une maille de {cell} m n’en est pas une.")
        parts = _locate_parts.parts(layers, threads or processors())
        planes = _locate_index.planes_of(parts, cell, threads or processors())
        self._hold(crs, parts, planes, threads)

    def _hold(self, crs: int, parts: Any, planes: Any, threads: int | None) -> None:
        from arpent.geo import _locate_exact, _locate_parts

        self.crs = crs
        self.ids = {layer.name: layer.ids for layer in parts.layers}
        broken = [_locate_parts.told(parts, place) for place in (~parts.valid).nonzero()[0]]
        self.broken = list(dict.fromkeys(broken))
        self._parts, self._planes = parts, planes
        self._saved: tuple[str, str] | None = None  # folder, stamp
        self._exact = _locate_exact.Exact(parts)
        self._threads = threads or processors()

    def locate(self, xs: Any, ys: Any, *, scheduler: str | None = None) -> dict[str, Any]:
        """The area of each point, in each layer.

        Parameters
        ----------
        xs, ys : array_like of float
            n points, in the system of the areas. One that is not finite is nowhere.
        scheduler : str, optional
            Address of a Dask scheduler, whose workers look at the points: the same results. They
            read the index in the folder where it was saved, under the same name.

        Returns
        -------
        dict
            By name of layer: n positions in ``ids`` of that layer (int32), -1 for none; n
            booleans for a layer of one area.

        Raises
        ------
        GeoError
            When there are not as many xs as ys, or when a cluster is asked of an index that no
            folder holds.
        NoCluster, MissingExtra
            When nobody answers at the address; when distributed is not installed.
        """
        from arpent.geo import _locate_run as run

        x, y = run.coordinates(xs, ys)
        if scheduler is not None:
            from arpent.geo import _locate_cluster

            return _locate_cluster.locate(scheduler, *self._folder(), x, y)
        return run.locate(self._parts.layers, self._planes, self._exact, x, y, self._threads)

    def tally(
        self,
        xs: Any,
        ys: Any,
        weights: Any = None,
        *,
        by: str | Sequence[str] | None = None,
        scheduler: str | None = None,
    ) -> dict[str, Tally]:
        """How many points, of what weight, are in each area, and which of it is in other layers?

        Parameters
        ----------
        xs, ys : array_like of float
            n points, in the system of the areas.
        weights : array_like of int or float, optional
            n weights: people, homes. One each by default.
        by : str or sequence of str, optional
            Layers of several areas. By default, all of them.
        scheduler : str, optional
            As for ``locate``.

        Returns
        -------
        dict
            By name of layer, a ``Tally``. One reading of the points makes them all.

        Notes
        -----
        Sums depend on no order, hence on no number of threads: weights that are no integers are
        rounded to the 2**-61st part of the total, or so.
        """
        from arpent.geo import _locate_run as run

        x, y = run.coordinates(xs, ys)
        names = [by] if isinstance(by, str) else by
        several = {name: at for at, (name, ids) in enumerate(self.ids.items()) if ids is not None}
        for name in names or ():
            if name not in several:
                raise GeoError(f"« {name} » n’est pas une couche de plusieurs surfaces.")
        names = list(several) if names is None else list(names)
        counted, scale = run.whole(weights, len(x))
        places = [several[name] for name in names]
        if scheduler is not None:
            from arpent.geo import _locate_cluster

            tables = _locate_cluster.tables(scheduler, *self._folder(), x, y, counted, places)
        else:
            tables = run.tables(
                self._parts.layers, self._planes, self._exact, x, y, counted, places, self._threads
            )
        return {
            name: self._tally(name, table, scale) for name, table in zip(names, tables, strict=True)
        }

    def _tally(self, name: str, table: Any, scale: float) -> Tally:
        import numpy as np

        rows = np.roll(table, -1, axis=0)
        sums = rows[:, 1:] if scale == 1 else rows[:, 1:] / scale
        flags = [flag for flag, ids in self.ids.items() if ids is None]
        within = {flag: sums[:, at + 1] for at, flag in enumerate(flags)}
        return Tally(self.ids[name] or (), rows[:, 0], sums[:, 0], within)

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes the index, areas included, in a folder that is not there yet, or is empty.

        Raises
        ------
        GeoError
            When something is there, or when nothing can be written there: nothing is left.
        """
        from arpent.geo import _locate_store as store

        self._saved = (
            str(Path(folder).absolute()),
            store.save(folder, self.crs, self._parts, self._planes),
        )

    @classmethod
    def load(cls, folder: str | os.PathLike[str], *, threads: int | None = None) -> "Locator":
        """The locator that a folder holds: at once, since its arrays are read where they are.

        Raises
        ------
        GeoError
            When no locator is there, or one of another edition.
        """
        from arpent.geo import _locate_store as store

        stamp, crs, parts, planes = store.load(folder)
        locator = cls.__new__(cls)
        locator._hold(crs, parts, planes, threads)
        locator._saved = str(Path(folder).absolute()), stamp
        return locator

    def _folder(self) -> tuple[str, str]:
        if self._saved is None:
            raise GeoError(
                "Un cluster lit l’index dans un dossier : enregistrez-le d’abord (save), "
                "là où ses exécutants le voient."
            )
        return self._saved

    def holders(self, xs: Any, ys: Any, layer: str) -> tuple[Any, Any]:
        """Every area of a layer that holds each point, overlaps and common borders included.

        Returns
        -------
        tuple of two arrays of int
            Pairs (position of the point, position of the area in ``ids``), in order. For a layer
            of one area, the latter is 0. Exact, and slow: meant for some points.
        """
        import numpy as np

        from arpent.geo import _locate_run as run

        if layer not in self.ids:
            raise GeoError(f"« {layer} » n’est pas une couche.")
        point, place = self._exact.holders(*run.coordinates(xs, ys))
        mine = self._parts.layer[place] == list(self.ids).index(layer)
        pairs = np.unique(np.stack([point[mine], self._parts.area[place[mine]]]), axis=1)
        return pairs[0], pairs[1]


def processors() -> int:
    """Those of this process, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
