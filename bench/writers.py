"""Eight writers that never pause, on one embedded database: how much, and how fairly.

    python bench/writers.py [seconds] [rounds]

Three ways, interleaved in the same run: SQLite's own busy handler, one kernel lock before BEGIN,
and ours (two locks that make a queue). A transaction is what a contribution costs: a row of 480
characters with four indexes, and an audit row, committed with synchronous=FULL.
"""

import fcntl
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import maillage  # noqa: F401  (chooses SQLite before Django loads it)

WRITERS = 8
SCHEMA = (
    "CREATE TABLE voice (id INTEGER PRIMARY KEY AUTOINCREMENT, writer INTEGER, theme INTEGER,"
    " place INTEGER, body TEXT)",
    "CREATE INDEX voice_writer ON voice (writer)",
    "CREATE INDEX voice_theme ON voice (theme, id)",
    "CREATE INDEX voice_place ON voice (place, id)",
    "CREATE INDEX voice_both ON voice (theme, place)",
    "CREATE TABLE trail (id INTEGER PRIMARY KEY AUTOINCREMENT, writer INTEGER, what TEXT)",
)


def connection(path, way):
    import django
    from django.conf import settings
    from django.db.utils import ConnectionHandler

    if not settings.configured:
        settings.configure(USE_TZ=True)
        django.setup()

    options = {"fair": way == "queue", "timeout": 60}
    database = {"ENGINE": "maillage.toolbox.sqlite", "NAME": path, "OPTIONS": options}
    made = ConnectionHandler({"default": database})["default"]
    if way == "one lock":
        made.get_connection_params()
        made.turn = OneLock(path)
    return made


class OneLock:
    """The peer: a plain flock, without a queue before it."""

    def __init__(self, path):
        self.file = os.open(f"{path}-one", os.O_RDWR | os.O_CREAT)
        self.held = False

    def take(self):
        fcntl.flock(self.file, fcntl.LOCK_EX)
        self.held = True

    def leave(self):
        self.held = False
        fcntl.flock(self.file, fcntl.LOCK_UN)

    def close(self):
        if self.file is not None:
            os.close(self.file)
        self.file = None


def write(path, way, number, seconds, start, results):
    from django.db import DatabaseError, connections
    from django.db.transaction import Atomic

    connections["default"] = made = connection(path, way)
    body = "Chez nous on ne capte rien. " * 17
    waits, errors = [], 0
    start.wait()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        before = time.monotonic()
        try:
            with Atomic("default", savepoint=True, durable=False), made.cursor() as cursor:
                cursor.execute("SELECT max(id) FROM voice WHERE theme = %s", [number % 5])
                cursor.execute(
                    "INSERT INTO voice (writer, theme, place, body) VALUES (%s, %s, %s, %s)",
                    [number, number % 5, len(waits) % 300, body],
                )
                cursor.execute(
                    "INSERT INTO trail (writer, what) VALUES (%s, %s)",
                    [number, "voices.retex.sent"],
                )
        except DatabaseError:
            errors += 1
        waits.append(time.monotonic() - before)
    results.put((number, waits, errors))


def measure(way, seconds):
    with tempfile.TemporaryDirectory(dir=os.environ.get("MAILLAGE_BENCH")) as folder:
        path = Path(folder) / "db.sqlite3"
        context = multiprocessing.get_context("spawn")
        made = connection(path, way)
        with made.cursor() as cursor:
            for statement in SCHEMA:
                cursor.execute(statement)
        made.close()
        start, results = context.Barrier(WRITERS), context.Queue()
        writers = [
            context.Process(target=write, args=(path, way, number, seconds, start, results))
            for number in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        found = [results.get() for _ in writers]
        for writer in writers:
            writer.join()
    waits = sorted(wait for _, each, _ in found for wait in each)
    counts = [len(each) for _, each, _ in found]
    return {
        "per second": round(sum(counts) / seconds),
        "p50 ms": round(1000 * waits[len(waits) // 2], 1),
        "p99 ms": round(1000 * waits[int(len(waits) * 0.99)], 1),
        "max ms": round(1000 * waits[-1]),
        "unluckiest": min(counts),
        "luckiest": max(counts),
        "errors": sum(errors for _, _, errors in found),
    }


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    found = {"busy handler": [], "one lock": [], "queue": []}
    for _ in range(rounds):
        for way, figures in found.items():
            figures.append(measure(way, seconds))
            print(f"{way:13}", json.dumps(figures[-1]), flush=True)
    print(f"\nmedians of {rounds} rounds of {seconds} s, {WRITERS} writers")
    for way, figures in found.items():
        medians = {name: statistics.median(each[name] for each in figures) for name in figures[0]}
        print(f"{way:13}", json.dumps(medians))


if __name__ == "__main__":
    main()
