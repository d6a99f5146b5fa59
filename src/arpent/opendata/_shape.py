"""What a source looks like: its columns under all their names, and how each cell is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from arpent.opendata import _fields as fields

Values = Mapping[str, Any]
# Where a record keeps its geometry, under a name that no column can bear.
GEOMETRY = "\0geometry"


@dataclass(frozen=True)
class Layer:
    """A table that a file holds. ``shape``: "table", "areas" (GeoJSON) or "package" (GeoPackage).

    ``objects``: the first records, where they are needed to know what it is.
    """

    shape: str
    names: tuple[str, ...]
    objects: tuple[dict[str, Any], ...] = ()
    name: str = ""
    # The system of the points of GeoJSON, where it says another than degrees.
    epsg: int = 0


@dataclass(frozen=True)
class Column:
    """``names`` are folded: files change their case, accents and signs.

    ``needed``: a file without it is not of this source. ``filled``: nor is a row without a value;
    where it is not, a value that cannot be read is left out, told, and its row stays.
    """

    name: str
    names: tuple[str, ...]
    read: Callable[[str], Any]
    needed: bool = True
    filled: bool = False


@dataclass(frozen=True)
class Source:
    name: str
    title: str
    publisher: str
    licence: str
    address: str
    columns: tuple[Column, ...]
    # The département of a row, "" where it has none.
    department: Callable[[Values], str]
    # Columns that no two rows may share.
    key: tuple[str, ...] = ()
    # "table" also reads lists of JSON objects; "areas" reads polygons of GeoJSON or GeoPackage,
    # given in degrees; "pieces", those of GeoPackage, cut in small ones in metres.
    form: str = "table"
    # Columns that tell apart files which stand side by side; one file has one value of each.
    series: tuple[str, ...] = ()
    # The column that tells the edition, where rows do.
    edition: str = ""
    # Rows that are read and not wanted (a total, another breakdown).
    wanted: Callable[[Values], bool] = field(default=lambda _values: True)
    # Why a file of these columns is not this source: from its name, before it is read.
    refused_name: Callable[[str], str] = field(default=lambda _name: "")
    # The same, once read: from what `watch` added up.
    watch: Callable[[Values, dict[str, int]], None] | None = None
    refused_content: Callable[[str, dict[str, int]], str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What each row tells, in order."""
        drawn = {"areas": ("area",), "pieces": ("grid", "piece")}.get(self.form, ())
        return (*(column.name for column in self.columns), *drawn)

    def reads(self, layer: Layer) -> bool:
        """Could a layer of that shape be of this source?"""
        shapes = {"table": ("table", "package"), "areas": ("areas", "package")}
        return layer.shape in shapes.get(self.form, ("package",))

    @property
    def needed(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.needed)


def column(
    name: str,
    read: Callable[[str], Any],
    *names: str,
    needed: bool = True,
    filled: bool = False,
) -> Column:
    return Column(name, (*names, name.replace("_", " ")), read, needed, filled)


def optional(name: str, read: Callable[[str], Any], *names: str) -> Column:
    return column(name, read, *names, needed=False)


def of_commune(name: str) -> Callable[[Values], str]:
    """The département that the code of a commune begins with."""
    return lambda values: fields.department_of(values[name]) if values.get(name) else ""


def of_department(name: str, commune: str = "") -> Callable[[Values], str]:
    """The département that the row declares, else that of its commune."""

    def read(values: Values) -> str:
        declared = values.get(name)
        if declared:
            return str(declared)
        code = values.get(commune) if commune else None
        return fields.department_of(code) if code else ""

    return read


OPEN_LICENCE = "Licence Ouverte 2.0"
EDUCATION = "https://data.education.gouv.fr/explore/dataset/"
