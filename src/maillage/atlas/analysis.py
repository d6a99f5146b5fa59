"""The room's bridge to the library."""

from functools import cache

from arpent.geo import GeoError, catchment_outlines, coverage_areas, grid_of, vector_tiles
from arpent.text import load_thesaurus

__all__ = [
    "GeoError",
    "catchment_outlines",
    "coverage_areas",
    "grid_of",
    "says_no_network",
    "vector_tiles",
]

# The term of the thesaurus under which people say, in whatever words, that they have no network.
NO_NETWORK = "zone blanche"


def says_no_network(text):
    """Does an idea mean it, in its own words? 0.1 ms."""
    thesaurus, term = _known()
    return term in thesaurus.read(text)


@cache
def _known():
    thesaurus = load_thesaurus()
    return thesaurus, thesaurus.terms.index(NO_NETWORK)
