"""Voices: what the field says, and the consultations in which it is asked.

Owns      consultations, themes, phases, RETEX and their points, consent.
Reads     accounts (who speaks), territory (from where).
Read by   diagnosis, which turns points into findings.
"""
