"""Portal: the lobby. The front page, the thread of anything, help, legal and accessibility pages.

Owns      no fact of its own: pages that need several stages, and the components of every page.
Reads     every room.
Read by   nobody.
"""
