"""Land: where points lie, who is reached, and where to open the places that reach most.

Plain numbers in, plain numbers out; lengths are metres in a projected system that the caller
states (EPSG:2154 for metropolitan France), never degrees. What counts on many points needs the
extra `geo`.
"""

from arpent._cluster import NoCluster
from arpent._extra import MissingExtra
from arpent.geo._catchments import Catchments, catchments
from arpent.geo._coverage import Range, Zones, white_zones
from arpent.geo._coverage_drawn import Coverage, coverage_areas
from arpent.geo._errors import GeoError
from arpent.geo._facts import Facts, department_facts
from arpent.geo._lack import Lack, Lacks, Level, Method, Thresholds
from arpent.geo._locate import Locator, Tally
from arpent.geo._nation import pupils_without_in
from arpent.geo._outlines import Seat, catchment_outlines
from arpent.geo._project import grid_of, project
from arpent.geo._pupils_without import pupils_without
from arpent.geo._seats import Seats, seats
from arpent.geo._siting import maximal_coverage, p_median, smallest_cover
from arpent.geo._siting_result import (
    NoCover,
    Reach,
    Siting,
    SitingError,
    Slot,
    reach_within,
    with_slots,
)
from arpent.geo._sketch import Frame, Outlines, borders, outlines
from arpent.geo._tiles import Tiles, vector_tiles
from arpent.geo._travel import (
    Network,
    Travel,
    TravelError,
    load_network,
    straight,
    travel_times,
)
from arpent.geo._within import Areas, inside

__all__ = [
    "Areas",
    "Catchments",
    "Coverage",
    "Facts",
    "Frame",
    "GeoError",
    "Lack",
    "Lacks",
    "Level",
    "Locator",
    "Method",
    "MissingExtra",
    "Network",
    "NoCluster",
    "NoCover",
    "Outlines",
    "Range",
    "Reach",
    "Seat",
    "Seats",
    "Siting",
    "SitingError",
    "Slot",
    "Tally",
    "Thresholds",
    "Tiles",
    "Travel",
    "TravelError",
    "Zones",
    "borders",
    "catchment_outlines",
    "catchments",
    "coverage_areas",
    "department_facts",
    "grid_of",
    "inside",
    "load_network",
    "maximal_coverage",
    "outlines",
    "p_median",
    "project",
    "pupils_without",
    "pupils_without_in",
    "reach_within",
    "seats",
    "smallest_cover",
    "straight",
    "travel_times",
    "vector_tiles",
    "white_zones",
    "with_slots",
]
