"""Points through the planes of a locator, in blocks that stay in the cache of a core."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from arpent.geo import _locate_kernels as kernels
from arpent.geo._errors import GeoError
from arpent.geo._jit import numba
from arpent.geo._locate_exact import Exact
from arpent.geo._locate_index import Field, Plane
from arpent.geo._locate_parts import Layer

_BLOCK = 1 << 13  # points: what is kept of them while they are looked at stays in the cache
_ROOM, _MOST_ROOM = 1 << 16, 1 << 22  # rows of a table of words
_NONE = np.empty(0, dtype=np.int64)


def coordinates(xs: Any, ys: Any) -> tuple[Any, Any]:
    x, y = (np.ascontiguousarray(given, dtype=np.float64) for given in (xs, ys))
    if x.ndim != 1 or x.shape != y.shape:
        raise GeoError(f"{x.shape} abscisses et {y.shape} ordonnées : il en faut autant.")
    return x, y


def locate(
    layers: Sequence[Layer], planes: list[Plane], exact: Exact, xs: Any, ys: Any, threads: int
) -> dict[str, Any]:
    found: dict[str, Any] = {
        layer.name: np.empty(len(xs), dtype=np.int32 if layer.ids is not None else np.bool_)
        for layer in layers
    }

    def read(some: Sequence[_Some], where: slice, _: int) -> None:
        for plane, block in zip(planes, some, strict=True):
            words = block.words(plane)
            for field in plane.fields:
                _read(field, words, found[layers[field.layer].name][where])

    unknown = _through(planes, xs, ys, threads, read)
    if len(unknown):
        words = exact.words(planes, xs[unknown], ys[unknown])
        for row, plane in zip(words, planes, strict=True):
            for field in plane.fields:
                column = found[layers[field.layer].name]
                some = np.empty(len(unknown), dtype=column.dtype)
                _read(field, row, some)
                column[unknown] = some
    return found


def _read(field: Field, words: Any, out: Any) -> None:
    if field.several:
        kernels.read_areas(words, field.shift, field.mask, out)
    else:
        kernels.read_flags(words, field.shift, out)


def tables(
    layers: Sequence[Layer],
    planes: list[Plane],
    exact: Exact,
    xs: Any,
    ys: Any,
    weights: Any,
    by: Sequence[int],
    threads: int,
) -> list[Any]:
    """For each layer of `by`: rows of none, then of its areas; points, weight, weight by flag."""
    places = {
        field.layer: (row, field) for row, plane in enumerate(planes) for field in plane.fields
    }
    flags = [places[at] for at, layer in enumerate(layers) if layer.ids is None]
    counts = [
        _Counts(
            [(len(layers[at].ids or ()) + 1, *places[at]) for at in by],
            np.array([row for row, _ in flags], dtype=np.int64),
            np.array([field.shift for _, field in flags], dtype=np.int64),
            planes,
            weights is not None,
        )
        for _ in range(threads)
    ]

    def add(some: Sequence[_Some], where: slice, worker: int) -> None:
        counts[worker].add(some, None if weights is None else weights[where])

    unknown = _through(planes, xs, ys, threads, add)
    if len(unknown):
        words = exact.words(planes, xs[unknown], ys[unknown])
        counts[0].add_words(words, None if weights is None else weights[unknown])
    return [np.sum(same, axis=0) for same in zip(*(c.tables() for c in counts), strict=True)]


@dataclass(frozen=True)
class _Some:
    """What a plane says of some points: places in its palette, and the words of those that moved
    away from it. ``kernels.point_codes``."""

    codes: Any
    moved: Any
    moved_words: Any

    def words(self, plane: Plane) -> Any:
        words = plane.palette.take(self.codes)
        words[self.moved] = self.moved_words
        return words


class _Counts:
    """Tables by area. Words are counted first: a few hundred thousand for millions of points."""

    def __init__(
        self,
        by: Sequence[tuple[int, int, Field]],
        flag_planes: Any,
        flag_shifts: Any,
        planes: list[Plane],
        weighted: bool,
    ) -> None:
        self._fields = [np.array([row, field.shift, field.mask]) for _, row, field in by]
        self._flags = flag_planes, flag_shifts
        self._tables = [np.zeros((size, 2 + len(flag_planes)), np.int64) for size, _, _ in by]
        self._planes = planes
        # Words of the palette are counted where they are; others in a table by hash.
        self._palette = planes[0].palette if len(planes) == 1 else np.empty(0, dtype=np.int64)
        self._counts = np.zeros((len(self._palette), 1 + weighted), dtype=np.int64)
        self._slots, self._filled = np.zeros((_ROOM, 3), dtype=np.int64), 0
        self._where = np.empty(_BLOCK, dtype=np.int32)

    def add(self, some: Sequence[_Some], weights: Any) -> None:
        """A block of points at most, by plane."""
        if len(some) > 1:
            pairs = zip(some, self._planes, strict=True)
            self.add_words(np.stack([one.words(plane) for one, plane in pairs]), weights)
            return
        one = some[0]
        kernels.count_codes(one.codes, _NONE if weights is None else weights, self._counts)
        self._count(one.moved_words, _of(weights, one.moved))

    def add_words(self, words: Any, weights: Any) -> None:
        """Any points, by plane."""
        known = (words != kernels.UNKNOWN).all(axis=0)
        weights = _of(weights, known)
        self._gather(np.column_stack([words.T[known], np.ones_like(weights), weights]))

    def _count(self, words: Any, weights: Any) -> None:
        at = 0
        while at < len(words):
            at, self._filled, _ = kernels.count_words(
                words, weights, self._slots, at, self._filled, self._where
            )
            if at < len(words):
                self._gather(self._slots)
                room = min(4 * len(self._slots), _MOST_ROOM)
                self._slots, self._filled = np.zeros((room, 3), dtype=np.int64), 0

    def _gather(self, rows: Any) -> None:
        for field, table in zip(self._fields, self._tables, strict=True):
            kernels.add_up(rows, field, *self._flags, table)

    def tables(self) -> list[Any]:
        self._gather(self._slots)
        self._slots[:] = 0
        counts = self._counts[1:]
        there = np.flatnonzero(counts[:, 0])
        points, weight = counts[there, 0], counts[there, -1]
        self._gather(np.column_stack([self._palette[1:][there], points, weight]))
        self._counts[:] = 0
        return self._tables


def _of(weights: Any, some: Any) -> Any:
    """Weights of some of the points: one each where None is given."""
    return np.ones(len(some), dtype=np.int64) if weights is None else weights[some]


def _through(
    planes: list[Plane],
    xs: Any,
    ys: Any,
    threads: int,
    take: Callable[[Sequence[_Some], slice, int], None],
) -> Any:
    """Gives what planes say to `take`, block after block, with where it is and which thread it is.

    Returns the positions of the points whose words are not known.
    """

    def some(worker: int) -> Iterator[Any]:
        size = min(_BLOCK, len(xs))
        codes, moved = np.empty((2, len(planes), size), dtype=np.int32)
        words = np.empty((len(planes), size), dtype=np.int64)
        aside, room = np.empty((2, size), dtype=np.int32)
        for first in range(worker * _BLOCK, len(xs), threads * _BLOCK):
            where = slice(first, min(first + _BLOCK, len(xs)))
            x, y = xs[where], ys[where]
            found = []
            for row, plane in enumerate(planes):
                unknown, many, _ = kernels.point_codes(
                    x, y, plane.grid, plane.shape, plane.labels, plane.records, plane.palette,
                    plane.layout, codes[row], words[row], moved[row], aside, room,
                )  # fmt: skip
                if unknown:
                    yield aside[:unknown] + np.int64(first)
                found.append(_Some(codes[row, : len(x)], moved[row, :many], words[row, :many]))
            take(found, where, worker)

    threads = threads if numba is not None and len(xs) > _BLOCK else 1
    if threads == 1:
        unknown = list(some(0))
    else:
        with ThreadPoolExecutor(threads) as pool:
            unknown = [
                u for us in pool.map(lambda worker: list(some(worker)), range(threads)) for u in us
            ]
    return np.unique(np.concatenate(unknown)) if unknown else np.empty(0, dtype=np.int64)


def whole(weights: Any, count: int) -> tuple[Any, float]:
    """Weights as integers, and what they were multiplied by: their sums depend on no order.

    None stays so: one each.
    """
    if weights is None:
        return None, 1.0
    given = np.ascontiguousarray(weights)
    if given.shape != (count,):
        raise GeoError(f"{given.shape} poids pour {count} points : il en faut autant.")
    if given.dtype.kind in "biu":
        # Most are small: two readings tell, without a copy of them all.
        most = max(abs(int(given.min())), abs(int(given.max()))) if count else 0
        if most * count >= 2**62 and float(np.abs(given.astype(np.float64)).sum()) >= 2.0**62:
            raise GeoError("La somme des poids dépasse ce qui se compte sans perte.")
        return given.astype(np.int64, copy=False), 1.0
    given = given.astype(np.float64)
    total = float(np.abs(given).sum())
    if not np.isfinite(total):
        raise GeoError("Un poids n’est pas un nombre.")
    scale = 2.0 ** (61 - np.frexp(total)[1]) if total else 1.0
    return np.rint(given * scale).astype(np.int64), scale
