"""Synthesis: the Word file that arrives, and the document that leaves.

Owns      sheets, import reports, roll-ups, published versions.
Reads     every stage.
Read by   portal.
"""
