"""A file recognised by what it holds, then read row by row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arpent.opendata import _fields as fields
from arpent.opendata._areas import area
from arpent.opendata._contents import Flow, Unread, cell, contents
from arpent.opendata._errors import OpenDataError
from arpent.opendata._grids import named
from arpent.opendata._pieces import grid_and_pieces
from arpent.opendata._shape import GEOMETRY, Layer, Source
from arpent.opendata.sources import SOURCES
from arpent.text import fold

# A file is refused when more than one row in ten is bad, once there are more than these.
FEW = 10
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

    def __init__(self, path: Path, source: Source, layer: Layer, names: dict[str, str]) -> None:
        self.path, self.source, self._layer, self._names = path, source, layer, names
        self.edition = edition_of(path.name)
        # Which of the files of that source this one is, where several stand side by side.
        self.series = ""
        self.rows = self.rejected = self.repeated = self.unwanted = 0
        self._seen: dict[Any, tuple[int, int]] = {}
        self._watched: dict[str, int] = {}
        self._latest = ""
        self._first: Flaw | None = None

    def __iter__(self) -> Iterator[Row | Flaw]:
        with contents(self.path) as held:
            for line, record in held.records(self._layer):
                yield from self._taken(line, record)
        self._judge()

    def _taken(self, line: int, record: Any) -> Iterator[Row | Flaw]:
        if isinstance(record, Unread):
            yield self._rejected(Flaw(line, "", record.reason))
            return
        values: dict[str, Any] = {}
        for column in self.source.columns:
            header = self._names.get(column.name)
            written = cell(record.get(header)) if header is not None else ""
            try:
                values[column.name] = self._value(column, written)
            except ValueError as error:
                # A level of coverage that cannot be read is not the level that says nothing.
                needed = column.filled or self.source.form == "pieces"
                flaw = Flaw(line, header or column.name, str(error), kept=not needed)
                if needed:
                    yield self._rejected(flaw)
                    return
                values[column.name] = None
                yield flaw
        if self.source.form == "pieces":
            yield from self._pieces(line, values, record[GEOMETRY])
            return
        if self.source.form == "areas":
            try:
                values["area"] = area(record.get(GEOMETRY), self._layer.epsg)
            except ValueError as error:
                yield self._rejected(Flaw(line, "geometry", str(error)))
                return
        yield from self._kept(line, values)

    def _pieces(self, line: int, values: dict[str, Any], shape: Any) -> Iterator[Row | Flaw]:
        """One row a piece: that of a country has a million points in one polygon."""
        series = " ".join(str(values[name] or "") for name in self.source.series)
        if self.series and series != self.series:
            raise OpenDataError(
                f"le fichier mêle {self.series} et {series} : il en faut un pour chacun.", line=line
            )
        self.series = series
        try:
            grid, pieces = grid_and_pieces(shape)
            values["department"] = values["department"] or named(shape.named)[1]
            for piece in pieces:
                yield from self._kept(line, {**values, "grid": grid, "piece": piece})
        except OpenDataError as problem:
            # Pieces of it were given already: half a coverage says that people have no network.
            raise OpenDataError(problem.reason, line=line, column="geometry") from problem

    def _rejected(self, flaw: Flaw) -> Flaw:
        self.rejected += 1
        self._first = self._first or flaw
        return flaw

    def _value(self, column: Any, written: str) -> Any:
        if written.casefold() in fields.MISSING:
            if column.filled:
                raise ValueError("est vide.")
            return None
        return column.read(written)

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
        most = max(FEW, (self.rows + self.rejected) // 10) if self.source.form != "pieces" else 0
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
    with contents(path) as held:
        layers = held.layers()
    found = [known for layer in layers if (known := _known(layer, sources))]
    if not found:
        raise OpenDataError(_unknown(layers[0], sources), line=1)
    # IGN delivers communes with all that is drawn above and below them.
    communes = [known for known in found if fold(known[1].name) in ("commune", "communes")]
    if len(found) > 1 and len(communes) != 1:
        raise OpenDataError(
            f"plusieurs tables se ressemblent : {', '.join(known[1].name for known in found)}."
        )
    source, layer, names = (communes if len(found) > 1 else found)[0]
    reason = source.refused_name(path.name)
    if reason:
        raise OpenDataError(reason)
    return Reading(path, source, layer, names)


def _known(layer: Layer, sources: Sequence[Source]) -> tuple[Source, Layer, dict[str, str]] | None:
    folded = _folded(layer)
    best: tuple[tuple[bool, int], Source, dict[str, str]] | None = None
    for source in sources:
        names = _columns(source, folded) if source.reads(layer) else None
        if names is None or (layer.objects and not _some_fit(source, names, layer)):
            continue
        # Of what is drawn, the drawing is meant.
        weight = source.form != "table", len(source.needed)
        if best is None or weight > best[0]:
            best = weight, source, names
    if best is None:
        return None
    _, source, names = best
    for name in names.values():
        if len(folded[fold(name)]) > 1:
            raise OpenDataError("la colonne est donnée deux fois.", line=1, column=name)
    return source, layer, names


def _folded(layer: Layer) -> dict[str, list[str]]:
    folded: dict[str, list[str]] = {}
    for name in layer.names:
        folded.setdefault(fold(name), []).append(name)
    return folded


def table_rows(path: Path | str) -> Iterator[dict[str, str]]:
    """Rows of any table, by its own titles, for whoever knows them by other rules than ours."""
    with contents(path) as held:
        if not isinstance(held, Flow) or held.is_json:
            raise OpenDataError("il faut une table : ni JSON, ni GeoPackage.")
        for line, record in held.records():
            if isinstance(record, Unread):
                raise OpenDataError(record.reason, line=line)
            yield record


def titles(path: Path | str) -> tuple[str, ...]:
    """The columns of a table; none, of JSON or of a GeoPackage."""
    with contents(path) as held:
        flows = isinstance(held, Flow) and not held.is_json
        return held.layers()[0].names if flows else ()


def _some_fit(source: Source, names: dict[str, str], layer: Layer) -> bool:
    """Everything drawn on a map has a code: those of communes are not those of départements."""
    if source.form == "table":
        return True
    for record in layer.objects:
        try:
            for column in source.columns:
                if column.filled:
                    column.read(cell(record.get(names[column.name])))
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


def _unknown(layer: Layer, sources: Sequence[Source]) -> str:
    """What it comes nearest to, and what it lacks of it: the mistake is often one column."""
    folded = _folded(layer)
    near: tuple[float, Source, list[str]] | None = None
    for source in sources:
        if not source.reads(layer):
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
