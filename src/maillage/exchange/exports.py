"""What leaves, written as it is read: CSV, JSON, JSON Lines streamed; XLSX by rows, then sent."""

import csv
import io
import json
import tempfile

from maillage.exchange import queries
from maillage.exchange.columns import NAMES
from maillage.exchange.enums import Format
from maillage.exchange.errors import TooManyForASheet, Unreadable
from maillage.exchange.guard import neutralised

MOST_SHEET_ROWS = 1_048_575
CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.JSONL: "application/x-ndjson",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LISTS = ("points_forts", "irritants", "liens")


def written(found, file_format):
    """The pieces of the file, as bytes; refused before the first when it cannot hold them."""
    if (
        file_format == Format.XLSX
        and found.values("pk")[: MOST_SHEET_ROWS + 1].count() > MOST_SHEET_ROWS
    ):
        raise TooManyForASheet
    return WRITERS[Format(file_format)](queries.rows_of(found))


def faults_written(faults):
    """What to correct, as a table to work from; where the file cannot be read further, it ends."""
    return _delimited(("ligne", "colonne", "raison"), _told(faults))


def _told(faults):
    try:
        for each in faults:
            yield each.line, each.column, each.reason
    except Unreadable as reason:
        yield "", "", str(reason)


def _csv(rows):
    cells = ([neutralised(row[name]) for name in NAMES] for _retex, row in rows)
    return _delimited(NAMES, cells)


def _delimited(header, rows):
    # Spreadsheets take a CSV for UTF-8 when it begins so.
    yield "\ufeff".encode()
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")

    def taken():
        text = line.getvalue()
        line.seek(0)
        line.truncate()
        return text.encode()

    writer.writerow(header)
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % 200 == 0:
            yield taken()
    yield taken()


def _objects(rows):
    for _retex, row in rows:
        told = {**row, **{name: row[name].split("\n") if row[name] else [] for name in LISTS}}
        yield json.dumps(told, ensure_ascii=False)


def _json(rows):
    yield b"["
    for number, text in enumerate(_objects(rows)):
        yield f"{',' if number else ''}\n{text}".encode()
    yield b"\n]\n"


def _jsonl(rows):
    for text in _objects(rows):
        yield f"{text}\n".encode()


def _xlsx(rows):
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils.exceptions import IllegalCharacterError

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Témoignages")
    sheet.append(list(NAMES))

    def cell(text):
        # Typed as text: nothing in it is ever computed, whatever it begins with.
        try:
            made = WriteOnlyCell(sheet, neutralised(text))
        except IllegalCharacterError:
            made = WriteOnlyCell(sheet, "".join(c for c in text if c.isprintable() or c == "\n"))
        made.data_type = "s"
        return made

    for _retex, row in rows:
        sheet.append([cell(row[name]) for name in NAMES])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(65_536):
            yield piece


WRITERS = {Format.CSV: _csv, Format.JSON: _json, Format.JSONL: _jsonl, Format.XLSX: _xlsx}
