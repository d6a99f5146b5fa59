"""The real server on a free port of this machine, and a client that counts every byte."""

import contextlib
import gzip
import os
import signal
import socket
import subprocess
import time

from bench.installation import MAILLAGE


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(port, variables, command="serve"):
    """In its own process group: a kill reaches all of it."""
    return subprocess.Popen(
        [MAILLAGE, command, "--port", str(port)],
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait(port, server, seconds=300):
    """Seconds until it answers."""
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        if server.poll() is not None:
            raise SystemExit(f"le serveur s’est arrêté ({server.returncode})")
        with contextlib.suppress(OSError):
            if get(port, "/accessibilite/")[0] == 200:
                return time.monotonic() - began
        time.sleep(0.05)
    raise SystemExit("le serveur ne répond pas")


def stop(server, number=signal.SIGTERM):
    if server.poll() is None:
        os.killpg(server.pid, number)
    server.wait(30)


@contextlib.contextmanager
def running(variables):
    port = free_port()
    server = start(port, variables)
    try:
        wait(port, server)
        yield port
    finally:
        stop(server)


def get(port, path):
    """(status, bytes on the wire, text)."""
    asked = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n"
        "Accept-Language: fr\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(asked.encode())
        received = b"".join(iter(lambda: line.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    if b"content-encoding: gzip" in head.lower():
        body = gzip.decompress(body)
    return int(head.split()[1]), len(received), body.decode(errors="replace")
