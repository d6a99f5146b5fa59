"""What leaves, written as it is read, in flat memory, whatever the format."""

import itertools
import json
import zlib

from maillage.exchange import queries
from maillage.exchange.columns import NAMES
from maillage.exchange.enums import Format
from maillage.exchange.errors import TooManyForASheet, Unreadable
from maillage.exchange.packing import workbook
from maillage.toolbox.delimited import AT_ONCE, CONTENT_TYPE, chunks_of, delimited
from maillage.toolbox.guard import as_lines, neutralised

MOST_SHEET_ROWS = 1_048_575
CONTENT_TYPES = {
    Format.CSV: CONTENT_TYPE,
    Format.JSON: "application/json",
    Format.JSONL: "application/x-ndjson",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
GZIP = "application/gzip"
# Of a row, what people typed: a spreadsheet might compute it. And what is a list of lines.
TYPED, LISTS = (5, 6, 7), (8, 9, 10)


def written(found, file_format, *, is_packed=False):
    """The pieces of the file, as bytes; refused before the first when it cannot hold them."""
    if file_format == Format.XLSX and found.values("pk")[MOST_SHEET_ROWS:].exists():
        raise TooManyForASheet
    pieces = WRITERS[Format(file_format)](queries.rows_of(found))
    return _packed(pieces) if is_packed else pieces


def faults_written(faults):
    """What to correct, as a table to work from; where the file cannot be read further, it ends."""
    return delimited(("ligne", "colonne", "raison"), _told(faults))


def _told(faults):
    try:
        for each in faults:
            yield each.line, each.column, each.reason
    except Unreadable as reason:
        yield "", "", str(reason)


def _cells(rows):
    for row in rows:
        cells = list(row)
        for at in LISTS:
            if cells[at]:
                cells[at] = neutralised(as_lines(cells[at]))
            else:
                cells[at] = ""
        for at in TYPED:
            cells[at] = neutralised(cells[at])
        yield cells


def _csv(rows):
    return delimited(NAMES, _cells(rows))


def _json(rows):
    between = "[\n"
    for chunk in _objects(rows):
        yield (between + ",\n".join(chunk)).encode()
        between = ",\n"
    yield b"[]\n" if between == "[\n" else b"\n]\n"


def _jsonl(rows):
    for chunk in _objects(rows):
        yield ("\n".join(chunk) + "\n").encode()


def _objects(rows):
    write = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    for chunk in chunks_of(rows, AT_ONCE):
        yield [write(dict(zip(NAMES, row, strict=True))) for row in chunk]


def _xlsx(rows):
    return workbook("Témoignages", itertools.chain([NAMES], _cells(rows)))


def _packed(pieces):
    # As `gzip` does, without the hour: the same content gives the same file.
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


WRITERS = {Format.CSV: _csv, Format.JSON: _json, Format.JSONL: _jsonl, Format.XLSX: _xlsx}
