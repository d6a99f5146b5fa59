import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from maillage.toolbox.sqlite.version import refusal, wal_is_sound


def sqlite_is_sound(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to run where SQLite may corrupt what it keeps."""
    embedded = any(
        database["ENGINE"] == "maillage.toolbox.sqlite" for database in settings.DATABASES.values()
    )
    if embedded and not wal_is_sound(sqlite3.sqlite_version_info):
        return [Error(refusal(sqlite3.sqlite_version_info), id="toolbox.E001")]
    return []
