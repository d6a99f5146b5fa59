"""Many writers, one file: nobody is refused, nobody is forgotten."""

import fcntl
import os
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from django.db import OperationalError, connections, transaction

from maillage.toolbox.sqlite.turns import Turn, TurnNotGranted, WrongOrder

WRITER = """
import sys, maillage, django
from django.conf import settings
path, number, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
options = {"ENGINE": "maillage.toolbox.sqlite", "NAME": path, "OPTIONS": {"timeout": 30}}
settings.configure(USE_TZ=True, DATABASES={"default": options})
django.setup()
from django.db import connection, transaction
for _ in range(count):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voice")
        cursor.execute("INSERT INTO voice (writer) VALUES (%s)", [number])
"""


def queue_of(path, patience=5.0, rank=0):
    return Turn(path, patience=patience, rank=rank)


def somebody_waits_at_the_door(path):
    file = os.open(path.with_name(f"{path.name}-door"), os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def wait_until(true, seconds=5.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "this should have happened by now"
        time.sleep(0.001)


def in_threads(*works):
    problems = []

    def run(work):
        try:
            work()
        except BaseException as problem:  # noqa: BLE001  (shown by the thread that waits)
            problems.append(problem)

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_whoever_has_just_written_goes_behind_the_one_who_waits(tmp_path):
    path = tmp_path / "db"
    served = []
    first = queue_of(path)

    def second_writer():
        second = queue_of(path)
        second.take()
        served.append("second")
        second.close()

    for _ in range(20):
        served.clear()
        first.take()
        thread = threading.Thread(target=second_writer)
        thread.start()
        wait_until(lambda: somebody_waits_at_the_door(path))
        first.leave()
        first.take()  # at once, as a writer that never pauses would
        served.append("first again")
        first.leave()
        thread.join()
        assert served == ["second", "first again"]
    first.close()


def test_eight_threads_write_without_one_refusal_and_share_the_time(trial):
    written = dict.fromkeys(range(8), 0)
    end = time.monotonic() + 1.5

    def writer(number):
        try:
            while time.monotonic() < end:
                with transaction.atomic(using=trial), connections[trial].cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM voice WHERE writer = %s", [number])
                    cursor.execute("INSERT INTO voice (writer) VALUES (%s)", [number])
                written[number] += 1
        finally:
            connections[trial].close()

    in_threads(*[lambda number=number: writer(number) for number in written])

    # With SQLite's own handler the ratio is beyond ten, and often beyond a hundred.
    assert min(written.values()) * 4 > max(written.values()), written
    with connections[trial].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voice")
        assert cursor.fetchone() == (sum(written.values()),)


def test_eight_processes_write_without_one_refusal(trial, tmp_path):
    path = str(tmp_path / "trial.sqlite3")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, str(number), "25"])
        for number in range(8)
    ]

    assert [writer.wait(timeout=60) for writer in writers] == [0] * 8
    with connections[trial].cursor() as cursor:
        cursor.execute("SELECT writer, count(*) FROM voice GROUP BY writer ORDER BY writer")
        assert cursor.fetchall() == [(number, 25) for number in range(8)]


def test_a_killed_writer_leaves_the_queue_free_and_no_half_of_its_work(trial, tmp_path):
    script = WRITER.replace(
        "[number])\n",
        '[number])\n        print("written", flush=True); import time; time.sleep(60)\n',
    )
    path = str(tmp_path / "trial.sqlite3")
    writer = subprocess.Popen(
        [sys.executable, "-c", script, path, "1", "1"], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout.readline() == "written\n"
    rival = queue_of(tmp_path / "trial.sqlite3", patience=0.05)
    with pytest.raises(TurnNotGranted):
        rival.take()
    writer.kill()
    writer.wait()
    writer.stdout.close()

    started = time.monotonic()
    with transaction.atomic(using=trial), connections[trial].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voice")
        assert cursor.fetchone() == (0,)
    assert time.monotonic() - started < 5
    rival.close()


def test_a_writer_that_never_ends_is_told_of_as_a_locked_database(trial, tmp_path):
    endless = queue_of(tmp_path / "trial.sqlite3")
    connections[trial].turn.patience = 0.05
    endless.take()

    with (
        pytest.raises(OperationalError, match="database is locked"),
        transaction.atomic(using=trial),
    ):
        pass
    endless.leave()
    with transaction.atomic(using=trial):
        pass
    endless.close()


def free(tmp_path):
    rival = queue_of(tmp_path / "trial.sqlite3", patience=0.01)
    try:
        rival.take()
    except TurnNotGranted:
        return False
    finally:
        rival.close()
    return True


def test_the_turn_lasts_exactly_as_long_as_the_transaction(trial, tmp_path):
    with transaction.atomic(using=trial):
        assert not free(tmp_path)
        with transaction.atomic(using=trial):
            assert not free(tmp_path)
        assert not free(tmp_path)
        transaction.on_commit(lambda: freed.append(free(tmp_path)), using=trial)
        freed = []
    assert freed == [True]


def test_a_failure_gives_the_turn_back(trial, tmp_path):
    with pytest.raises(OperationalError, match="no such table"), transaction.atomic(using=trial):
        connections[trial].cursor().execute("INSERT INTO nowhere VALUES (1)")
    assert free(tmp_path)

    with pytest.raises(OperationalError, match="no such table"):
        connections[trial].cursor().execute("INSERT INTO nowhere VALUES (1)")
    assert free(tmp_path)


def test_a_transaction_is_a_writer_from_its_first_line(trial, tmp_path):
    """IMMEDIATE: a program that knows nothing of the queue is kept out too."""
    stranger = sqlite3.connect(tmp_path / "trial.sqlite3", timeout=0)
    with (
        transaction.atomic(using=trial),
        pytest.raises(sqlite3.OperationalError, match="database is locked"),
    ):
        stranger.execute("BEGIN IMMEDIATE")
    stranger.close()


def test_a_transaction_that_cannot_begin_gives_the_turn_back(trial, tmp_path):
    stranger = sqlite3.connect(tmp_path / "trial.sqlite3")
    stranger.execute("BEGIN IMMEDIATE")
    with connections[trial].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 10")
    with (
        pytest.raises(OperationalError, match="database is locked"),
        transaction.atomic(using=trial),
    ):
        pass
    assert free(tmp_path)
    stranger.close()


def test_a_connection_closed_in_the_middle_gives_the_turn_back(trial, tmp_path):
    with transaction.atomic(using=trial):
        connections[trial].close()
        assert free(tmp_path)


def test_a_write_outside_any_transaction_waits_for_its_turn_too(trial, tmp_path):
    other = queue_of(tmp_path / "trial.sqlite3")
    connections[trial].turn.patience = 0.05
    other.take()
    with (
        connections[trial].cursor() as cursor,
        pytest.raises(OperationalError, match="database is locked"),
    ):
        cursor.execute("INSERT INTO voice (writer) VALUES (1)")
    other.close()
    with connections[trial].cursor() as cursor:
        cursor.execute("INSERT INTO voice (writer) VALUES (1)")
    assert free(tmp_path)


def test_reading_never_waits(trial, tmp_path):
    other = queue_of(tmp_path / "trial.sqlite3")
    connections[trial].turn.patience = 0.05
    other.take()
    with connections[trial].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voice")
        assert cursor.fetchone() == (0,)
    other.close()


def test_two_databases_are_written_in_one_order_only(tmp_path):
    first, second = queue_of(tmp_path / "db"), queue_of(tmp_path / "second", rank=1)
    first.take()
    second.take()
    second.leave()
    first.leave()

    second.take()
    with pytest.raises(WrongOrder):
        first.take()
    second.leave()
    first.take()
    first.close()
    second.close()


def test_a_child_process_takes_its_own_place(tmp_path):
    script = """
import os, sys, pathlib
from maillage.toolbox.sqlite.turns import Turn, TurnNotGranted
turn = Turn(pathlib.Path(sys.argv[1]), patience=0.05)
turn.take()
if os.fork() == 0:
    turn.held = False
    try:
        turn.take()
    except TurnNotGranted:
        os._exit(7)
    os._exit(1)
_, status = os.wait()
assert os.waitstatus_to_exitcode(status) == 7
"""
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "db")], check=True)
