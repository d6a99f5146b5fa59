"""Config: settings, addresses, command line.

Owns      what varies from one installation to the next, and how the rooms are put together.
Reads     every room.
Read by   nobody.
"""
