"""Testimony: the ways in for one person's words, on a phone, offline, on paper.

Owns      class codes, the form and its receipt, the outbox, the paper form and its transcription.
Reads     voices (which receives what is said), territory (from where), accounts.
Read by   privacy, portal.
"""
