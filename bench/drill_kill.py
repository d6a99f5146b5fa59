"""Writers killed outright, again and again: nothing that was acknowledged is lost, nobody waits.

    python bench/drill_kill.py [rounds]

Each round, six writers commit, and acknowledge each row on their output; two of them are killed at
a random moment, in the middle of whatever they were doing, and the others go on. Then every
acknowledged row must be there once, with its audit row, the file sound and the queue free.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import maillage  # noqa: F401  (chooses SQLite before it is imported)

import sqlite3  # isort: skip

WRITERS, KILLED, SECONDS = 6, 2, 1.0
WRITER = """
import sys, maillage, django, uuid
from django.conf import settings
options = {"ENGINE": "maillage.toolbox.sqlite", "NAME": sys.argv[1]}
settings.configure(USE_TZ=True, DATABASES={"default": options})
django.setup()
from django.db import connection, transaction
while True:
    key = uuid.uuid4().hex
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO voice (key) VALUES (%s)", [key])
        cursor.execute("INSERT INTO trail (key) VALUES (%s)", [key])
    print(key, flush=True)
"""


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    random.seed(20261124)
    acknowledged, killed, worst = set(), 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "db.sqlite3"
        base = sqlite3.connect(path)
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("CREATE TABLE voice (key TEXT UNIQUE)")
        base.execute("CREATE TABLE trail (key TEXT UNIQUE)")
        base.commit()
        for number in range(rounds):
            told, times = one_round(path, Path(folder))
            acknowledged |= told
            killed += KILLED
            worst = max(worst, times)
            check(base, acknowledged)
            print(f"round {number + 1}: {len(told)} acknowledged, all there", flush=True)
        base.close()
    print(f"{killed} kills, {len(acknowledged)} acknowledged rows: 0 lost, 0 twice, 0 by halves;")
    print(f"the longest silence of all surviving writers together: {worst * 1000:.0f} ms")


def one_round(path, folder):
    outputs = [folder / f"acknowledged-{number}" for number in range(WRITERS)]
    writers = []
    for output in outputs:
        with open(output, "w") as file:
            writers.append(subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=file))
    while not all(output.stat().st_size for output in outputs):
        time.sleep(0.01)
    for victim in writers[:KILLED]:
        time.sleep(random.uniform(0.05, SECONDS))
        os.kill(victim.pid, signal.SIGKILL)
    silence = longest_silence(outputs[KILLED:])
    for writer in writers:
        writer.kill()
        writer.wait()
    lines = [line for output in outputs for line in output.read_text().splitlines(keepends=True)]
    return {line.strip() for line in lines if line.endswith("\n")}, silence


def longest_silence(outputs):
    end = time.monotonic() + SECONDS
    last, size, longest = time.monotonic(), -1, 0.0
    while time.monotonic() < end:
        now = sum(output.stat().st_size for output in outputs)
        if now != size:
            longest = max(longest, time.monotonic() - last)
            last, size = time.monotonic(), now
        time.sleep(0.001)
    return max(longest, time.monotonic() - last)


def check(base, acknowledged):
    voices = [key for (key,) in base.execute("SELECT key FROM voice")]
    trail = {key for (key,) in base.execute("SELECT key FROM trail")}
    assert acknowledged <= set(voices), f"lost: {len(acknowledged - set(voices))}"
    assert len(voices) == len(set(voices))
    assert set(voices) == trail, "a row without its audit row"
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


if __name__ == "__main__":
    main()
