"""What a held file says, row by row, and what importing it would do."""

import itertools
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.exchange.columns import NAMES, WORDS, Mapping, recognised
from maillage.exchange.errors import RowsRefused, SaysNothing, Unreadable
from maillage.exchange.files import open_table
from maillage.exchange.queries import already_here, themes_of
from maillage.exchange.rows import Fault, Reader
from maillage.territory.queries import place_of
from maillage.toolbox.delimited import chunks_of

CHUNK = 500
# As many are told at once; `faults_of` gives them all.
MOST_FAULTS = 200
SHOWN = 5
# Rows among which each column is given an example, and how much of it.
SAMPLED, SAMPLE = 20, 120


@dataclass
class Report:
    """`faults`: the first of `faulty`."""

    mapping: Mapping | None = None
    # {index of a column: the first thing that stands in it}
    samples: dict = field(default_factory=dict)
    rows: int = 0
    known: int = 0
    faulty: int = 0
    faults: list = field(default_factory=list)
    first: list = field(default_factory=list)

    @property
    def added(self):
        return self.rows - self.known

    @property
    def undecided(self):
        return [self.mapping.called(at) for at in self.mapping.undecided]

    @property
    def left(self):
        return [self.mapping.called(at) for at in self.mapping.left]

    @property
    def is_ready(self):
        return self.mapping.says_something and not (self.mapping.undecided or self.faults)


def examine(batch):
    """Read it to the end, write nothing. One that says nothing yet is read no further than needed
    to say what its columns are."""
    report = Report()
    with _opened(batch, report) as read, closing(_Seen()) as seen:
        if not report.mapping.says_something:
            return report
        for chunk in chunks_of(_good(read, report), CHUNK):
            references = [row.reference for row in chunk]
            here = already_here(batch.consultation, references)
            # Twice in the file is there already, the second time.
            new = seen.add(each for each in references if each not in here)
            report.known += len(chunk) - new
            report.rows += len(chunk)
            report.first += [row.said for row in chunk[: SHOWN - len(report.first)]]
    return report


def columns_of(batch):
    """(the mapping of its header, an example of each column), without reading further."""
    report = Report()
    with _opened(batch, report):
        return report.mapping, report.samples


def asks_for_columns(batch):
    """Does its reader have to say what its columns are before anything is read?"""
    try:
        mapping, _samples = columns_of(batch)
    except Unreadable:
        return False
    return bool(mapping.undecided) or not mapping.says_something


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
        mapping = report.mapping = recognised(table.header, batch.columns)
        reader = Reader(
            batch.consultation,
            themes_of(batch.consultation),
            place_of,
            is_marked=table.is_sheet,
            is_html=mapping.is_decidim,
        )
        rows = _sampled(iter(table.rows), report)

        def read():
            if not mapping.says_something:
                raise says_nothing()
            for line, cells in rows:
                if not any(cell.strip() for cell in cells):
                    continue
                if outside := mapping.outside(cells):
                    yield None, [_outside(line, outside)]
                else:
                    yield reader.read(line, mapping.told(cells))

        yield read()


def _sampled(rows, report):
    """The same rows, once the first ones gave an example of each column."""
    first, failure = [], None
    try:
        first.extend(itertools.islice(rows, SAMPLED))
    except Unreadable as reason:
        failure = reason
    for _line, cells in first:
        for at, cell in enumerate(cells):
            if cell.strip():
                report.samples.setdefault(at, " ".join(cell[:SAMPLE].split()))
    return itertools.chain(first, _failing(failure) if failure else rows)


def _failing(reason):
    raise reason
    yield


def says_nothing():
    return SaysNothing(
        _(
            "Aucune colonne de ce fichier ne tient des témoignages. Il faut au moins l’une "
            "de celles-ci : %(words)s. Colonnes connues : %(names)s."
        )
        % {"words": ", ".join(WORDS), "names": ", ".join(NAMES)}
    )


def _outside(line, cell):
    reason = _("« %(cell)s » ne tombe sous aucun en-tête : un séparateur de trop dans la ligne ?")
    return Fault(line, "-", reason % {"cell": cell[:80]})
