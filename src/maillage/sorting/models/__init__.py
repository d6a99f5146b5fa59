"""What the other rooms may name. Modules depend on one another in this order only."""

from maillage.sorting.models.decisions import Change, Decision, KeptApart, Move
from maillage.sorting.models.desk import Card, Desk, SharedFinding
from maillage.sorting.models.readings import Found, Reading, ThemeGuess
from maillage.sorting.models.stories import StoryRead
from maillage.sorting.models.suggestions import Run, SuggestedCard, Suggestion

__all__ = [
    "Card",
    "Change",
    "Decision",
    "Desk",
    "Found",
    "KeptApart",
    "Move",
    "Reading",
    "Run",
    "SharedFinding",
    "StoryRead",
    "SuggestedCard",
    "Suggestion",
    "ThemeGuess",
]
