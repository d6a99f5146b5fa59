"""Where rows live when the database is embedded.

Sessions and the cache are written often and matter little: in their own file, synced now and then,
they never queue before a contribution. With PostgreSQL there is no second database and this router
has no opinion.
"""

from typing import Any

from django.conf import settings
from django.db.models import Model

SECOND = "second"
APART = {"sessions", "django_cache"}


def labels_on(alias: str) -> set[str] | None:
    """Whose migrations this database needs; None: those of every application.

    The second file holds nothing else: walking through them all there takes as long as making them.
    """
    return APART if alias == SECOND else None


class SecondDatabaseRouter:
    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        if SECOND in settings.DATABASES and model._meta.app_label in APART:
            return SECOND
        return None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if SECOND not in settings.DATABASES:
            return None
        return (db == SECOND) == (app_label in APART)
