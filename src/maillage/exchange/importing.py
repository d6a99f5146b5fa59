"""What a held file says, row by row, and what importing it would do."""

import itertools
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.exchange.columns import NAMES, WORDS, is_from_decidim, recognised
from maillage.exchange.errors import RowsRefused, Unreadable
from maillage.exchange.files import open_table
from maillage.exchange.queries import already_here, themes_of
from maillage.exchange.rows import Fault, Reader
from maillage.territory.queries import place_of

CHUNK = 500
# As many are told at once; `faults_of` gives them all.
MOST_FAULTS = 200
SHOWN = 5


@dataclass
class Report:
    """`faults`: the first of `faulty`; `strange`: headers that mean nothing here."""

    columns: tuple = ()
    strange: tuple = ()
    rows: int = 0
    known: int = 0
    faulty: int = 0
    faults: list = field(default_factory=list)
    first: list = field(default_factory=list)

    @property
    def added(self):
        return self.rows - self.known


def examine(batch):
    """Read it to the end, write nothing."""
    report = Report()
    with _opened(batch, report) as read, closing(_Seen()) as seen:
        for chunk in chunks_of(_good(read, report), CHUNK):
            references = [row.reference for row in chunk]
            here = already_here(batch.consultation, references)
            # Twice in the file is there already, the second time.
            new = seen.add(each for each in references if each not in here)
            report.known += len(chunk) - new
            report.rows += len(chunk)
            report.first += [row.said for row in chunk[: SHOWN - len(report.first)]]
    return report


def faults_of(batch):
    """Every one of them, as they are met."""
    with _opened(batch, Report()) as read:
        for _row, faults in read:
            yield from faults


@contextmanager
def readable(batch):
    """Its rows; a wrong one stops everything."""
    with _opened(batch, Report()) as read:

        def rows():
            for row, faults in read:
                if faults:
                    raise RowsRefused(faults, len(faults))
                # Looked for while the database is free, and kept with what is said.
                row.said.flags  # noqa: B018
                yield row

        yield rows()


def chunks_of(rows, size):
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, size)):
        yield chunk


class _Seen:
    """What a file named so far: on the disk, where millions of names take no memory."""

    def __init__(self):
        self.base = sqlite3.connect("")
        self.base.execute("CREATE TABLE seen (name BLOB PRIMARY KEY) WITHOUT ROWID")

    def add(self, references):
        """How many were not seen before."""
        before = self.base.total_changes
        self.base.executemany(
            "INSERT OR IGNORE INTO seen VALUES (?)", ((each.bytes,) for each in references)
        )
        return self.base.total_changes - before

    def close(self):
        self.base.close()


def _good(read, report):
    for row, faults in read:
        if faults:
            report.faulty += len(faults)
            report.faults += faults[: MOST_FAULTS - len(report.faults)]
        else:
            yield row


@contextmanager
def _opened(batch, report):
    """(row, faults) of each line that says something."""
    with open_table(settings.MEDIA_ROOT / batch.stored) as table:
        header = table.header
        mapping, strange = recognised(header)
        if not set(mapping.values()) & set(WORDS):
            raise Unreadable(
                _(
                    "Aucune colonne de ce fichier ne tient des témoignages. Il faut au moins l’une "
                    "de celles-ci : %(words)s. Colonnes connues : %(names)s."
                )
                % {"words": ", ".join(WORDS), "names": ", ".join(NAMES)}
            )
        report.columns, report.strange = tuple(mapping.values()), tuple(strange)
        reader = Reader(
            batch.consultation,
            themes_of(batch.consultation),
            place_of,
            is_marked=table.is_sheet,
            is_html=is_from_decidim(header),
        )

        def read():
            for line, cells in table.rows:
                if not any(cell.strip() for cell in cells):
                    continue
                outside = [cell for cell in cells[len(header) :] if cell.strip()]
                if outside:
                    yield None, [_outside(line, outside[0])]
                    continue
                told = {name: cells[at] for at, name in mapping.items() if at < len(cells)}
                yield reader.read(line, told)

        yield read()


def _outside(line, cell):
    reason = _("« %(cell)s » ne tombe sous aucun en-tête : un séparateur de trop dans la ligne ?")
    return Fault(line, "-", reason % {"cell": cell[:80]})
