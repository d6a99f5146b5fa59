import os
import subprocess
import sys

import pytest
from django.core.management import get_commands

from maillage.config import cli


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_is_in_plain_french(capsys, monkeypatch, arguments):
    monkeypatch.setenv("LC_ALL", "C")
    assert cli.main(arguments) == 0
    told = capsys.readouterr().out
    for command in ("demo", "serve", "doctor", "sheet read", "sheet write", "migrate"):
        assert f"maillage {command}" in told
    assert "site de démonstration" in told


@pytest.mark.parametrize(
    ("locale", "arguments", "language"),
    [
        ("en_GB.UTF-8", [], "en"),
        ("fr_FR.UTF-8", [], "fr"),
        ("C", [], "fr"),
        ("fr_FR.UTF-8", ["--lang", "en"], "en"),
        ("en_GB.UTF-8", ["--lang=fr"], "fr"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_one_of_the_shell(
    monkeypatch, locale, arguments, language
):
    monkeypatch.setenv("LC_ALL", locale)
    assert cli.language(arguments) == language


def test_help_speaks_english_when_asked(capsys):
    cli.main(["--help", "--lang", "en"])
    assert "demonstration site" in capsys.readouterr().out


def test_a_sheet_is_read_without_waking_django():
    script = (
        "import sys, types\n"
        "room = types.ModuleType('maillage.synthesis.analysis')\n"
        "room.sheet_command = lambda argv: print(argv) or 3\n"
        "sys.modules['maillage.synthesis.analysis'] = room\n"
        "from maillage.config.cli import main\n"
        "code = main(['sheet', 'read', 'x.docx', '--json'])\n"
        "assert 'django' not in sys.modules, 'Django was loaded'\n"
        "sys.exit(code)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout) == (3, "['read', 'x.docx', '--json']\n"), found.stderr


def test_what_is_not_ours_is_djangos(maillage):
    found = maillage("check")
    assert found.returncode == 0, found.stderr
    assert "no issues" in found.stdout


def test_sqlite_is_the_repaired_one_before_django_asks_for_it():
    script = (
        "import maillage, sys\n"
        "from django.db.backends.sqlite3.base import Database\n"
        "import sqlite3\n"
        "assert Database is sqlite3.dbapi2\n"
        "print(Database.sqlite_version_info >= (3, 51, 3))\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout == "True\n"


def test_the_platform_starts_where_the_wheel_of_sqlite_is_absent():
    script = (
        "import sys\nsys.modules['pysqlite3'] = None\nimport maillage, sqlite3\n"
        "print(sqlite3.__name__)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ
    )
    assert found.stdout == "sqlite3\n"


def test_every_command_of_ours_that_needs_a_base_makes_an_empty_one():
    ours = {name for name, app in get_commands().items() if str(app).startswith("maillage.")}
    # What opens no base, and what makes it.
    assert ours - cli.PREPARED == {"analyse", "migrate"}
