"""How much of a file is held at once. What would pass it is refused before it is held.

A file is written by whoever sends it: what it declares of itself may be a lie, so what is bounded
is what comes out of it, as it comes.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from maillage.exchange.errors import Unreadable

PIECE = 65_536
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """`record`: signs of one row, all its cells together. `ratio`: times a file may grow when it
    is unpacked, past the first `spared` bytes."""

    packed: int = 2_000_000_000
    unpacked: int = 4_000_000_000
    ratio: int = 200
    spared: int = 10_000_000
    columns: int = 400
    cell: int = 100_000
    record: int = 2_000_000
    depth: int = 20
    # Rows of nothing, one after the other: a sheet has that many below its last one.
    void: int = 1_048_576
    # Of a workbook: its texts that stand apart from its rows, and each part that is neither.
    texts: int = 3_000_000
    part: int = 5_000_000


LIMITS = Limits()


class Table(NamedTuple):
    """`rows`: (number as its reader counts them, cells as text), read once and in order.
    `is_sheet`: spreadsheets open it, and a mark may stand before what looks like a formula."""

    header: list
    rows: object
    is_sheet: bool = True


class Unpacked(io.RawIOBase):
    """A file as it is unpacked, counted."""

    def __init__(self, stream, packed_size, limits):
        self.stream, self.told = stream, 0
        self.most = min(limits.unpacked, max(limits.spared, limits.ratio * packed_size))

    def readable(self):
        return True

    def readinto(self, buffer):
        try:
            piece = self.stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError):
            raise Unreadable(
                _("Ce fichier est abîmé : il ne se déplie plus après %(size)s Mo.")
                % {"size": self.told // MEGABYTE}
            ) from None
        self.told += len(piece)
        if self.told > self.most:
            raise Unreadable(
                _(
                    "Ce fichier se déplie en un volume démesuré, plus de %(size)s Mo : il n’est "
                    "pas lu plus loin."
                )
                % {"size": self.most // MEGABYTE}
            )
        buffer[: len(piece)] = piece
        return len(piece)


class Lines:
    """Lines of text, none of them endless.

    `held`: signs of the row that is being read. A row may stand on several lines, between quotes:
    whoever reads it says when it is over, by putting this back to zero.
    """

    def __init__(self, text, limits):
        self.text, self.limits = text, limits
        self.number = self.held = 0
        self.began = 1

    def __iter__(self):
        return self

    def __next__(self):
        if not self.held:
            self.began = self.number + 1
        try:
            line = self.text.readline(self.limits.record - self.held + 1)
        except UnicodeError:
            raise Unreadable(
                _(
                    "Après la ligne %(line)d, des caractères ne se lisent pas. Enregistrez le "
                    "fichier en « CSV UTF-8 »."
                )
                % {"line": self.number}
            ) from None
        if not line:
            raise StopIteration
        self.number += 1
        self.held += len(line)
        if self.held > self.limits.record:
            raise Unreadable(
                _(
                    "Ligne %(line)d : plus de %(most)d signes sans fin. Des guillemets ne sont pas "
                    "fermés, ou ce n’est pas un tableau."
                )
                % {"line": self.began, "most": self.limits.record}
            )
        return line


def bounded(rows, limits):
    """Rows of which no cell and no width is out of measure, without the void cells at their end."""
    void = 0
    for line, row in rows:
        while row and not row[-1]:
            row.pop()
        void = 0 if row else void + 1
        if void > limits.void:
            raise Unreadable(
                _("Ligne %(line)d : rien depuis %(most)d lignes.")
                % {"line": line, "most": limits.void}
            )
        if len(row) > limits.columns:
            raise Unreadable(
                _("Ligne %(line)d : %(count)d colonnes, c’est plus que les %(most)d possibles.")
                % {"line": line, "count": len(row), "most": limits.columns}
            )
        if any(len(cell) > limits.cell for cell in row):
            raise too_long(line, limits)
        yield line, row


def too_long(line, limits):
    return Unreadable(
        _("Ligne %(line)d : une case passe les %(most)d signes.")
        % {"line": line, "most": limits.cell}
    )
