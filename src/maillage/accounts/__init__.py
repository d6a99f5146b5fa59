"""Accounts: people and hats.

Owns      users, organisations, memberships, roles.
Reads     territory, audit.
Read by   every room that says who.
"""
