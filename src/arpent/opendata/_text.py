"""Lines and tables out of bytes: every encoding and every delimiter that public files use."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from arpent.opendata._errors import OpenDataError

MAX_LINE = 1_000_000
# A quotation mark left open swallows the lines that follow: an address never has twenty.
MAX_LINES_IN_ROW = 20
MAX_COLUMNS = 500
# Nothing but ends of lines is how little a bomb needs to keep a reader busy.
MAX_BLANK_LINES = 10_000
_DELIMITERS = ";,\t|"


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


def text_lines(stream: BinaryIO) -> Iterator[str]:
    """Lines with their ends. Each is read by itself: some files mix UTF-8 and cp1252."""
    start = stream.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start:
        yield from _wide_lines(start, stream)
        return
    rest = start.removeprefix(b"\xef\xbb\xbf")
    number = blank = 0
    while True:
        line, rest = _line(rest, stream)
        if not line:
            return
        number += 1
        blank = blank + 1 if line.isspace() else 0
        if blank > MAX_BLANK_LINES:
            raise OpenDataError("le fichier n’est plus fait que de lignes vides.", line=number)
        if len(line) > MAX_LINE:
            raise OpenDataError("la ligne est démesurée.", line=number)
        if b"\0" in line:
            raise OpenDataError("ce n’est pas du texte.", line=number)
        yield _decoded(line)


def _line(rest: bytes, stream: BinaryIO) -> tuple[bytes, bytes]:
    """What was already read, to its end of line, then the stream."""
    if b"\n" in rest:
        line, end, rest = rest.partition(b"\n")
        return line + end, rest
    return rest + stream.readline(MAX_LINE + 1), b""


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _wide_lines(start: bytes, stream: BinaryIO) -> Iterator[str]:
    boms = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    encoding = boms.get(start[:2]) or ("utf-16-le" if start[1:2] == b"\0" else "utf-16-be")
    decoder = codecs.getincrementaldecoder(encoding)()
    rest, number = start[2:] if start[:2] in boms else start, 0
    held = ""
    try:
        while rest:
            held += decoder.decode(rest)
            *whole, held = held.split("\n")
            for line in whole:
                number += 1
                yield line + "\n"
            if len(held) > MAX_LINE:
                raise OpenDataError("la ligne est démesurée.", line=number + 1)
            rest = stream.read(1 << 16)
        held += decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise OpenDataError("ce n’est pas du texte.", line=number + 1) from error
    if held:
        yield held


def read_table(stream: BinaryIO) -> Table:
    """The header, then rows with the number of the line where each begins."""
    lines = text_lines(stream)
    number, head = 0, ""
    for line in lines:
        number += 1
        if line.strip():
            head = line
            break
    if not head:
        raise OpenDataError("le fichier est vide.")
    delimiter = max(_DELIMITERS, key=lambda one: len(_split(head, one)))
    header = _split(head, delimiter)
    if len(header) > MAX_COLUMNS:
        raise OpenDataError("la ligne de titres n’en est pas une.", line=number)
    names = tuple(name.strip().lstrip("\ufeff") for name in header)
    return Table(names, _rows(lines, delimiter, len(names), number))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        return line.rstrip("\r\n").split(delimiter)


def _rows(
    lines: Iterator[str], delimiter: str, width: int, before: int
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    read = 0
    try:
        for row in reader:
            line, spanned = before + read + 1, reader.line_num - read
            read = reader.line_num
            if spanned > MAX_LINES_IN_ROW:
                raise OpenDataError("un guillemet ouvert n’est jamais refermé.", line=line)
            if not any(cell.strip() for cell in row):
                continue
            while len(row) > width and not row[-1].strip():
                row.pop()
            yield line, row
    except csv.Error as error:
        raise OpenDataError("la ligne ne se lit pas.", line=before + read + 1) from error
