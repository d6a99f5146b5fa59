"""What someone with rights on the schema can do, in raw SQL: the trail must tell."""

from contextlib import contextmanager

from django.db import connection


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def without_triggers():
    drop, restore = _orders()
    if drop:
        sql(drop)
    yield
    if restore:
        sql(restore)


def _orders():
    if connection.vendor == "postgresql":
        return (
            "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_final",
            "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_is_final",
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_entry_is_final'")
        found = cursor.fetchone()
    return ("DROP TRIGGER audit_entry_is_final", found[0]) if found else (None, None)


def tamper(statement, *values):
    with without_triggers():
        sql(statement, *values)
