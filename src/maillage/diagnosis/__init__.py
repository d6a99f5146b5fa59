"""Diagnosis: irritants and strengths, each with its evidence.

Owns      findings, evidence links, grouping decisions.
Reads     voices, territory.
Read by   projections.
"""
