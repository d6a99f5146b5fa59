"""Demo: a fictional territory with a full trail, from voice to follow-up.

Owns      nothing that outlives the demonstration.
Reads     every room.
Read by   config, on `maillage demo` alone.
"""
