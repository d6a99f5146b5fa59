"""Territory: reference geography, and where each figure comes from.

Owns      territories and how they nest; later zones, schools, catchments, dataset editions.
Reads     audit.
Read by   every room that says where.
"""
