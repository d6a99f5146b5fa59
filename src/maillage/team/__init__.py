"""Team: who works here, and how they come, change hats and go.

Owns      invitations, closed accounts and the hats that they wore.
Reads     accounts, territory, audit.
Read by   privacy, which says how long; nobody else.
"""
