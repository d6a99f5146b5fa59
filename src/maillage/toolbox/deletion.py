"""What becomes of the rows that point at one that is deleted, beside what Django offers."""

from typing import Any

from django.db.models import CASCADE, ProtectedError
from django.utils.deconstruct import deconstructible


@deconstructible
class GoesUnless:
    """For `on_delete`: the row goes with what it points at, and keeps it where `column` is `value`.

    What is kept so is emptied by whoever asked (`voices.actions` does), instead of being deleted.
    """

    def __init__(self, column: str, value: str) -> None:
        self.column, self.value = column, value

    def __call__(self, collector: Any, field: Any, rows: Any, using: str) -> None:
        kept = {row for row in rows if getattr(row, self.column) == self.value}
        if kept:
            raise ProtectedError(f"{self.column} is {self.value}", kept)
        CASCADE(collector, field, rows, using)
