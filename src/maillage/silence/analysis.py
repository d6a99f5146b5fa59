"""The one door to the library: what may be published, and how sure a rate is."""

from arpent.tables import rate, suppress, surprise

__all__ = ["rate", "suppress", "surprise"]
