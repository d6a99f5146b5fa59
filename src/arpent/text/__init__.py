"""Words of the consultation compared without changing them: one spelling, restatements, copies,
equivalents, groups, and what may say who somebody is.

What a person said is kept as said. These functions suggest that two texts meet, or that a word be
looked at, with the reason; a person decides. What counts on many texts needs the extra `analysis`.
"""

from arpent._cluster import NoCluster, cluster
from arpent._extra import MissingExtra
from arpent.text._copies import near_duplicates
from arpent.text._encoders import (
    THOROUGH_UP_TO,
    Encoder,
    EncoderError,
    LexicalEncoder,
    OnnxEncoder,
    default_encoder,
)
from arpent.text._equivalents import Equivalent, equivalents
from arpent.text._fold import fold
from arpent.text._groups import Grouping, groups
from arpent.text._language import language_of
from arpent.text._normalise import normalise
from arpent.text._personal import PERSONAL_KINDS, Span, personal_data
from arpent.text._points import POINT_KINDS, Point, split_points
from arpent.text._restatements import Restatement, restatements
from arpent.text._themes import Themes, themes
from arpent.text._thesaurus import Thesaurus, ThesaurusError, load_thesaurus

__all__ = [  # noqa: RUF022 (as the alphabet goes)
    "Encoder", "EncoderError", "Equivalent", "Grouping", "LexicalEncoder", "MissingExtra",
    "NoCluster", "OnnxEncoder", "PERSONAL_KINDS", "POINT_KINDS", "Point", "Restatement", "Span",
    "THOROUGH_UP_TO", "Themes", "Thesaurus", "ThesaurusError", "cluster", "default_encoder",
    "equivalents", "fold", "groups", "language_of", "load_thesaurus", "near_duplicates",
    "normalise", "personal_data", "restatements", "split_points", "themes",
]  # fmt: skip
