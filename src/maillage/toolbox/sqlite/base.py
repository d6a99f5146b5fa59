"""Django's SQLite backend, durable and fair. ENGINE = "maillage.toolbox.sqlite"."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.backends.sqlite3 import base
from django.utils.asyncio import async_unsafe

from maillage.toolbox.sqlite.turns import Turn, TurnNotGranted
from maillage.toolbox.sqlite.version import refusal, wal_is_sound

PRAGMAS = (
    "journal_mode=WAL",
    "temp_store=MEMORY",
    "cache_size=-20000",
    "journal_size_limit=67108864",
    "trusted_schema=OFF",
    # No mmap_size: it amplified the only corruption reported on a site like ours.
)
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(base.DatabaseWrapper):
    """Options beside Django's own: `synchronous` (FULL unless said otherwise), `rank`, `fair`."""

    turn: Turn | None = None

    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        synchronous = parameters.pop("synchronous", "FULL")
        rank = parameters.pop("rank", 0)
        fair = parameters.pop("fair", True)
        patience = parameters.setdefault("timeout", 20)
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db() or name.startswith("file:"):
            return parameters
        if not wal_is_sound(base.Database.sqlite_version_info):
            raise ImproperlyConfigured(refusal(base.Database.sqlite_version_info))
        pragmas = [f"PRAGMA {each}" for each in (*PRAGMAS, f"synchronous={synchronous}")]
        self.init_commands = [*pragmas, *self.init_commands]
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        if fair and self.turn is None:
            self.turn = Turn(Path(name), patience=patience, rank=rank)
        return parameters

    @contextmanager
    def my_turn(self) -> Iterator[None]:
        """Hold the queue for one statement that SQLite commits by itself."""
        if self.turn is None or self.turn.held:
            yield
            return
        self._take_turn()
        try:
            yield
        finally:
            self._leave_turn()

    def create_cursor(self, name: str | None = None) -> "Cursor":
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _take_turn(self) -> None:
        if self.turn is not None:
            try:
                self.turn.take()
            except TurnNotGranted:
                # Django's own word for it, so that callers need to know one error only.
                raise OperationalError("database is locked") from None

    def _leave_turn(self) -> None:
        """Only once SQLite is out of its transaction: after a failed COMMIT comes a ROLLBACK."""
        if self.turn is not None and (
            self.connection is None or not self.connection.in_transaction
        ):
            self.turn.leave()

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        finally:
            if not self.connection.in_transaction:
                self._leave_turn()

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._leave_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave_turn()

    @async_unsafe
    def close(self) -> None:
        super().close()
        if self.turn is not None and self.connection is None:
            self.turn.close()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            if self.turn is not None:
                self.turn.close()


class Cursor(base.SQLiteCursorWrapper):
    """A write outside `atomic` is its own transaction: it queues like the others.

    With RETURNING, SQLite commits when the row is fetched, just after the turn is over; the busy
    handler covers that instant.
    """

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        if self.connection.in_transaction or not query[:20].lstrip().upper().startswith(WRITES):
            return super().execute(query, params)
        with self.wrapper.my_turn():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        if self.connection.in_transaction:
            return super().executemany(query, param_list)
        with self.wrapper.my_turn():
            return super().executemany(query, param_list)
