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
from maillage.sorting.actions.laying import follow_diagnosis, follow_retex, lay_cards
from maillage.sorting.actions.publishing import publish_desk, unpublish_desk
from maillage.sorting.actions.undoing import undo

__all__ = [
    "follow_diagnosis",
    "follow_retex",
    "lay_cards",
    "merge",
    "open_finding",
    "place",
    "publish_desk",
    "refuse",
    "rename",
    "set_aside",
    "split",
    "take_back",
    "undo",
    "unpublish_desk",
]
