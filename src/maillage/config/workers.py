"""Several processes that answer on one port: Python runs one at a time in each.

The first process listens, forks the others, and starts again one that dies. Each of them holds the
end of a pipe that closes when the first process is gone, however it went: none outlives it.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

logger = logging.getLogger(__name__)
SIGNALS = {signal.SIGTERM, signal.SIGINT}
SHORTEST_LIFE = 1.0  # seconds; a worker that cannot live is not started again without a pause


class Workers:
    """`jobs`: what each process does, until it is told to stop or has done its part."""

    def __init__(self, jobs: Sequence[Callable[[], None]]) -> None:
        self.jobs = jobs
        self.born: dict[int, tuple[float, Callable[[], None]]] = {}
        self.stopping = False
        self.alive, self.held = os.pipe()
        # Before anybody is told that the site is there: they may stop it at once.
        for number in SIGNALS:
            signal.signal(number, self._stop)

    def run(self) -> None:
        """Until told to stop (SIGTERM, or Ctrl+C), then until the requests under way are over."""
        for job in self.jobs:
            if not self.stopping:
                self._start(job)
        while self.born:
            pid, status = os.waitpid(-1, 0)
            birth, job = self.born.pop(pid)
            if self.stopping:
                continue
            if status:
                logger.error("worker %s ended (%s) and is replaced", pid, status)
            if time.monotonic() - birth < SHORTEST_LIFE:
                time.sleep(SHORTEST_LIFE)
            # The signal may have come during the pause.
            if not self.stopping:
                self._start(job)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
        for pid in self.born:
            os.kill(pid, signal.SIGTERM)

    def _start(self, job: Callable[[], None]) -> None:
        from django.db import connections

        connections.close_all()  # a connection belongs to one process
        # A signal that comes while one is being born is for whoever knows what to do with it: the
        # first process once it holds the new one, the new one once it has forgotten the first's.
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        pid = os.fork()
        if pid:
            self.born[pid] = time.monotonic(), job
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            if self.stopping:  # it came just before they were blocked
                os.kill(pid, signal.SIGTERM)
            return
        status = 1
        try:
            os.close(self.held)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            threading.Thread(target=self._leave_with_the_first, daemon=True).start()
            job()
            status = 0
        except SystemExit:
            status = 0
        except Exception:
            logger.exception("worker %s cannot go on", os.getpid())
        finally:
            os._exit(status)

    def _leave_with_the_first(self) -> None:
        os.read(self.alive, 1)
        os._exit(1)
