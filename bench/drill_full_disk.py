"""A disk that fills up: writes are refused, reading goes on, nothing acknowledged is lost.

python bench/drill_full_disk.py     (as root: it mounts 4 MiB of memory as a disk)
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import maillage  # noqa: F401  (chooses SQLite before Django loads it)


def main():
    if os.geteuid() != 0:
        print("left out: mounting a small disk needs root")
        return
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]
        if subprocess.run(mount, check=False).returncode:
            print("left out: this machine does not let a small disk be mounted")
            return
        try:
            fill(Path(folder))
        finally:
            subprocess.run(["umount", folder], check=True)


def fill(folder):
    import django
    from django.conf import settings

    options = {"ENGINE": "maillage.toolbox.sqlite", "NAME": folder / "db.sqlite3"}
    settings.configure(USE_TZ=True, DATABASES={"default": options})
    django.setup()
    from django.db import OperationalError, connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE voice (id INTEGER PRIMARY KEY, body TEXT)")

    def write():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO voice (body) VALUES (%s)", ["x" * 4000])

    def count():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM voice")
            return cursor.fetchone()[0]

    kept = refused = 0
    while refused < 50:
        try:
            write()
            kept += 1
        except OperationalError as reason:
            assert "full" in str(reason) or "disk I/O" in str(reason), reason
            refused += 1
            assert count() == kept, "reading goes on, and shows what was acknowledged"
            assert not connection.turn.held, "a refused writer gives its turn back"
    subprocess.run(["mount", "-o", "remount,size=32m", str(folder)], check=True)
    for _ in range(200):
        write()
    assert count() == kept + 200
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    print(f"{kept} kept, {refused} refused while full, 200 of 200 after room was made; 0 lost")


if __name__ == "__main__":
    sys.exit(main())
