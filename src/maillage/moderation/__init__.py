"""Moderation: somebody reads what everyone will read, and says why when they will not.

Owns      reports by readers, decisions and their reasons.
Reads     voices, accounts, territory.
Read by   privacy, portal.
"""
