"""The embedded database: Django's SQLite backend, where writers queue instead of colliding.

docs/adr/0002-embedded-sqlite.md says what was measured and why.
"""
