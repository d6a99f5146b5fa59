"""Voices in and out, in numbers: seconds of CPU, memory, for a hundred thousand rows or a million.

    python -m bench.exchange [sqlite|postgresql] [voices]

Out: each format, written to nowhere. In: the CSV that left, read again into another consultation.
Each is a process of its own, so that the memory of one is not told for another's.
"""

import multiprocessing
import os
import resource
import sys
import time
from pathlib import Path

from bench.installation import environment, machine, server_answers, verdict

SCALED, WHOLE = 100_000, 1_000_000
MOST_SECONDS, MOST_MB = 60.0, 200
IMPORTED = 100_000
FORMATS = ("csv", "jsonl", "json", "xlsx", "csv.gz")


def _alone(variables, work, *told):
    """(what it gives, seconds, of CPU, MB at most) in a process of its own, Django awake."""
    asks, answers = multiprocessing.Pipe(duplex=False)

    def run():
        _wake(variables)
        began, cpu = time.monotonic(), time.process_time()
        given = work(*told)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        answers.send((given, time.monotonic() - began, time.process_time() - cpu, most))

    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    answers.close()
    told = asks.recv()
    child.join()
    return told


def _prepare(count):
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from bench.voices import fill

    fill(min(count, SCALED))
    if count > SCALED:
        _repeat(count // SCALED)


def _repeat(times):
    """The same rows, in SQL, under other keys, without the index of words: no export reads it, and
    it would be most of the time that a million takes to be written."""
    from bench.loading import mend_sequences
    from django.db import connection

    from maillage.voices.models import Point, Retex

    kept = {"sqlite": "sqlite_master WHERE type = 'trigger' AND tbl_name = 'voices_retex'"}
    kept["postgresql"] = "pg_indexes WHERE indexdef LIKE '% USING gin %'"
    column = {"sqlite": "name", "postgresql": "indexname"}[connection.vendor]
    what = {"sqlite": "TRIGGER", "postgresql": "INDEX"}[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
        cursor.execute(f"SELECT {column} FROM {kept[connection.vendor]}")  # noqa: S608
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP {what} {name}")
        for model in (Retex, Point, Point.retex.through):
            table, keys = model._meta.db_table, {"id", "point_id", "retex_id"}
            columns = [field.column for field in model._meta.concrete_fields]
            moved = [f"{each} + %s" if each in keys else each for each in columns]
            for time_ in range(1, times):
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608
                    f"SELECT {', '.join(moved)} FROM {table} WHERE id <= {SCALED}",
                    [time_ * SCALED] * len(keys & set(columns)),
                )
        mend_sequences()
        cursor.execute("ANALYZE")


def _wake(variables):
    os.environ.clear()
    os.environ.update(variables)
    import django

    django.setup()


def _export(file_format, path):
    from maillage.exchange.exports import written
    from maillage.exchange.queries import published
    from maillage.voices.models import Consultation

    is_packed = file_format.endswith(".gz")
    found = published(Consultation.objects.get())
    pieces = written(found, file_format.removesuffix(".gz"), is_packed=is_packed)
    size, first, began = 0, None, time.monotonic()
    with open(path or os.devnull, "wb") as file:
        for piece in pieces:
            first = first or time.monotonic() - began
            size += len(piece)
            file.write(piece)
    return size, first


def _import(path):
    from maillage.exchange.actions import import_batch, keep_batch
    from maillage.voices.models import Consultation

    told = Consultation.objects.get()
    into = Consultation.objects.create(
        slug="ailleurs", title="Ailleurs", question="?", territory=told.territory,
        status=told.status, opened_at=told.opened_at, moderation=told.moderation,
    )  # fmt: skip
    for theme in told.themes.all():
        into.themes.create(number=theme.number, title=theme.title)
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(1 << 20), b"")
        batch = keep_batch(consultation=into, name=path.name, pieces=pieces, acting_user=None)
    return import_batch(batch=batch, publish=False, acting_user=None).added


def measure(engine, count):
    passed = True
    with environment(engine) as variables:
        began = time.monotonic()
        _alone(variables, _prepare, count)
        print(f"\n{engine}, {count} voix (écrites en {time.monotonic() - began:.0f} s)", flush=True)
        path = Path(variables["MAILLAGE_DATA"]) / "sortie.csv"
        for file_format in FORMATS:
            kept = path if file_format == "csv" else None
            (size, first), wall, cpu, most = _alone(variables, _export, file_format, kept)
            limit = MOST_SECONDS * count / WHOLE
            passed &= cpu <= limit and most <= MOST_MB
            print(
                f"  export {file_format:7} {cpu:6.1f} s de CPU ({wall:.1f} s), {most} Mo au plus, "
                f"{size / 1e6:.0f} Mo écrits, premier octet à {first:.2f} s {verdict(cpu, limit)}",
                flush=True,
            )
        if count > IMPORTED:
            path = _head(path, IMPORTED)
        added, wall, cpu, most = _alone(variables, _import, path)
        print(
            f"  import csv     {cpu:6.1f} s de CPU ({wall:.1f} s), {most} Mo au plus, "
            f"{added} ajoutés",
            flush=True,
        )
    return passed


def _head(path, rows):
    """The first rows of a table of which no cell stands on several lines."""
    short = path.with_suffix(".short.csv")
    with path.open("rb") as file, short.open("wb") as cut:
        for _ in range(rows + 1):
            cut.write(file.readline())
    return short


def main():
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [SCALED]
    engines = [word for word in ("sqlite", "postgresql") if word in sys.argv[1:]]
    print(machine())
    passed = True
    for engine in engines or ["sqlite", "postgresql"]:
        if engine == "postgresql" and not server_answers():
            print("PostgreSQL ne répond pas : rien n’y est mesuré.")
            continue
        for size in sizes:
            passed &= measure(engine, size)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
