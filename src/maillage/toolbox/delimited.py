"""A table as a spreadsheet of this country opens it, written as it is read, in flat memory."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

Row = TypeVar("Row")
CONTENT_TYPE = "text/csv; charset=utf-8"
AT_ONCE = 200


def delimited(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    # Spreadsheets take a CSV for UTF-8 when it begins so.
    yield "\ufeff".encode()
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    for chunk in chunks_of(rows, AT_ONCE):
        writer.writerows(chunk)
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
    yield line.getvalue().encode()


def chunks_of(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Lists of `size` rows, and of what is left."""
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, size)):
        yield chunk
