"""Words of the consultation compared without changing them: one spelling, and restatements.

What a person said is kept as said. These functions suggest that two texts meet, with the reason;
a person decides.
"""

from arpent.text._fold import fold
from arpent.text._restatements import Restatement, restatements

__all__ = ["Restatement", "fold", "restatements"]
