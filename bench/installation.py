"""A fresh installation to measure: real settings, its own folder, its own database, removed after.

DATABASE_URL and MAILLAGE_* of whoever runs the bench are set aside. PostgreSQL is the server that
BENCH_POSTGRESQL names (a database from which others can be created), by default the local one.
"""

import contextlib
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAILLAGE = Path(sys.executable).with_name("maillage")
SERVER = os.environ.get("BENCH_POSTGRESQL", "postgresql:///postgres")
ENGINES = ("sqlite", "postgresql")


def server_answers():
    import psycopg

    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def environment(engine):
    """The variables of an empty installation on `engine`; its folder and database go at the end."""
    folder = tempfile.mkdtemp(prefix="maillage-bench-", dir=os.environ.get("MAILLAGE_BENCH"))
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MAILLAGE_", "DATABASE_"))}
    variables = {
        **kept,
        "MAILLAGE_DATA": folder,
        "MAILLAGE_HOSTS": "testserver,localhost,127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "maillage.config.settings.base",
    }
    try:
        if engine == "sqlite":
            yield variables
        else:
            with scratch_database() as address:
                yield {**variables, "DATABASE_URL": address}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def scratch_database():
    import psycopg
    from psycopg import sql
    from psycopg.conninfo import conninfo_to_dict

    name = f"maillage_bench_{os.getpid()}"
    told = conninfo_to_dict(SERVER)
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            account = f"{told['user']}:{told.get('password', '')}@" if "user" in told else ""
            host = str(told.get("host", "")).replace("/", "%2F")
            port = f":{told['port']}" if "port" in told else ""
            yield f"postgresql://{account}{host}{port}/{name}"
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            server.execute(drop)


@contextlib.contextmanager
def awake(engine):
    """The same, with Django awake in this process and the tables made."""
    with environment(engine) as variables:
        os.environ.clear()
        os.environ.update(variables)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", interactive=False, verbosity=0)
        try:
            yield
        finally:
            connections.close_all()


def machine():
    import django

    import maillage  # noqa: F401  (chooses SQLite)

    sqlite = sys.modules["sqlite3"].sqlite_version if "sqlite3" in sys.modules else "?"
    cpu = "processeur inconnu"
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        cpu = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{cpu}, {os.cpu_count()} cœurs, {memory:.0f} Gio ; charge {load:.1f} ; "
        f"Python {platform.python_version()}, Django {django.__version__}, SQLite {sqlite}"
    )


def verdict(value, limit):
    return "OK" if value <= limit else "DÉPASSÉ"
