"""Silence: beside who spoke, who did not, against how many people there are.

Owns      the counts of a consultation, by profile, territory and theme, as they may be published.
Reads     voices, accounts, territory, audit.
Read by   portal, privacy, demo.
"""
