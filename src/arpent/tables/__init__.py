"""Tables of counts that may be published: what to hide in them, and how sure a rate is.

Plain data in, plain data out; the same table gives the same answer. Tables of points leave as
GeoParquet.
"""

from arpent.tables._geoparquet import geoparquet
from arpent.tables._rates import Rate, rate, surprise
from arpent.tables._suppress import Suppressed, suppress

__all__ = ["Rate", "Suppressed", "geoparquet", "rate", "suppress", "surprise"]
