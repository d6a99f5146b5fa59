"""Words of the consultation compared without changing them: one spelling, restatements, and what
may say who somebody is.

What a person said is kept as said. These functions suggest that two texts meet, or that a word be
looked at, with the reason; a person decides.
"""

from arpent.text._fold import fold
from arpent.text._personal import PERSONAL_KINDS, Span, personal_data
from arpent.text._restatements import Restatement, restatements

__all__ = ["PERSONAL_KINDS", "Restatement", "Span", "fold", "personal_data", "restatements"]
