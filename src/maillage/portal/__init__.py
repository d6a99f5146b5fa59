"""Portal: the lobby.

Owns      front page, search, help, legal and accessibility pages, components. No facts of its own.
Reads     every room.
Read by   demo.
"""
