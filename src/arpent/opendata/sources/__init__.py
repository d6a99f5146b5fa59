"""Every source that is read, the most telling first."""

from arpent.opendata._shape import Source
from arpent.opendata.sources import education, fixed, land, mobile, people, places

SOURCES: tuple[Source, ...] = (
    *education.SOURCES,
    *places.SOURCES,
    *land.SOURCES,
    *mobile.SOURCES,
    *fixed.SOURCES,
    *people.SOURCES,
)
BY_NAME = {source.name: source for source in SOURCES}
