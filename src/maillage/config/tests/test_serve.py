"""From an empty folder to a page, in one command."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.journeys.server import played_once


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path="/accessibilite/", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


@pytest.fixture
def started(maillage, port):
    running = []

    def start(*arguments, **changes):
        server = subprocess.Popen(
            [sys.executable, "-m", "maillage.config", *arguments, "--port", str(port)],
            env={**maillage.environment, **changes},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(server)
        lines = []
        for line in server.stdout:
            lines.append(line)
            if "http://" in line:
                break
        assert server.poll() is None, "".join(lines)
        return server, "".join(lines)

    yield start
    for server in running:
        if server.poll() is None:
            server.kill()
        server.wait()
        server.stdout.close()


def test_serve_goes_from_nothing_to_a_page_and_stops_when_told(started, maillage, port):
    server, told = started("serve")
    assert f"http://127.0.0.1:{port}/" in told
    # Everything that is written is in the one folder.
    names = {path.name for path in maillage.data.iterdir()}
    assert {"db.sqlite3", "second.sqlite3", "secret.key", "static"} <= names

    answer, body = get(port)
    page = body.decode()
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    for directive in ("default-src 'none'", "style-src 'self'", "frame-ancestors 'none'"):
        assert directive in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "waitress" not in answer.headers.get("Server", "")
    assert "Set-Cookie" not in answer.headers

    sheet = re.search(r'href="(/static/portal/maillage\.[0-9a-f]{12}\.css)"', page)[1]
    answer, _ = get(port, sheet, **{"Accept-Encoding": "gzip"})
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in answer.headers["Cache-Control"]

    answer, _ = get(port, Host="evil.example")
    assert answer.status == 400
    assert "Content-Security-Policy" in answer.headers

    busy = maillage("serve", "--port", str(port))
    assert busy.returncode == 1
    assert f"Le port {port} est déjà pris" in busy.stdout
    assert "Traceback" not in busy.stderr

    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=15) == 0

    _, told = started("serve")
    assert "Mise à jour" not in told, "the second start finds everything ready"
    assert get(port)[0].status == 200


def test_behind_its_proxy_the_site_is_https_only_and_forged_headers_change_nothing(
    started, migrated, port
):
    started("serve", MAILLAGE_BEHIND_PROXY="127.0.0.1", MAILLAGE_HOSTS="exemple.fr,127.0.0.1")
    answer, _ = get(port, Host="exemple.fr")
    assert answer.status == 301
    assert answer.headers["Location"] == "https://exemple.fr/accessibilite/"

    secure = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "exemple.fr"}
    answer, _ = get(port, **secure)
    assert answer.status == 200
    assert "max-age=31536000; includeSubDomains" in answer.headers["Strict-Transport-Security"]


def test_without_a_declared_proxy_its_headers_are_dropped(started, migrated, port):
    started("serve")
    answer, _ = get(port, **{"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers
    assert get(port, **{"X-Forwarded-Host": "evil.example"})[0].status == 200


def test_the_demonstration_never_settles_where_accounts_already_are(migrated, port):
    script = (
        "from django.contrib.auth import get_user_model as g;"
        "m = g(); m._default_manager.bulk_create([m(**{m.USERNAME_FIELD: 'a@exemple.fr'})])"
    )
    made = migrated("shell", "-c", script)
    assert made.returncode == 0, made.stderr

    found = migrated("demo", "--port", str(port))
    assert found.returncode == 1
    assert "contient déjà des comptes" in found.stdout


def test_the_demonstration_is_populated_once_and_names_its_accounts(
    started, maillage, port, tmp_path_factory
):
    played = played_once(tmp_path_factory)
    said = (played / "told").read_text()
    assert "Comptes d’essai, sans mot de passe" in said
    code = re.search(r"ma-parole/[0-9A-Z-]{19}/", said)[0]
    assert said.count("\n  ") >= 3
    shutil.copytree(played / "var", maillage.data)

    started("demo")
    assert "Démonstration" in get(port)[1].decode()
    assert get(port, "/retours/")[0].status == 200
    assert get(port, f"/{code}")[0].status == 200


def children_of(pid):
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(happens, seconds=10):
    end = time.monotonic() + seconds
    while not (found := happens()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads the children of a process in /proc")
def test_a_process_of_the_server_that_dies_is_replaced_and_none_outlives_the_first(
    started, migrated, port
):
    server, _ = started("serve", MAILLAGE_PROCESSES="2")
    # Two that answer, and the one that reads for those who sort.
    workers = until(lambda: len(found := children_of(server.pid)) == 3 and found)

    for worker in workers[0], workers[2]:
        os.kill(worker, signal.SIGKILL)
        until(lambda killed=worker: killed not in children_of(server.pid))
    until(lambda: len(children_of(server.pid)) == 3)
    assert get(port)[0].status == 200

    workers = children_of(server.pid)
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in workers))


def test_a_server_told_to_stop_as_it_starts_stops(started, migrated, port):
    """The signal may reach a process that is being born: it was once heard by nobody."""
    for _ in range(3):
        server, _told = started("serve", MAILLAGE_PROCESSES="3")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=15) == 0


def test_a_server_killed_outright_starts_again(started, migrated, port):
    server, _ = started("serve")
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    started("serve")
    assert get(port)[0].status == 200
