"""Audit: who did what, when.

Owns      the trail: one entry per action, written in the action's own transaction, chained by hash.
Reads     nothing.
Read by   every room: `actions.record` to write, `queries.history_of` to show.
"""
