"""Projections: what would answer an irritant.

Owns      needs, levers, and the row that ties them to irritants.
Reads     diagnosis.
Read by   plan.
"""
