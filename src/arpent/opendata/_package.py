"""A GeoPackage: a SQLite file of tables, whose geometries are read by pieces and never whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from arpent.opendata._errors import OpenDataError
from arpent.opendata._shape import GEOMETRY, Layer
from arpent.opendata._wkb import Geometry

# A base that was written to keep its readers busy is left after so many steps of SQLite.
_STEPS = 1_000_000
_MOST_STEPS = 500
_MAX_LAYERS = 100
# What the module raises on a damaged base: its messages themselves may be no text (ValueError).
_FAILURES = (sqlite3.Error, MemoryError, OverflowError, ValueError)
_BROKEN = "le fichier est incomplet ou abîmé : téléchargez-le de nouveau."


class Shape:
    """A geometry that waits in its file: where it is, and in which system its points are."""

    def __init__(self, package: "Package", layer: str, column: str, row: int, epsg: int) -> None:
        self._package, self._layer, self._column, self._row = package, layer, column, row
        self.epsg = epsg
        # What names the part of France, where the file itself does not.
        self.named = f"{package.path.name} {layer}"

    def polygons(self) -> Iterator[list[Any]]:
        """Its polygons, each a list of rings: arrays of shape (n, 2), the outer ring first."""
        with self._package.blob(self._layer, self._column, self._row) as (read, size):
            yield from Geometry(read, size).polygons()


class Package:
    """Opened for reading, nothing of it trusted: no view, no trigger, no function of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._steps = 0
        # Immutable: no journal beside it is looked at, no lock is taken.
        self._db = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True
        )
        self._db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self._db.set_progress_handler(self._tired, _STEPS)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            list(self._asked(f"PRAGMA {pragma}"))

    def close(self) -> None:
        self._db.close()

    def _tired(self) -> int:
        self._steps += 1
        return int(self._steps > _MOST_STEPS)

    def layers(self) -> list[Layer]:
        names = self._column(
            "SELECT c.table_name FROM gpkg_contents c "
            "JOIN sqlite_master m ON m.name = c.table_name "
            "WHERE m.type = 'table' AND c.data_type IN ('features', 'attributes') ORDER BY 1"
        )
        if not names or len(names) > _MAX_LAYERS:
            raise OpenDataError(f"ce GeoPackage a {len(names)} tables de données.")
        return [self._layer(name) for name in names]

    def _layer(self, name: str) -> Layer:
        geometry = self._geometry(name)
        columns = [column for column in self._columns(name) if column != geometry]
        return Layer("package" if geometry else "table", tuple(columns), name=name)

    def _columns(self, name: str) -> list[str]:
        return self._column("SELECT name FROM pragma_table_info(?)", name)

    def _geometry(self, name: str) -> str:
        asked = "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?"
        found = self._column(asked, name)
        return next((column for column in self._columns(name) if column in found), "")

    def _epsg(self, name: str) -> int:
        """The system of a layer, by its EPSG code; 0 when the file does not say."""
        found = self._column(
            "SELECT s.organization_coordsys_id FROM gpkg_geometry_columns g "
            "JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id "
            "WHERE g.table_name = ? AND upper(s.organization) = 'EPSG'",
            name,
        )
        return found[0] if len(found) == 1 and isinstance(found[0], int) and found[0] > 0 else 0

    def records(self, layer: Layer) -> Iterator[tuple[int, dict[str, Any]]]:
        """Rows by rank; the geometry of each is not read yet."""
        geometry = self._geometry(layer.name) if layer.shape == "package" else ""
        epsg = self._epsg(layer.name) if geometry else 0
        asked = ", ".join(["rowid", *map(_quoted, layer.names)])
        rows = self._asked(f"SELECT {asked} FROM {_quoted(layer.name)}")  # noqa: S608 - quoted names
        for rank, (row, *cells) in enumerate(rows, start=1):
            self._steps = 0
            record: dict[str, Any] = {
                name: None if isinstance(cell, bytes) else cell
                for name, cell in zip(layer.names, cells, strict=True)
            }
            if geometry:
                record[GEOMETRY] = Shape(self, layer.name, geometry, row, epsg)
            yield rank, record

    @contextmanager
    def blob(self, table: str, column: str, row: int) -> Iterator[tuple[Any, int]]:
        # The standard module and the one that maillage brings do not call it alike.
        opening = getattr(self._db, "blobopen", None) or self._db.open_blob  # type: ignore[attr-defined]
        try:
            with closing(opening(table, column, row, readonly=True)) as blob:
                yield blob.read, len(blob)
        except _FAILURES as error:
            raise OpenDataError("la géométrie ne se lit pas : le fichier est abîmé.") from error

    def _asked(self, sql: str, *given: Any) -> Iterator[Any]:
        try:
            with closing(self._db.execute(sql, given)) as cursor:
                yield from cursor
        except _FAILURES as error:
            raise OpenDataError(_BROKEN) from error

    def _column(self, sql: str, *given: Any) -> list[Any]:
        return [row[0] for row in self._asked(sql, *given)]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
