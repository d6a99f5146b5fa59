"""Privacy: what is kept of people, why, how long; and the ways out of it.

Owns      the register, purges and their reports.
Reads     every room: what each keeps must be known somewhere.
Read by   portal.
"""
