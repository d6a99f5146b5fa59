"""Scenarios: where to open access points, whom that reaches, and what became of the choice.

Owns      scenarios of access points, and their ties to the actions of the plan.
Reads     followup, plan, voices, accounts, territory, audit.
Read by   portal, privacy, demo, atlas.
"""
