"""The room's bridge to the library."""

from arpent.geo import (
    Areas,
    borders,
    catchments,
    department_facts,
    outlines,
    project,
    pupils_without,
    seats,
)
from arpent.opendata import (
    BY_NAME,
    Filing,
    OpenDataError,
    Row,
    mediation_rows,
    recognise,
    slots_of,
    table_rows,
    titles,
    unwrapped,
    write_mediation,
)

__all__ = [
    "BY_NAME",
    "Areas",
    "Filing",
    "OpenDataError",
    "Row",
    "borders",
    "catchments",
    "department_facts",
    "mediation_rows",
    "outlines",
    "project",
    "pupils_without",
    "recognise",
    "seats",
    "slots_of",
    "table_rows",
    "titles",
    "unwrapped",
    "write_mediation",
]
