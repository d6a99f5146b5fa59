"""The demonstration, served by the real command in its own process and its own data folder."""

import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager

from tests.journeys.sheets import command_environment
from tests.once import made_once

START_SECONDS = 180


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def played_once(tmp_path_factory):
    """A demonstration that was started from nothing and stopped, once for all workers.

    In the folder: `var`, to be copied, and `told`, what the command said.
    """

    def play(folder):
        told = []
        with demonstration(folder / "var", told):
            pass
        (folder / "told").write_text("".join(told), encoding="utf-8")

    return made_once(tmp_path_factory, "demonstration", play)


@contextmanager
def demonstration(data, told=None):
    """Its address, while it is served; `told` receives the lines that the command says."""
    port, told = free_port(), [] if told is None else told
    server = subprocess.Popen(
        [sys.executable, "-m", "maillage.config", "demo", "--port", str(port)],
        env={**command_environment(), "MAILLAGE_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_it_says_where(server, told)
        # What it says afterwards must not fill the pipe and stop it.
        reader = threading.Thread(target=lambda: told.extend(server.stdout), daemon=True)
        reader.start()
        address = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{address}/", timeout=60) as page:  # noqa: S310
            assert page.status == 200
        yield address
        server.send_signal(signal.SIGTERM)
        code = server.wait(timeout=30)
        reader.join(timeout=10)
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()
        server.stdout.close()
    assert code == 0, "".join(told)
    assert "Traceback" not in "".join(told), "".join(told)


def _wait_until_it_says_where(server, told):
    late = threading.Timer(START_SECONDS, server.kill)
    late.start()
    for line in server.stdout:
        told.append(line)
        if "http://" in line:
            break
    late.cancel()
    assert server.poll() is None, "".join(told)


def open_account(data, email, password):
    """One that is nobody's of the demonstration, by the command line, while the site is served."""
    subprocess.run(
        [sys.executable, "-m", "maillage.config", "createsuperuser", "--noinput",
         "--email", email, "--name", "Camille"],
        env={**command_environment(), "MAILLAGE_DATA": str(data),
             "DJANGO_SUPERUSER_PASSWORD": password},
        check=True,
        capture_output=True,
        timeout=60,
    )  # fmt: skip
