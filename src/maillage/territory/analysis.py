"""The room's bridge to the library."""

from arpent.geo import department_facts
from arpent.opendata import BY_NAME, OpenDataError, Row, recognise, table_rows, titles

__all__ = [
    "BY_NAME",
    "OpenDataError",
    "Row",
    "department_facts",
    "recognise",
    "table_rows",
    "titles",
]
