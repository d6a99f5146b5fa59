"""Toolbox: what Django lacks for us. Knows no room, has no table of its own.

Owns      the embedded database, search, lists by pages, refusals, the accessories of pages.
Reads     nothing but Django, and `fold` from the library.
Read by   every room.
"""
