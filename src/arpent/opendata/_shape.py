"""What a source looks like: its columns under all their names, and how each cell is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from arpent.opendata import _fields as fields

Values = Mapping[str, Any]


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
    # "table" also reads lists of JSON objects; "areas" reads GeoJSON features.
    form: str = "table"
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
