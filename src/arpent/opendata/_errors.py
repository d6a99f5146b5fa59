"""What is refused of an open-data file."""

from arpent.errors import ArpentError


class OpenDataError(ArpentError):
    """A whole file that cannot be used; ``line`` and ``column`` say where, when it is somewhere."""

    def __init__(self, reason: str, *, line: int = 0, column: str = "") -> None:
        self.line, self.column, self.reason = line, column, reason
        where = [f"ligne {line}"] if line else []
        where += [f"colonne {column}"] if column else []
        super().__init__(f"{', '.join(where)} : {reason}" if where else reason)
