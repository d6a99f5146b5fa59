"""What is erased leaves the file too, not only the tables."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router


@contextmanager
def for_good() -> Iterator[None]:
    """Deletions made here overwrite what they free.

    SQLite only marks as free the pages of a deleted row, and whoever reads the file finds its words
    there. Always on, this would cost every writing its half; here it costs whoever erases.
    PostgreSQL overwrites dead rows when it vacuums, and offers nothing sooner.
    """
    before = [(each, _pragma(each, "secure_delete")) for each in _embedded()]
    for connection, _ in before:
        _pragma(connection, "secure_delete = ON")
    try:
        yield
    finally:
        # As it was, not off: whoever erases several things calls others who do.
        for connection, state in before:
            _pragma(connection, f"secure_delete = {state}")


def empty_journals() -> None:
    """Bring what the write-ahead journals hold into the files, and cut them: old pages stay there
    until they happen to be written over. Whoever is reading now puts it off to the next time."""
    for connection in _embedded():
        if not connection.in_atomic_block:
            _pragma(connection, "wal_checkpoint(TRUNCATE)")


def forget_expired(now: dt.datetime) -> int:
    """What the shared cache kept until now; how many rows went. Django waits until they are asked
    for, or room is short: nobody asks again for a window of time that is over."""
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    connection = connections[router.db_for_write(cache.cache_model_class)]
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        until = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [until])  # noqa: S608
        return cursor.rowcount


def _embedded() -> list[Any]:
    return [each for each in connections.all() if each.vendor == "sqlite"]


def _pragma(connection: Any, what: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {what}")
        row = cursor.fetchone()
    return row[0] if row else None
