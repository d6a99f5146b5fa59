"""Accounts: people and hats.

Owns      users, roles, sign-in and its limits; later organisations and memberships.
Reads     territory (where a role holds), audit.
Read by   every room that says who.
"""
