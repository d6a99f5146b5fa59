"""The room's bridge to the library."""

from arpent.geo import department_facts, pupils_without
from arpent.opendata import (
    BY_NAME,
    Filing,
    OpenDataError,
    Row,
    recognise,
    table_rows,
    titles,
    unwrapped,
)

__all__ = [
    "BY_NAME",
    "Filing",
    "OpenDataError",
    "Row",
    "department_facts",
    "pupils_without",
    "recognise",
    "table_rows",
    "titles",
    "unwrapped",
]
