"""The room's bridge to the library."""

from arpent.geo import GeoError, catchment_outlines, vector_tiles

__all__ = ["GeoError", "catchment_outlines", "vector_tiles"]
