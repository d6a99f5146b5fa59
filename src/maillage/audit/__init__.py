"""Audit: who did what, when.

Owns      the trail: one entry per action, written in the action's own transaction.
Reads     nothing.
Read by   every room, through `audit.actions.record`.
"""
