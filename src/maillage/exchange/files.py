"""Tables as the field sends them, read row by row: CSV of any dialect, XLSX, JSON, JSON Lines.

Everything is bounded before it is held: a line, a cell, the number of columns, what an archive
unpacks to. What cannot be read says why in one line.
"""

import csv
import datetime as dt
import gzip
import io
import itertools
import json
import zipfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import ijson
from django.utils.translation import gettext as _

from maillage.exchange.errors import Unreadable

MOST_BYTES = 2_000_000_000
MOST_UNPACKED = 4_000_000_000
MOST_RATIO = 200
MOST_COLUMNS = 400
LONGEST_CELL = 100_000
SAMPLE = 65_536
MOST_DEPTH, OF_AN_ITEM = 20, 2
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Table:
    """`rows`: (number as a spreadsheet shows it, cells as text), read once and in order."""

    header: list
    rows: object


@contextmanager
def open_table(path):
    """The first sheet of a workbook, the rows of a file. Raises Unreadable."""
    with ExitStack() as held:
        table = _table(path, held)
        if len(table.header) > MOST_COLUMNS:
            raise Unreadable(
                _("%(count)d colonnes, c’est plus que les %(most)d possibles.")
                % {"count": len(table.header), "most": MOST_COLUMNS}
            )
        yield table


def _table(path, held):
    if path.stat().st_size == 0:
        raise Unreadable(_("Le fichier est vide."))
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(_("Le fichier dépasse 2 Go : envoyez-le en plusieurs fois."))
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    if head.startswith(b"PK\x03\x04"):
        return _archive(path, held)
    if head.startswith(b"\x1f\x8b"):
        return _text(held.enter_context(gzip.open(path, "rb")), held)
    return _text(held.enter_context(path.open("rb")), held)


def _archive(path, held):
    try:
        archive = held.enter_context(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, NotImplementedError):
        raise Unreadable(_("Ce fichier est abîmé : il ne s’ouvre pas.")) from None
    files = archive.infolist()
    unpacked = sum(each.file_size for each in files)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(path.stat().st_size, 10_000):
        raise Unreadable(_("Ce fichier se déplie en un volume démesuré : il n’est pas ouvert."))
    if "xl/workbook.xml" in archive.namelist():
        return _workbook(path, held)
    if len(files) == 1 and not files[0].is_dir():
        return _text(held.enter_context(archive.open(files[0])), held)
    raise Unreadable(_("Cette archive ne tient pas un seul tableau : envoyez le fichier lui-même."))


def _workbook(path, held):
    import openpyxl

    try:
        file = held.enter_context(path.open("rb"))
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        held.callback(book.close)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)
        header = list(next(rows, ()))
    except (KeyError, ValueError, TypeError, IndexError, zipfile.BadZipFile, OSError):
        raise Unreadable(_("Ce classeur ne s’ouvre pas : enregistrez-le de nouveau.")) from None
    told = ((at, [_cell(value) for value in row]) for at, row in enumerate(rows, 2))
    return Table([_cell(value) for value in header], _bounded(told))


def _text(stream, held):
    head = stream.peek(SAMPLE)[:SAMPLE] if hasattr(stream, "peek") else b""
    encoding = _encoding(head)
    if b"\0" in head.replace(b"\0\0", b"") and not encoding.startswith("utf-16"):
        raise Unreadable(_("Ce n’est pas un tableau de texte : il tient des caractères nuls."))
    start = head.decode(encoding, "replace").lstrip("\ufeff \r\n\t")
    if start[:1] == "[":
        return _records(_json_rows(stream))
    if start[:1] == "{":
        return _records(_json_lines(held.enter_context(_decoded(stream, encoding))))
    return _csv(held.enter_context(_decoded(stream, encoding)), start)


def _decoded(stream, encoding):
    return io.TextIOWrapper(stream, encoding, "replace", newline="")


def _encoding(head):
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A character may be cut at the end of the sample.
        if error.end < len(head) - 4:
            return "cp1252"
    return "utf-8-sig"


def _csv(lines, start):
    first = start.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        header = next(reader, [])
    except csv.Error:
        raise Unreadable(_("La première ligne ne se lit pas comme un en-tête.")) from None

    def rows():
        while True:
            try:
                row = next(reader, None)
            except csv.Error:
                raise Unreadable(
                    _("Ligne %(line)d : guillemets jamais fermés, ou case trop longue.")
                    % {"line": reader.line_num}
                ) from None
            if row is None:
                return
            yield reader.line_num, row

    return Table(header, _bounded(rows()))


def _json_rows(stream):
    """The objects of a list, one at a time. Depth is counted: a parser that is not would drown."""
    depth, builder = 0, None
    try:
        for event, value in ijson.basic_parse(stream, use_float=True):
            depth += event.startswith("start")
            if depth > MOST_DEPTH:
                raise Unreadable(_("Ce fichier JSON s’emboîte sans fin."))
            if depth >= OF_AN_ITEM:
                builder = builder or ijson.ObjectBuilder()
                builder.event(event, value)
            depth -= event.startswith("end")
            if builder is not None and depth < OF_AN_ITEM:
                yield builder.value
                builder = None
    except (ijson.JSONError, ValueError):
        raise Unreadable(_("Ce fichier JSON est abîmé ou incomplet.")) from None


def _json_lines(lines):
    """One object a line."""
    for line in lines:
        if len(line) > 20 * LONGEST_CELL:
            raise Unreadable(_("Une ligne du fichier JSON est démesurée."))
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                raise Unreadable(_("Ce fichier JSON est abîmé ou incomplet.")) from None


def _records(records):
    """Objects as rows of the columns of the first one."""
    first = next(records, None)
    if not isinstance(first, dict):
        raise Unreadable(_("Ce fichier JSON ne tient pas une liste de témoignages."))
    header = [name for name, _value in _flat(first)]

    def rows():
        for at, record in enumerate(itertools.chain([first], records), 2):
            told = dict(_flat(record)) if isinstance(record, dict) else {}
            yield at, [_cell(told.get(name)) for name in header]

    return Table(header, _bounded(rows()))


def _flat(record, prefix="", depth=0):
    for name, value in record.items():
        if isinstance(value, dict) and depth < 4:
            yield from _flat(value, f"{prefix}{name}/", depth + 1)
        else:
            yield f"{prefix}{name}", value


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_cell(each) for each in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\0", "")


def _bounded(rows):
    for line, row in rows:
        if len(row) > MOST_COLUMNS:
            raise Unreadable(
                _("Ligne %(line)d : %(count)d colonnes, c’est plus que les %(most)d possibles.")
                % {"line": line, "count": len(row), "most": MOST_COLUMNS}
            )
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Unreadable(_("Ligne %(line)d : une case est démesurée.") % {"line": line})
        yield line, row
