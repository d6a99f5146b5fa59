"""Plan: who promised what, on which evidence.

Owns      actions, steps, actors, horizons, indicator definitions.
Reads     projections.
Read by   followup.
"""
