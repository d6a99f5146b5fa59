"""The room's bridge to the library."""

from arpent.geo import Areas, catchments, department_facts, project, pupils_without, seats
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
    "catchments",
    "department_facts",
    "mediation_rows",
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
