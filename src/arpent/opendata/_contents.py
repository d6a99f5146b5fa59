"""What a file holds, whatever its format: its layers, then the records of one of them."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from arpent.opendata._errors import OpenDataError
from arpent.opendata._open import SQLITE, opened, unwrapped
from arpent.opendata._package import Package
from arpent.opendata._shape import GEOMETRY, Layer
from arpent.opendata._text import read_table

# JSON says its columns object by object: those of the first are all that a file is known by.
_PEEKED = 200
_EPSG = re.compile(rb'"crs"\s*:[^\[\]]{0,200}?EPSG:{1,2}(\d{4,5})')


@dataclass(frozen=True)
class Unread:
    """A record that is none, and why."""

    reason: str


@contextmanager
def contents(path: Path | str) -> Iterator["Flow | Package"]:
    """The file opened, out of its wrapper: its layers, or the records of one; not both."""
    with unwrapped(path) as plain, ExitStack() as kept:
        try:
            held = _held(plain, kept)
        except OSError as error:
            raise OpenDataError(f"le fichier ne s’ouvre pas ({error.strerror}).") from error
        yield held


def _held(path: Path, kept: ExitStack) -> "Flow | Package":
    with path.open("rb") as file:
        packed = file.read(len(SQLITE)) == SQLITE
    if packed:
        return kept.enter_context(closing(Package(path)))
    return Flow(kept.enter_context(opened(path)))


class Flow:
    """A table of text, or JSON: read once, from its beginning."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    @property
    def is_json(self) -> bool:
        return bool(self._start())

    def layers(self) -> list[Layer]:
        start = self._start()
        if not start:
            return [Layer("table", read_table(self._stream).header)]
        epsg = _declared(self._stream) if start == b"{" else 0
        names: dict[str, None] = {}
        peeked = [record for _rank, record in islice(self._objects(start), _PEEKED)]
        objects = tuple(record for record in peeked if isinstance(record, dict))
        for record in objects:
            names.update(dict.fromkeys(record))
        if not names:
            raise OpenDataError(
                "ce JSON ne contient aucun objet : il faut une liste, ou une collection GeoJSON."
            )
        shape = "areas" if GEOMETRY in names else "table"
        names.pop(GEOMETRY, None)
        return [Layer(shape, tuple(names), objects, epsg=epsg)]

    def records(self, _layer: Layer | None = None) -> Iterator[tuple[int, Any]]:
        """Each by its line (its rank, in JSON): a mapping, or why it cannot be read."""
        start = self._start()
        if start:
            yield from self._objects(start)
            return
        table = read_table(self._stream)
        width = len(table.header)
        for line, row in table.rows:
            if len(row) != width:
                yield line, Unread(f"{len(row)} colonnes au lieu de {width}.")
            else:
                yield line, dict(zip(table.header, row, strict=True))

    def _start(self) -> bytes:
        """b"[" or b"{" for JSON, nothing for a table."""
        head = self._stream.peek(64)[:64]  # type: ignore[attr-defined]
        begun = bytes(head).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        return begun if begun in (b"[", b"{") else b""

    def _objects(self, start: bytes) -> Iterator[tuple[int, Any]]:
        """Objects of a list, or features of a collection; their rank stands for a line."""
        if self._stream.peek(3)[:3] == b"\xef\xbb\xbf":  # type: ignore[attr-defined]
            self._stream.read(3)
        prefix = "item" if start == b"[" else "features.item"
        try:
            for rank, found in enumerate(
                ijson.items(self._stream, prefix, use_float=True), start=1
            ):
                if not isinstance(found, dict):
                    yield rank, Unread("ce n’est pas un objet.")
                elif start == b"{":
                    properties = found.get("properties")
                    known = properties if isinstance(properties, dict) else {}
                    yield rank, {**known, GEOMETRY: found.get("geometry")}
                else:
                    yield rank, found
        except (ijson.JSONError, UnicodeDecodeError, ValueError, RecursionError) as error:
            raise OpenDataError("le JSON est incomplet ou mal formé.") from error


def _declared(stream: BinaryIO) -> int:
    """The system that GeoJSON of the old kind declares before its features; 0: degrees."""
    head = bytes(stream.peek(4096)[:4096])  # type: ignore[attr-defined]
    found = _EPSG.search(head.partition(b'"features"')[0])
    return int(found[1]) if found else 0


def cell(value: Any) -> str:
    """What a value of JSON, or of a base, would be in a table."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, str):
        # Half a surrogate pair is no letter, and a base refuses what JSON may write (U+0000).
        return value.replace("\0", "").encode("utf-8", "replace").decode().strip()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        return "|".join(cell(one) for one in value if not isinstance(one, list))
    return str(value)
