"""Wide files read straight into columns: what the row reader gives, much sooner.

Arrow reads a file that is what it should be. At the first thing that it does not take as the row
reader does (an encoding, a comma, a space, a row too short), the whole file is left to the latter.
"""

import gzip
import mmap
import re
import struct
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from arpent.geo._attach import ADDRESS_NUMBERS, ADDRESS_TEXTS
from arpent.geo._columns import Columns, columns
from arpent.geo._homes import BUILDING_NUMBERS, BUILDING_TEXTS
from arpent.geo._offers import ELIGIBILITY_TEXTS, Offers, offers
from arpent.opendata import Column, Reading, Row, Source, recognise, titles
from arpent.opendata._fields import MISSING
from arpent.text import fold

# {source: its columns of text, its columns of numbers}.
WIDE: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "adresses": (ADDRESS_TEXTS, ADDRESS_NUMBERS),
    "immeubles": (BUILDING_TEXTS, BUILDING_NUMBERS),
    "eligibilite": (ELIGIBILITY_TEXTS, ()),
}
# Texts of which nearly every one is different; the others are read once each.
_UNLIKE = {"id", "address"}
_WHOLE = {"number", "dwellings"}
# As the row reader knows them, in the cases in which they are found.
_CASES = (str, str.upper, str.title)
_MISSING = sorted({case(cell) for cell in MISSING for case in _CASES} | {"NaN"})
_GZIP, _WRAPPED = b"\x1f\x8b", (b"PK", b"7z", b"\xff\xfe", b"\xfe\xff")
# Whose cells that count have no accent: elsewhere, a line with one byte that is not of UTF-8 is
# read otherwise from its beginning.
_ASCII = {"immeubles", "eligibilite"}
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_QUOTED = re.compile(rb'"(?:[^"]|"")*"')
_BLOCK = 8 << 20
_LONG = 20_000_000
# No key is as long as what the row reader refuses.
_SHORT = 40
# Above this share of rejected rows the row reader says what is wrong.
_FEW = 0.1


def read_columns(path: Path | str) -> Columns:
    """The columns that count of a file of addresses, of buildings or of eligibility.

    The same as from its rows one by one; ``OpenDataError`` where that reader refuses the file.
    """
    reading = recognise(path)
    fast = _fast(reading.path, reading.source)
    return fast if fast is not None else by_rows(reading)


def read_offers(path: Path | str) -> Offers:
    """The offers of a file of eligibility: from its bytes, else from its columns."""
    reading = recognise(path)
    # Compiling takes longer than reading a short file.
    if reading.path.stat().st_size >= _LONG and not _is_wrapped(reading.path):
        from arpent.geo._offers_bytes import offers_of_bytes

        headers = titles(reading.path)
        names = {column.name: _header(column, headers) for column in reading.source.columns}
        fast = offers_of_bytes(reading.path, headers, {n: h for n, h in names.items() if h})
        if fast is not None:
            return fast
    return offers(read_columns(path))


def read_rows(path: Path | str) -> list[dict[str, Any]]:
    """The rows of a narrow file, each different cell of a column being read once."""
    reading = recognise(path)
    table = None if reading.source.form != "table" else _cells(reading.path, reading.source)
    if table is None:
        return [row.values for row in _rows(reading)]
    length = len(next(iter(table.values())))
    told = {
        column.name: table.get(column.name, [None] * length) for column in reading.source.columns
    }
    filled = [column.name for column in reading.source.columns if column.filled]
    rows = [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)]
    kept = [row for row in rows if all(row[name] is not None for name in filled)]
    if not kept or len(rows) - len(kept) > max(10, _FEW * len(rows)):
        return [row.values for row in _rows(reading)]
    return kept


def _cells(path: Path, source: Source) -> dict[str, list[Any]] | None:
    """{our column: its cells read}; None where Arrow does not take the file, or rows are judged
    together."""
    if source.key or source.watch or source.edition:
        return None
    table = _table(path, source, {column.name for column in source.columns}, ())
    if table is None:
        return None
    found = {}
    for column in source.columns:
        if column.name in table.column_names:
            cells = table.column(column.name).combine_chunks()
            values = [_value(column, cell) for cell in cells.dictionary.to_pylist()]
            own = cells.indices.to_pylist()
            found[column.name] = [None if rank is None else values[rank] for rank in own]
    return found


def by_rows(reading: Reading) -> Columns:
    texts, numbers = WIDE[reading.source.name]
    filled = [column.name for column in reading.source.columns if column.filled]
    return columns((row.values for row in _rows(reading)), texts, numbers, needed=filled)


def _rows(reading: Reading) -> Iterator[Row]:
    for found in reading:
        if isinstance(found, Row):
            yield found


def _fast(path: Path, source: Source) -> Columns | None:
    import pyarrow as pa
    import pyarrow.compute as compute

    texts, numbers = WIDE[source.name]
    table = _table(path, source, {*texts, *numbers}, numbers)
    if table is None:
        return None
    found, kept = {}, None
    for column in source.columns:
        if column.name not in table.column_names:
            continue
        read = _read(column, table.column(column.name).combine_chunks(), column.name in numbers)
        if read is None:
            return None
        found[column.name] = read
        if column.filled:
            told = compute.is_valid(read)
            kept = told if kept is None else compute.and_(kept, told)
    rows = table.num_rows
    if kept is not None and not compute.all(kept).as_py():
        left = compute.sum(kept).as_py() or 0
        if rows - left > max(10, _FEW * rows):
            return None
        found = {name: column.filter(kept) for name, column in found.items()}
        rows = left
    if not rows:
        return None
    empty = pa.nulls(rows, pa.string())
    return Columns(
        {name: found.get(name, empty) for name in texts},
        {name: _numbers(found.get(name), rows) for name in numbers},
        rows,
    )


def _is_wrapped(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) in (_GZIP, *_WRAPPED)


def _table(path: Path, source: Source, wanted: Set[str], numbers: Sequence[str]) -> Any:
    """What Arrow makes of the file, under our names; None where it does not take it."""
    import pyarrow as pa
    from pyarrow import csv

    with path.open("rb") as file:
        head = file.read(4)
    is_packed = head[:2] == _GZIP
    if not is_packed and (b"\0" in head or head[:2] in _WRAPPED):
        return None
    headers = titles(path)
    names = {}
    for column in source.columns:
        if column.filled or column.name in wanted:
            header = _header(column, headers)
            if header is not None:
                names[header] = column.name
    if len(set(headers)) < len(headers):
        return None
    unlike = _UNLIKE if source.name in WIDE else ()
    kinds = {header: _kind(name in numbers, name in unlike) for header, name in names.items()}
    try:
        with _content(path, is_packed, source.name in _ASCII) as content:
            delimiter = _delimiter(content, headers)
            _judge_quotes(content, delimiter)
            table = csv.read_csv(
                pa.BufferReader(pa.py_buffer(content)),
                read_options=csv.ReadOptions(block_size=_BLOCK),
                parse_options=csv.ParseOptions(delimiter=delimiter),
                convert_options=csv.ConvertOptions(
                    column_types=kinds,
                    include_columns=list(names),
                    null_values=_MISSING,
                    strings_can_be_null=True,
                ),
            )
    except (pa.ArrowInvalid, pa.ArrowKeyError, OSError, EOFError, ValueError):
        return None
    return table.rename_columns([names[header] for header in table.column_names])


@contextmanager
def _content(path: Path, is_packed: bool, is_ascii: bool) -> Iterator[Any]:
    """Its bytes, mapped where they lie; ``ValueError`` where they are no text of UTF-8."""
    with path.open("rb") as file:
        content: Any = gzip.decompress(file.read()) if is_packed else _mapped(file)
    # Looking for one byte is ten times quicker than for a pattern.
    has_returns = content.find(b"\r") >= 0
    if content.find(b"\0") >= 0 or (has_returns and _LONE_RETURN.search(content)):
        raise ValueError("a line that only the row reader judges")
    if not is_ascii:
        _judge_encoding(content)
    yield content


def _judge_encoding(content: Any) -> None:
    """UTF-8 from end to end, without making a text of it."""
    import pyarrow as pa

    ends = pa.py_buffer(struct.pack("=qq", 0, len(content)))
    whole = [None, ends, pa.py_buffer(content)]
    pa.LargeBinaryArray.from_buffers(pa.large_binary(), 1, whole).cast(pa.large_string())


def _judge_quotes(content: Any, delimiter: str) -> None:
    """A cell is quoted whole, and holds no separator: of the rest, readers have their own ideas."""
    at = content.find(b'"')
    while at >= 0:
        begin, end = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at)
        line = bytes(content[begin : end if end >= 0 else len(content)])
        cells = [cell for cell in line.rstrip(b"\r").split(delimiter.encode()) if b'"' in cell]
        if not all(_QUOTED.fullmatch(cell) for cell in cells):
            raise ValueError("a quotation mark that only the row reader judges")
        at = content.find(b'"', end) if end >= 0 else -1


def _mapped(file: Any) -> Any:
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _header(column: Column, headers: Sequence[str]) -> str | None:
    folded: dict[str, str] = {}
    for header in headers:
        folded.setdefault(fold(header), header)
    return next((folded[name] for name in column.names if name in folded), None)


def _kind(is_number: bool, is_unlike: bool) -> Any:
    import pyarrow as pa

    if is_number:
        return pa.float64()
    return pa.string() if is_unlike else pa.dictionary(pa.int32(), pa.string())


def _delimiter(content: Any, headers: Sequence[str]) -> str:
    line = bytes(content[: content.find(b"\n") + 1]).decode("utf-8-sig")
    for delimiter in ";,\t|":
        if line.count(delimiter) == len(headers) - 1:
            return delimiter
    raise ValueError("the header tells no delimiter")


def _read(column: Column, cells: Any, is_number: bool) -> Any:
    """Cells as the row reader would give them; None where it may not read them alike."""
    import pyarrow as pa
    import pyarrow.compute as compute

    if is_number:
        return _checked(column.name, cells)
    if not pa.types.is_dictionary(cells.type):
        # Spaces are what the row reader takes away.
        longest = compute.max(compute.binary_length(cells)).as_py() or 0
        return None if longest > _SHORT or _has_spaces(cells) else cells
    values = [_value(column, cell) for cell in cells.dictionary.to_pylist()]
    read = pa.array([None if value is None else str(value) for value in values], pa.string())
    if None in values:
        return read.take(cells.indices)
    return pa.DictionaryArray.from_arrays(cells.indices, read)


def _has_spaces(cells: Any) -> bool:
    """Looked for in all the texts at once, which lie side by side."""
    _valid, _ends, content = cells.buffers()
    told = b"" if content is None else bytes(content)
    return any(told.find(space) >= 0 for space in (b" ", b"\t", b"\xc2\xa0"))


def _value(column: Column, cell: str) -> Any:
    cell = cell.replace("\0", "").strip()
    if not cell or cell.casefold() in MISSING:
        return None
    try:
        return column.read(cell)
    except ValueError:
        return None


def _checked(name: str, cells: Any) -> Any:
    """Numbers that the row reader takes too: no infinity, no half of a dwelling."""
    import numpy as np
    import pyarrow.compute as compute

    told = compute.drop_null(cells).to_numpy(zero_copy_only=False)
    if not np.all(np.isfinite(told)):
        return None
    if name in _WHOLE and not np.all((told == np.floor(told)) & (told >= 0) & (told <= 1e8)):
        return None
    ends = {"longitude": 180, "latitude": 90}.get(name)
    if ends is not None and not np.all(np.abs(told) <= ends):
        return None
    return cells


def _numbers(cells: Any, rows: int) -> Any:
    import numpy as np

    if cells is None:
        return np.full(rows, np.nan)
    return cells.fill_null(np.nan).to_numpy(zero_copy_only=False)
