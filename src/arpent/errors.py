"""What the library refuses, as a tree.

ArpentError
 +-- sheets.SheetError     a workshop sheet that cannot be read or written
 +-- geo.GeoError          points, layers or distances that cannot be used
 +-- opendata.OpenDataError  a public file that cannot be recognised or read
"""

__all__ = ["ArpentError"]


class ArpentError(Exception):
    """The root of what the library refuses; ``str(error)`` is one French line for a reader."""
