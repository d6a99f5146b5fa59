"""`maillage serve` and `maillage demo`: from an empty folder to a page, in one process."""

import errno
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import django
from django.conf import settings

from maillage.config import environment
from maillage.config.workers import Workers

THREADS_LIMITS = {
    # Measured: 300 slow connections leave a normal page at 10 ms, without a proxy in front.
    "connection_limit": 1000,
    "channel_timeout": 30,
    "max_request_body_size": 30 * 1024 * 1024,
    "max_request_header_size": 32 * 1024,
    "ident": "",
}


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def serve(host: str, port: int, *, demo: bool) -> int:
    problem = taken(host, port)
    if problem:
        say(problem)
        return 1
    django.setup()
    from django.core import checks

    errors = [each for each in checks.run_checks() if each.is_serious()]
    for error in errors:
        say(str(error))
    if errors:
        return 1
    bring_up_to_date()
    if demo:
        from maillage.config.demonstration import populate_once

        problem = populate_once()
        if problem:
            say(problem)
            return 1
    return run(host, port, demo=demo)


def taken(host: str, port: int) -> str:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as reason:
            return refused(host, port, reason)
    return ""


def refused(host: str, port: int, reason: Exception) -> str:
    if isinstance(reason, OSError) and reason.errno == errno.EADDRINUSE:
        return (
            f"Le port {port} est déjà pris sur {host} : un autre site y tourne. "
            f"Choisissez-en un autre, par exemple --port {port + 1}."
        )
    return f"Impossible d’écouter sur {host}, port {port} : {reason}."


def bring_up_to_date() -> None:
    from django.core.management import call_command

    if pending_migrations():
        say("Mise à jour des bases…")
        call_command("migrate", interactive=False, verbosity=0)
    collect_static()


def create_when_empty() -> None:
    """The tables of a database that has none. One that has some is upgraded when asked to."""
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if "django_migrations" not in connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)


def pending_migrations() -> list[str]:
    """Looked up first: Django's migrate takes seconds to find that it has nothing to do."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from maillage.toolbox.router import labels_on

    found = []
    for alias in settings.DATABASES:
        executor = MigrationExecutor(connections[alias])
        needed = labels_on(alias)
        leaves = executor.loader.graph.leaf_nodes()
        plan = executor.migration_plan(
            [leaf for leaf in leaves if needed is None or leaf[0] in needed]
        )
        found += [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    return sorted(set(found))


def collect_static() -> None:
    """Gather the files of the pages in MAILLAGE_DATA, compressed, when they have changed."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(settings.VERSION.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = os.stat(storage.path(path))
            digest.update(f"{path} {file.st_size} {file.st_mtime_ns}\n".encode())
    settings.DATA.mkdir(parents=True, exist_ok=True)
    root = Path(settings.STATIC_ROOT)
    stamp = settings.DATA / "static.stamp"
    with open(settings.DATA / "static.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several servers may start together
        if root.is_dir() and stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest.hexdigest())


def options() -> dict[str, Any]:
    found: dict[str, Any] = {
        **THREADS_LIMITS,
        "threads": environment.read("MAILLAGE_THREADS"),
        # A header about the client is believed from the declared proxy, and from nobody else.
        "clear_untrusted_proxy_headers": True,
    }
    if settings.PROXY:
        headers = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
        found |= {"trusted_proxy": settings.PROXY, "trusted_proxy_headers": headers}
    return found


def run(host: str, port: int, *, demo: bool) -> int:
    try:
        listening = listen(host, port)
    except OSError as reason:  # somebody took the port while the bases were brought up to date
        say(refused(host, port, reason))
        return 1
    processes: int = environment.read("MAILLAGE_PROCESSES")
    workers = Workers([*[partial(answer, listening)] * processes, analyse])
    say(f"{settings.SITE_NAME} : http://{host}:{port}/  (Ctrl+C pour arrêter)")
    if demo:
        from maillage.config.demonstration import accounts

        for line in accounts(f"http://{host}:{port}/"):
            say(line)
    workers.run()
    say("Arrêté.")
    return 0


def listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(1024)
    return listening


def analyse() -> None:
    """Read what people asked the machine to read, aside from those who answer and after them
    (docs/adr/0020). It ends with each analysis, and another begins: the memory goes with it."""
    from django.core.management import call_command

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    call_command("runs", watch=True)


def answer(listening: socket.socket) -> None:
    """Serve until told to stop; waitress lets the requests under way finish, then returns."""
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    server = create_server(get_wsgi_application(), sockets=[listening], **options())
    signal.signal(signal.SIGTERM, stop)
    try:
        server.run()
    finally:
        server.close()
