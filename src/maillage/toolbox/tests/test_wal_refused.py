"""A SQLite that may corrupt what it keeps does not start."""

import sqlite3

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.sqlite3 import base

from maillage.toolbox.checks import sqlite_is_sound
from maillage.toolbox.sqlite.version import wal_is_sound

EMBEDDED = {"default": {"ENGINE": "maillage.toolbox.sqlite"}}


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_versions_with_the_race_are_known(version, sound):
    assert wal_is_sound(version) is sound


def test_the_check_refuses_and_says_what_to_install(monkeypatch):
    monkeypatch.setattr(settings, "DATABASES", EMBEDDED)
    assert sqlite_is_sound() == []
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    (error,) = sqlite_is_sound()
    assert error.id == "toolbox.E001"
    assert "3.40.1" in error.msg
    assert "pysqlite3" in error.msg

    monkeypatch.setattr(
        settings, "DATABASES", {"default": {"ENGINE": "django.db.backends.postgresql"}}
    )
    assert sqlite_is_sound() == []


def test_the_database_does_not_open_even_where_checks_do_not_run(trial, monkeypatch):
    connections[trial].close()
    monkeypatch.setattr(base.Database, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(ImproperlyConfigured, match="corrompre"):
        connections[trial].ensure_connection()


def test_the_database_opens_durable(trial):
    with connections[trial].cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "trusted_schema",
                "mmap_size",
            )
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
    }
