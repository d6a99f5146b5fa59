"""Public files about land, schools, networks and places, as they really come.

``recognise(path)`` tells what a file is by its columns, whatever its name, its encoding, its
delimiter, its case and its wrapper; going through what it returns gives rows in plain values, and
what could not be used with its line, its column and the reason. Nothing is held: a national file
is read in the memory of one row, and of the keys of those sources that are small.
"""

from arpent.opendata._errors import OpenDataError
from arpent.opendata._filing import Filing
from arpent.opendata._hours import slots_of
from arpent.opendata._mediation import mediation_rows, write_mediation
from arpent.opendata._open import unwrapped
from arpent.opendata._read import Flaw, Reading, Row, edition_of, recognise, table_rows, titles
from arpent.opendata._shape import Column, Source
from arpent.opendata.sources import BY_NAME, SOURCES

__all__ = [
    "BY_NAME",
    "SOURCES",
    "Column",
    "Filing",
    "Flaw",
    "OpenDataError",
    "Reading",
    "Row",
    "Source",
    "edition_of",
    "mediation_rows",
    "recognise",
    "slots_of",
    "table_rows",
    "titles",
    "unwrapped",
    "write_mediation",
]
