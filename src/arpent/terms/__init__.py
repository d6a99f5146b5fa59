"""What the cells of a plan say: when, who, and how success will be seen.

Every reader keeps the cell as it was written and leaves empty what it cannot read; it never
guesses, never raises, and never needs today's date.
"""

from arpent.terms._actor import Actor, read_actor, read_actors
from arpent.terms._horizon import SLOTS, TERMS, Horizon, read_horizon
from arpent.terms._indicator import Indicator, read_indicator

__all__ = [
    "SLOTS",
    "TERMS",
    "Actor",
    "Horizon",
    "Indicator",
    "read_actor",
    "read_actors",
    "read_horizon",
    "read_indicator",
]
