"""Writes, one module per noun."""

from maillage.sorting.actions.decisions import (
    merge,
    open_finding,
    place,
    refuse,
    rename,
    set_aside,
    split,
    take_back,
)
from maillage.sorting.actions.laying import (
    follow_diagnosis,
    follow_retex,
    lay_cards,
    lay_what_came,
)
from maillage.sorting.actions.placing import place_new, place_one
from maillage.sorting.actions.publishing import publish_desk, unpublish_desk
from maillage.sorting.actions.runs import ask_run, forget_readings, work_on_one
from maillage.sorting.actions.stories import split_story
from maillage.sorting.actions.themes import guess_themes, tell_theme
from maillage.sorting.actions.undoing import undo

__all__ = [
    "ask_run",
    "follow_diagnosis",
    "follow_retex",
    "forget_readings",
    "guess_themes",
    "lay_cards",
    "lay_what_came",
    "merge",
    "open_finding",
    "place",
    "place_new",
    "place_one",
    "publish_desk",
    "refuse",
    "rename",
    "set_aside",
    "split",
    "split_story",
    "take_back",
    "tell_theme",
    "undo",
    "unpublish_desk",
    "work_on_one",
]
