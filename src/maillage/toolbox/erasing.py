"""What is erased leaves the file too, not only the tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def for_good() -> Iterator[None]:
    """Deletions made here overwrite what they free.

    SQLite only marks as free the pages of a deleted row, and whoever reads the file finds its words
    there. Always on, this would cost every writing its half; here it costs whoever erases.
    PostgreSQL overwrites dead rows when it vacuums, and offers nothing sooner.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = OFF")
