"""Sorting: people gather what was said into a few findings, and every gesture can be undone.

Owns      the desk of a theme, shared findings, decisions, what the machine suggests.
Reads     diagnosis, voices, accounts, territory.
Read by   projections, portal, privacy.
"""
