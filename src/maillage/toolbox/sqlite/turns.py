"""Writers take turns.

SQLite lets a writer in when it happens to ask at a free moment, and makes it sleep up to 100 ms
between two tries: under load one process can wait for minutes while another never stops. Here two
kernel locks on two side files make a queue, on any number of threads and processes:

    door   held by whoever is next: the one who has just left must go behind it
    room   held by whoever is writing

Only the next in line watches the room, so it can watch with a deadline without losing its place.
The kernel frees both when a process dies, however it dies.
"""

import fcntl
import os
import threading
import time
from contextlib import suppress
from pathlib import Path


class TurnNotGranted(Exception):
    """The writer before this one did not finish in time."""


class WrongOrder(RuntimeError):
    """Waiting for the first database while writing in the second: both may wait for ever."""


_held = threading.local()


def _ranks() -> list[int]:
    if not hasattr(_held, "ranks"):
        _held.ranks = []
    ranks: list[int] = _held.ranks
    return ranks


class Turn:
    """One connection's place in the queue of one database file.

    A file lock belongs to an open file, not to a process: each connection opens its own, so that
    threads queue as processes do.
    """

    def __init__(self, database: Path, *, patience: float, rank: int = 0) -> None:
        self.paths = (
            database.with_name(f"{database.name}-door"),
            database.with_name(f"{database.name}-room"),
        )
        self.patience = patience
        self.rank = rank
        self.held = False
        self._files: tuple[int, int] | None = None
        self._process = 0

    def take(self) -> None:
        if self.held:
            return
        if any(rank > self.rank for rank in _ranks()):
            raise WrongOrder(f"turns are taken in the order of DATABASES: {self.paths[1]}")
        door, room = self._opened()
        deadline = time.monotonic() + self.patience
        # Bounded at the door too: whoever holds it gives up at its own, earlier, deadline.
        fcntl.flock(door, fcntl.LOCK_EX)
        try:
            self._enter(room, deadline)
        finally:
            fcntl.flock(door, fcntl.LOCK_UN)
        self.held = True
        _ranks().append(self.rank)

    def _enter(self, room: int, deadline: float) -> None:
        tries = 0
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(room, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            if time.monotonic() > deadline:
                raise TurnNotGranted
            tries += 1
            # A usual commit lasts half a millisecond; an import, seconds.
            time.sleep(0.00005 if tries < 50 else 0.001 if tries < 500 else 0.01)

    def leave(self) -> None:
        if not self.held:
            return
        self.held = False
        with suppress(ValueError):  # a connection may be closed by another thread than its own
            _ranks().remove(self.rank)
        if self._files is not None and self._process == os.getpid():
            fcntl.flock(self._files[1], fcntl.LOCK_UN)

    def close(self) -> None:
        self.leave()
        if self._files is not None:
            for file in self._files:
                os.close(file)
            self._files = None

    def _opened(self) -> tuple[int, int]:
        # After a fork the child would share its parent's place: it opens its own.
        if self._files is not None and self._process != os.getpid():
            self.close()
        if self._files is None:
            door, room = (os.open(path, os.O_RDWR | os.O_CREAT, 0o600) for path in self.paths)
            self._files = door, room
            self._process = os.getpid()
        return self._files
