"""The room's bridge to the library."""

from arpent.geo import department_facts, pupils_without
from arpent.opendata import BY_NAME, OpenDataError, Row, recognise, table_rows, titles

__all__ = [
    "BY_NAME",
    "OpenDataError",
    "Row",
    "department_facts",
    "pupils_without",
    "recognise",
    "table_rows",
    "titles",
]
