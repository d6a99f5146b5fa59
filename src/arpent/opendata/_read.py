"""A file recognised by what it holds, then read row by row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from arpent.opendata import _fields as fields
from arpent.opendata._areas import area
from arpent.opendata._errors import OpenDataError
from arpent.opendata._open import opened
from arpent.opendata._shape import Source
from arpent.opendata._text import read_table
from arpent.opendata.sources import SOURCES
from arpent.text import fold

# A file is refused when more than one row in ten is bad, once there are more than these.
FEW = 10
# JSON says its columns object by object: those of the first are all that a file is known by.
_PEEKED = 200
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])[-_]?([0-3]\d)(?!\d)")
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:[-_]?(T[1-4]|(?:0[1-9]|1[0-2])(?!\d)))?|"
    r"(?<!\d)((?:19|20)\d\d)(T[1-4])"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is kept: ``values`` by the names of ours, and its département."""

    line: int
    department: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What could not be used, and where: the row, or (``kept``) that value alone."""

    line: int
    column: str
    reason: str
    kept: bool = False


class Reading:
    """A file that was recognised. Going through it gives rows and flaws, as they come.

    It goes to the end or raises ``OpenDataError``: whoever writes what it gives undoes it then.
    """

    def __init__(self, path: Path, source: Source, names: dict[str, str]) -> None:
        self.path, self.source, self._names = path, source, names
        self.edition = edition_of(path.name)
        self.rows = self.rejected = self.repeated = self.unwanted = 0
        self._seen: dict[Any, tuple[int, int]] = {}
        self._watched: dict[str, int] = {}
        self._latest = ""
        self._first: Flaw | None = None

    def __iter__(self) -> Iterator[Row | Flaw]:
        with _told(self.path) as stream:
            for line, record in _records(stream):
                yield from self._taken(line, record)
        self._judge()

    def _taken(self, line: int, record: Any) -> Iterator[Row | Flaw]:
        if isinstance(record, Flaw):
            yield self._rejected(record)
            return
        values: dict[str, Any] = {}
        for column in self.source.columns:
            header = self._names.get(column.name)
            cell = _cell(record.get(header)) if header is not None else ""
            try:
                values[column.name] = self._value(column, cell)
            except ValueError as error:
                flaw = Flaw(line, header or column.name, str(error), kept=not column.filled)
                if column.filled:
                    yield self._rejected(flaw)
                    return
                values[column.name] = None
                yield flaw
        if self.source.form == "areas":
            try:
                values["area"] = area(record.get("\0geometry"))
            except ValueError as error:
                yield self._rejected(Flaw(line, "geometry", str(error)))
                return
        yield from self._kept(line, values)

    def _rejected(self, flaw: Flaw) -> Flaw:
        self.rejected += 1
        self._first = self._first or flaw
        return flaw

    def _value(self, column: Any, cell: str) -> Any:
        if cell.casefold() in fields.MISSING:
            if column.filled:
                raise ValueError("est vide.")
            return None
        return column.read(cell)

    def _kept(self, line: int, values: dict[str, Any]) -> Iterator[Row | Flaw]:
        if not self.source.wanted(values):
            self.unwanted += 1
            return
        if self.source.key:
            key = tuple(values[name] for name in self.source.key)
            digest = hash(repr(values))
            first, told = self._seen.setdefault(key, (line, digest))
            if first != line:
                self.repeated += 1
                if told != digest:
                    said = " ".join(str(part) for part in key)
                    yield Flaw(line, "", f"{said} est déjà décrit, autrement, ligne {first}.")
                return
        if self.source.watch:
            self.source.watch(values, self._watched)
        if self.source.edition:
            self._latest = max(self._latest, str(values[self.source.edition] or ""))
        self.rows += 1
        yield Row(line, self.source.department(values), values)

    def _judge(self) -> None:
        if self.source.refused_content:
            reason = self.source.refused_content(self.path.name, self._watched)
            if reason:
                raise OpenDataError(reason)
        most = max(FEW, (self.rows + self.rejected) // 10)
        if self._first and (not self.rows or self.rejected > most):
            raise OpenDataError(
                f"{self._first.reason} {self.rejected} lignes sur {self.rows + self.rejected} ne "
                "se lisent pas : le fichier est abîmé ou d’un autre format.",
                line=self._first.line,
                column=self._first.column,
            )
        if not self.rows:
            raise OpenDataError("le fichier n’a aucune ligne de ce que nous cherchons.")
        self.edition = self._latest or self.edition


def recognise(path: Path | str, sources: Sequence[Source] = SOURCES) -> Reading:
    """What the file is, from its columns; ``OpenDataError`` when it is nothing we know."""
    path = Path(path)
    with _told(path) as stream:
        header = _header(stream)
    folded: dict[str, list[str]] = {}
    for name in header.names:
        folded.setdefault(fold(name), []).append(name)
    best: tuple[int, Source, dict[str, str]] | None = None
    for source in sources:
        if (source.form == "areas") != header.areas:
            continue
        names = _columns(source, folded)
        if header.areas and names is not None and not _some_fit(source, names, header.objects):
            continue
        if names is not None and (best is None or len(source.needed) > best[0]):
            best = len(source.needed), source, names
    if best is None:
        raise OpenDataError(_unknown(header, folded, sources), line=1)
    _, source, names = best
    for name in names.values():
        if len(folded[fold(name)]) > 1:
            raise OpenDataError("la colonne est donnée deux fois.", line=1, column=name)
    reason = source.refused_name(path.name)
    if reason:
        raise OpenDataError(reason)
    return Reading(path, source, names)


def table_rows(path: Path | str) -> Iterator[dict[str, str]]:
    """Rows of any table, by its own titles, for whoever knows them by other rules than ours."""
    with _told(Path(path)) as stream:
        if _start(stream):
            raise OpenDataError("c’est du JSON : il faut une table.")
        for line, record in _records(stream):
            if isinstance(record, Flaw):
                raise OpenDataError(record.reason, line=line)
            yield record


def titles(path: Path | str) -> tuple[str, ...]:
    """The columns of a table; none, of JSON."""
    with _told(Path(path)) as stream:
        return () if _start(stream) else read_table(stream).header


def _some_fit(source: Source, names: dict[str, str], objects: Sequence[dict[str, Any]]) -> bool:
    """Everything drawn on a map has a code: those of communes are not those of départements."""
    for record in objects:
        try:
            for column in source.columns:
                if column.filled:
                    column.read(_cell(record.get(names[column.name])))
        except ValueError:
            continue
        return True
    return False


def _columns(source: Source, folded: dict[str, list[str]]) -> dict[str, str] | None:
    names: dict[str, str] = {}
    for column in source.columns:
        found = next((folded[name][0] for name in column.names if name in folded), None)
        if found is not None:
            names[column.name] = found
        elif column.needed:
            return None
    return names


def _unknown(header: "_Header", folded: dict[str, list[str]], sources: Sequence[Source]) -> str:
    """What it comes nearest to, and what it lacks of it: the mistake is often one column."""
    near: tuple[float, Source, list[str]] | None = None
    for source in sources:
        if (source.form == "areas") != header.areas:
            continue
        lacking = [
            column.names[0]
            for column in source.needed
            if not any(name in folded for name in column.names)
        ]
        share = 1 - len(lacking) / len(source.needed)
        if share >= 0.6 and (near is None or share > near[0]):
            near = share, source, lacking
    if near is None:
        return "rien de ce que nous savons lire n’a ces colonnes."
    missing = ", ".join(name.replace(" ", "_") for name in near[2])
    return f"il manque, pour {near[1].title} : {missing}."


def edition_of(name: str) -> str:
    """The edition that a file's name tells: "2026-T1", "2024-08-01", "2018", or nothing."""
    found = _DAY.search(name) or _YEAR.search(name)
    return "-".join(part for part in found.groups() if part) if found else ""


@dataclass(frozen=True)
class _Header:
    names: tuple[str, ...]
    areas: bool = False
    objects: tuple[dict[str, Any], ...] = ()


def _header(stream: BinaryIO) -> _Header:
    start = _start(stream)
    if start == b"":
        return _Header(read_table(stream).header)
    names: dict[str, None] = {}
    peeked = islice(_objects(stream, start), _PEEKED)
    records = [(rank, record) for rank, record in peeked if isinstance(record, dict)]
    for _rank, record in records:
        names.update(dict.fromkeys(record))
    if not names:
        raise OpenDataError("ce JSON ne contient aucun objet.")
    areas = "\0geometry" in names
    names.pop("\0geometry", None)
    return _Header(tuple(names), areas, tuple(record for _rank, record in records))


def _records(stream: BinaryIO) -> Iterator[tuple[int, Any]]:
    start = _start(stream)
    if start:
        yield from _objects(stream, start)
        return
    table = read_table(stream)
    width = len(table.header)
    for line, row in table.rows:
        if len(row) != width:
            yield line, Flaw(line, "", f"{len(row)} colonnes au lieu de {width}.")
        else:
            yield line, dict(zip(table.header, row, strict=True))


def _start(stream: BinaryIO) -> bytes:
    """b"[" or b"{" for JSON, nothing for a table."""
    head = stream.peek(64)[:64]  # type: ignore[attr-defined]
    begun = bytes(head).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return begun if begun in (b"[", b"{") else b""


def _objects(stream: BinaryIO, start: bytes) -> Iterator[tuple[int, Any]]:
    """Objects of a list, or features of a collection; their rank stands for a line."""
    if stream.peek(3)[:3] == b"\xef\xbb\xbf":  # type: ignore[attr-defined]
        stream.read(3)
    prefix = "item" if start == b"[" else "features.item"
    try:
        for rank, found in enumerate(ijson.items(stream, prefix, use_float=True), start=1):
            if not isinstance(found, dict):
                yield rank, Flaw(rank, "", "ce n’est pas un objet.")
            elif start == b"{":
                properties = found.get("properties")
                known = properties if isinstance(properties, dict) else {}
                yield rank, {**known, "\0geometry": found.get("geometry")}
            else:
                yield rank, found
    except (ijson.JSONError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise OpenDataError("le JSON est incomplet ou mal formé.") from error


def _cell(value: Any) -> str:
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
        return "|".join(_cell(one) for one in value if not isinstance(one, list))
    return str(value)


class _told:  # noqa: N801 - reads as what it does
    """``opened``, with what the system refuses told as the rest is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> BinaryIO:
        try:
            self._context = opened(self._path)
            return self._context.__enter__()
        except OSError as error:
            raise OpenDataError(f"le fichier ne s’ouvre pas ({error.strerror}).") from error

    def __exit__(self, *raised: Any) -> bool | None:
        return self._context.__exit__(*raised)
