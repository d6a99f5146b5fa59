"""Sessions and the cache live apart from what people said, and one command prepares both files."""

import sqlite3

import pytest
from django.conf import settings

from maillage.toolbox.router import SecondDatabaseRouter


def tables(path):
    with sqlite3.connect(path) as database:
        found = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    database.close()
    return found


def test_one_migrate_prepares_both_files_and_each_holds_only_its_own(migrated):
    first, second = (tables(migrated.data / f"{name}.sqlite3") for name in ("db", "second"))
    assert {"django_session", "cache"} <= second
    assert not {"django_session", "cache"} & first
    assert {"audit_entry", "accounts_user"} <= first
    assert not {name for name in second if name.startswith(("audit", "accounts", "voices"))}


def test_sessions_and_the_cache_are_written_there(migrated):
    script = (
        "from django.core.cache import cache; cache.set('a', 1); assert cache.get('a') == 1;"
        "from django.contrib.sessions.backends.db import SessionStore as S; s = S(); s.save();"
        "from django.contrib.sessions.models import Session as M; assert M.objects.count() == 1"
    )
    found = migrated("shell", "-c", script)
    assert found.returncode == 0, found.stderr
    with sqlite3.connect(migrated.data / "second.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM cache").fetchone() == (1,)
    database.close()


def test_one_database_may_still_be_migrated_alone(maillage):
    found = maillage("migrate", "--database", "second", "--verbosity", "0")
    assert found.returncode == 0, found.stderr
    assert not tables(maillage.data / "db.sqlite3") - {"sqlite_sequence"}


@pytest.mark.parametrize(("label", "database"), [("sessions", "second"), ("voices", "default")])
def test_each_row_has_one_home(monkeypatch, label, database):
    monkeypatch.setattr(settings, "DATABASES", {"default": {}, "second": {}})
    router = SecondDatabaseRouter()
    for alias in ("default", "second"):
        assert router.allow_migrate(alias, label) is (alias == database)


def test_with_a_single_database_there_is_nothing_to_choose(monkeypatch):
    monkeypatch.setattr(settings, "DATABASES", {"default": {}})
    assert SecondDatabaseRouter().allow_migrate("default", "sessions") is None
