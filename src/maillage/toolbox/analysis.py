"""The toolbox's bridge to the library."""

from arpent.text import fold

__all__ = ["fold"]
