"""Polygons out of well-known binary as it flows: one at a time, however many there are."""

import struct
from collections.abc import Callable, Iterator
from typing import Any

from arpent.opendata._errors import OpenDataError

POLYGON, MULTIPOLYGON = 3, 6
# How many bytes the envelope of a GeoPackage takes, by its kind.
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_AHEAD = 1 << 16
_BROKEN = "la géométrie est incomplète ou abîmée : téléchargez le fichier de nouveau."


class Geometry:
    """The bytes of one geometry of a GeoPackage, of which ``read`` gives the next ones.

    Every count is held against what is left to read before anything is kept for it.
    """

    def __init__(self, read: Callable[[int], bytes], size: int) -> None:
        self._read, self._left, self._asleep = read, size, size
        # What was read ahead: rings are small, and there are many.
        self._ahead, self._at = b"", 0
        magic, version, flags, self.srs = struct.unpack(
            "<2sBBi" if self._peek_flags() & 1 else ">2sBBi", self._head
        )
        if magic != b"GP" or version != 0 or (flags >> 1 & 7) not in _ENVELOPES or flags & 32:
            raise OpenDataError(_BROKEN)
        self.empty = bool(flags & 16)
        self._take(_ENVELOPES[flags >> 1 & 7])

    def _peek_flags(self) -> int:
        self._head = self._take(8)
        return self._head[3]

    def polygons(self) -> Iterator[list[Any]]:
        """Each polygon as its rings, the outer one first: arrays of float64 of shape (n, 2)."""
        if self.empty:
            return
        order, kind, width = self._kind()
        if kind == POLYGON:
            yield from self._polygon(order, width)
            return
        if kind != MULTIPOLYGON:
            raise OpenDataError("la géométrie n’est pas un polygone.")
        for _ in range(self._count(order, 9)):
            order, kind, width = self._kind()
            if kind != POLYGON:
                raise OpenDataError("la géométrie n’est pas un polygone.")
            yield from self._polygon(order, width)
        if self._left:
            raise OpenDataError(_BROKEN)

    def _kind(self) -> tuple[str, int, int]:
        order = {0: ">", 1: "<"}.get(self._take(1)[0])
        if order is None:
            raise OpenDataError(_BROKEN)
        (code,) = struct.unpack(order + "I", self._take(4))
        # ISO writes Z as 1000 more, M as 2000 more; others set the two highest bits.
        width = 2 + ((code >> 31) & 1) + ((code >> 30) & 1)
        if code & 0x20000000:
            self._take(4)
        code &= 0x0FFFFFFF
        if code >= 1000:
            width = {1: 3, 2: 3, 3: 4}.get(code // 1000, 0)
        if width not in (2, 3, 4) or code >= 4000:
            raise OpenDataError(_BROKEN)
        return order, code % 1000, width

    def _polygon(self, order: str, width: int) -> Iterator[list[Any]]:
        many = self._count(order, 4)
        if many:
            # Nothing of it stays here while it is used.
            yield _judged([self._ring(order, width) for _ in range(many)])

    def _ring(self, order: str, width: int) -> Any:
        import numpy as np

        many = self._count(order, 8 * width)
        if many < 4:
            raise OpenDataError("un contour a moins de quatre points.")
        return np.frombuffer(self._take(many * 8 * width), dtype=f"{order}f8").reshape(many, width)

    def _count(self, order: str, size: int) -> int:
        """A number of things of at least ``size`` bytes each."""
        (many,) = struct.unpack(order + "I", self._take(4))
        if many * size > self._left:
            raise OpenDataError(_BROKEN)
        return int(many)

    def _take(self, many: int) -> bytes:
        if many > self._left:
            raise OpenDataError(_BROKEN)
        if self._at + many > len(self._ahead):
            self._wake(many)
        content = self._ahead[self._at : self._at + many]
        self._at += many
        self._left -= many
        return content

    def _wake(self, many: int) -> None:
        kept = self._ahead[self._at :]
        more = min(self._asleep, max(many - len(kept), _AHEAD))
        content = self._read(more)
        if len(content) != more:
            raise OpenDataError(_BROKEN)
        self._asleep -= more
        self._ahead, self._at = kept + content, 0


def _judged(rings: list[Any]) -> list[Any]:
    """All together: one by one, it would take longer than reading them."""
    import numpy as np

    ends = np.cumsum([len(ring) for ring in rings])
    points = np.ascontiguousarray(np.concatenate(rings)[:, :2], dtype=np.float64)
    if not np.isfinite(points).all():
        raise OpenDataError("un point n’a pas deux coordonnées.")
    if not (points[np.append(0, ends[:-1])] == points[ends - 1]).all():
        raise OpenDataError("un contour n’est pas fermé.")
    return np.split(points, ends[:-1])
