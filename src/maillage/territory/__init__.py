"""Territory: reference geography, and where each figure comes from.

Owns      zones, schools, catchments, dataset editions, indicator series.
Reads     audit.
Read by   every room that says where.
"""
