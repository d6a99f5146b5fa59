"""The first sheet of a workbook, cell by cell, in flat memory.

A workbook is an archive of XML files, and 30 MB of it may unpack to 30 GB. A library that builds
its elements keeps one for each row; here a parser that keeps nothing tells what it meets.
Formulas are never computed: what they gave when the workbook was saved is what is read.
"""

import os
import posixpath
import tempfile
from array import array
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from maillage.exchange.bounds import PIECE, Table, Unpacked, bounded, too_long
from maillage.exchange.errors import Unreadable

DEEPEST = 40
LONGEST_TAG = 1_000_000
LAST_ROW = 1_048_576
# Excel has room for 65,490 styles, and for far less of all the rest.
MOST_FOUND = 65_490
LETTERS = {letter: at for at, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)}
GUESSED_WORKBOOK = "xl/workbook.xml"


def read(archive, held, limits):
    """Its first sheet."""
    try:
        book = _Book(archive, held, limits)
        rows = book.rows()
        _number, header = next(rows, (1, []))
    except (KeyError, IndexError, ValueError, StopIteration):
        raise _spoilt() from None
    return Table(header, bounded(rows, limits))


class _Book:
    def __init__(self, archive, held, limits):
        self.archive, self.held, self.limits = archive, held, limits
        self.path = self._path_of_the_book()
        self.epoch, sheet = self._first_sheet()
        targets = self._targets(self.path)
        kinds = dict(targets.values())
        self.sheet = targets[sheet][1]
        self.dates = self._date_styles(kinds.get("styles"))
        self.texts = _Texts(held, limits)
        if kinds.get("sharedStrings"):
            self._parse(kinds["sharedStrings"], self.texts)
            self.texts.file.flush()

    def rows(self):
        """(number, cells as text) of the rows that hold anything, as a spreadsheet numbers them."""
        reader = _Sheet(self)
        for _piece in self._pieces(self.sheet, reader):
            yield from reader.done
            reader.done.clear()

    def _path_of_the_book(self):
        if "_rels/.rels" not in self.archive.namelist():
            return GUESSED_WORKBOOK
        targets = dict(self._targets("").values())
        return targets.get("officeDocument", GUESSED_WORKBOOK)

    def _first_sheet(self):
        found = _Found("sheet", "workbookPr")
        self._parse(self.path, found)
        is_mac = any(told.get("date1904") in {"1", "true"} for told in found.told["workbookPr"])
        first = found.told["sheet"][0]
        key = next(value for name, value in first.items() if _local(name) == "id")
        return CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900, key

    def _targets(self, path):
        """{key: (kind, path)} of what this part names."""
        folder, name = posixpath.split(path)
        found = _Found("Relationship")
        self._parse(posixpath.join(folder, "_rels", f"{name}.rels"), found)
        return {
            told["Id"]: (
                told["Type"].rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, told["Target"])).lstrip("/"),
            )
            for told in found.told["Relationship"]
        }

    def _date_styles(self, path):
        """Numbers of the styles that show a number as a date."""
        if not path or path not in self.archive.namelist():
            return set()
        found = _Found("numFmt", "xf", within="cellXfs")
        self._parse(path, found)
        formats = dict(BUILTIN_FORMATS)
        formats |= {int(t["numFmtId"]): t.get("formatCode", "") for t in found.told["numFmt"]}
        return {
            at
            for at, told in enumerate(found.told["xf"])
            if is_date_format(formats.get(int(told.get("numFmtId", 0)), ""))
        }

    def _parse(self, path, reader):
        for _piece in self._pieces(path, reader):
            pass

    def _pieces(self, path, reader):
        """Let `reader` meet the elements of a part, a piece of it at a time."""
        info = self.archive.getinfo(path)
        try:
            file = self.held.enter_context(self.archive.open(info))
        except (NotImplementedError, RuntimeError, OSError):
            raise _spoilt() from None
        stream = Unpacked(file, info.compress_size, self.limits)
        parser, fed = _parser(reader), 0
        try:
            while piece := stream.read(PIECE):
                parser.Parse(piece)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > LONGEST_TAG:
                    raise _spoilt()
                if isinstance(reader, _Found) and fed > self.limits.part:
                    raise _spoilt()
                yield piece
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise _spoilt() from None


def _parser(reader):
    parser, depth = expat.ParserCreate(), 0
    parser.buffer_text = True
    parser.buffer_size = PIECE

    def start(name, told):
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _spoilt()
        reader.start(_local(name), told)

    def end(name):
        nonlocal depth
        depth -= 1
        reader.end(_local(name))

    def refuse(*_told):
        # No workbook declares a type; what does wants to be unfolded.
        raise _spoilt()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    if hasattr(reader, "text"):
        parser.CharacterDataHandler = reader.text
    return parser


def _local(name):
    return name.rpartition(":")[2] if ":" in name else name


class _Found:
    """The attributes of some elements, `xf` being those that stand `within` another one."""

    def __init__(self, *names, within=""):
        self.told = {name: [] for name in names}
        self.within, self.inside = within, not within

    def start(self, name, told):
        if name == self.within:
            self.inside = True
        elif name in self.told and (self.inside or name != "xf"):
            self.told[name].append(told)
            if len(self.told[name]) > MOST_FOUND:
                raise _spoilt()

    def end(self, name):
        if self.within and name == self.within:
            self.inside = False


class _Words:
    """The text of a cell, or of a shared one: what its `t` say, but for how it is pronounced."""

    def __init__(self, limits):
        self.limits, self.heard, self.size = limits, [], 0
        self.listens = self.is_aside = False

    def start(self, name, _told):
        if name == "rPh":
            self.is_aside = True
        self.listens = name in {"t", "v"} and not self.is_aside

    def end(self, name):
        if name == "rPh":
            self.is_aside = False
        self.listens = False

    def text(self, piece):
        if self.listens:
            self.heard.append(piece)
            self.size += len(piece)
            if self.size > self.limits.cell:
                raise too_long(self.line(), self.limits)

    def line(self):
        return 0

    def taken(self):
        words = "".join(self.heard)
        self.heard, self.size = [], 0
        return words


class _Texts(_Words):
    """Shared texts, kept on the disk; in memory, where each begins."""

    def __init__(self, held, limits):
        super().__init__(limits)
        self.file = held.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        self.places, self.at = array("Q", [0]), 0

    def line(self):
        return len(self.places)

    def end(self, name):
        super().end(name)
        if name == "si":
            words = self.taken().encode("utf-8", "replace")
            self.file.write(words)
            self.at += len(words)
            self.places.append(self.at)
            if len(self.places) > self.limits.texts:
                raise Unreadable(
                    _("Ce classeur tient plus de %(most)d textes : enregistrez-le en CSV.")
                    % {"most": self.limits.texts}
                )

    def numbered(self, words):
        if not words.isdecimal() or int(words) >= len(self.places) - 1:
            raise _spoilt()
        number = int(words)
        begin, end = self.places[number], self.places[number + 1]
        return os.pread(self.file.fileno(), end - begin, begin).decode()


class _Sheet(_Words):
    """Rows as they end."""

    def __init__(self, book):
        super().__init__(book.limits)
        self.book, self.done = book, []
        self.row, self.at, self.cells = 0, 0, []
        self.kind = self.style = ""
        self.weight = 0

    def line(self):
        return self.row

    def start(self, name, told):
        super().start(name, told)
        if name == "c":
            place = told.get("r")
            self.at = _column(place) if place else self.at + 1
            self.kind, self.style = told.get("t", "n"), told.get("s", "")
        elif name == "row":
            number = told.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            self.at, self.cells, self.weight = 0, [], 0
            if self.row > LAST_ROW:
                raise _spoilt()
        elif name == "f":
            self.listens = False

    def end(self, name):
        super().end(name)
        if name == "c":
            self._put(self._told(self.taken()))
        elif name == "row" and any(self.cells):
            self.done.append((self.row, self.cells))

    def _put(self, text):
        if not text:
            return
        self.weight += len(text)
        if self.at > self.limits.columns or self.weight > self.limits.record:
            raise Unreadable(
                _("Ligne %(line)d : plus de %(most)d colonnes, ou des cases démesurées.")
                % {"line": self.row, "most": self.limits.columns}
            )
        self.cells += [""] * (self.at - len(self.cells))
        self.cells[self.at - 1] = text

    def _told(self, words):
        if self.kind == "s":
            return unescape(self.book.texts.numbered(words)) if words else ""
        if self.kind == "b":
            return {"1": "oui", "0": "non"}.get(words, words)
        return self._number(words) if self.kind == "n" and words else unescape(words)

    def _number(self, words):
        try:
            number = float(words)
            if self.style.isdecimal() and int(self.style) in self.book.dates:
                return from_excel(number, self.book.epoch).isoformat()
        except (ValueError, OverflowError, AttributeError):
            return words
        return str(int(number)) if number.is_integer() else words


def _column(place):
    """The number of the column where a cell says that it stands."""
    number = 0
    for letter in place:
        if letter not in LETTERS:
            break
        number = number * 26 + LETTERS[letter]
    if not 0 < number <= 2**14:
        raise _spoilt()
    return number


def _spoilt():
    return Unreadable(_("Ce classeur ne s’ouvre pas : enregistrez-le de nouveau."))
