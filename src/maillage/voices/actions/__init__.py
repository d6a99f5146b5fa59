"""Writes, one module per noun."""

from maillage.voices.actions.consultations import (
    create_consultation,
    open_consultation,
    revise_consultation,
    start_consultation,
)
from maillage.voices.actions.contacts import (
    confirm_contact,
    leave_contact,
    note_not_sent,
    note_sent,
    note_what_moved,
    purge_contacts,
    stop_contact,
    take_notices,
)
from maillage.voices.actions.contributions import (
    Received,
    Said,
    call_for_reading,
    publish_retex,
    receive_retex,
    refuse_retex,
    withdraw_retex,
)
from maillage.voices.actions.links import confirm_link, draw_link, refuse_link, suggest_links
from maillage.voices.actions.many import drop_many, receive_many, release_many
from maillage.voices.actions.own_words import correct_own_retex
from maillage.voices.actions.retex import correct_retex, tell_theme, write_retex
from maillage.voices.actions.rows import write_rows
from maillage.voices.actions.same_here import say_same_here, take_back_same_here
from maillage.voices.actions.stories import split_story
from maillage.voices.actions.wordings import add_wording, remove_wording, reword
from maillage.voices.actions.workshops import create_workshop, publish_workshop, unpublish_workshop

__all__ = [
    "Received",
    "Said",
    "add_wording",
    "call_for_reading",
    "confirm_contact",
    "confirm_link",
    "correct_own_retex",
    "correct_retex",
    "create_consultation",
    "create_workshop",
    "draw_link",
    "drop_many",
    "leave_contact",
    "note_not_sent",
    "note_sent",
    "note_what_moved",
    "open_consultation",
    "publish_retex",
    "publish_workshop",
    "purge_contacts",
    "receive_many",
    "receive_retex",
    "refuse_link",
    "refuse_retex",
    "release_many",
    "remove_wording",
    "revise_consultation",
    "reword",
    "say_same_here",
    "split_story",
    "start_consultation",
    "stop_contact",
    "suggest_links",
    "take_back_same_here",
    "take_notices",
    "tell_theme",
    "unpublish_workshop",
    "withdraw_retex",
    "write_retex",
    "write_rows",
]
