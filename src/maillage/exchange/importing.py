"""What a held file says, row by row, and what importing it would do."""

import itertools
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.exchange.columns import NAMES, WORDS, recognised
from maillage.exchange.errors import RowsRefused, Unreadable
from maillage.exchange.files import open_table
from maillage.exchange.queries import already_here, themes_of
from maillage.exchange.rows import Reader
from maillage.territory.queries import place_of

CHUNK = 500
MOST_FAULTS = 1_000
SHOWN = 5


@dataclass
class Report:
    """`faults`: at most MOST_FAULTS, in order; `strange`: headers that mean nothing here."""

    columns: tuple = ()
    strange: tuple = ()
    rows: int = 0
    known: int = 0
    faults: list = field(default_factory=list)
    first: list = field(default_factory=list)

    @property
    def added(self):
        return self.rows - self.known


def examine(batch):
    """Read it to the end, write nothing."""
    report, seen = Report(), set()
    with _opened(batch, report) as read:
        for chunk in chunks_of(_good(read, report), CHUNK):
            references = [row.reference for row in chunk]
            here = already_here(batch.consultation, references) | seen
            # Twice in the file is there already, the second time.
            for reference in references:
                report.known += reference in here
                here.add(reference)
            seen.update(references)
            report.rows += len(chunk)
            report.first += [row.said for row in chunk[: SHOWN - len(report.first)]]
    return report


@contextmanager
def readable(batch):
    """Its rows; a wrong one stops everything."""
    with _opened(batch, Report()) as read:

        def rows():
            for row, faults in read:
                if faults:
                    raise RowsRefused(faults)
                yield row

        yield rows()


def chunks_of(rows, size):
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, size)):
        yield chunk


def _good(read, report):
    for row, faults in read:
        if faults:
            report.faults += faults[: MOST_FAULTS - len(report.faults)]
        else:
            yield row


@contextmanager
def _opened(batch, report):
    """(row, faults) of each line that says something."""
    with open_table(settings.MEDIA_ROOT / batch.stored) as table:
        mapping, strange = recognised(table.header)
        if not set(mapping.values()) & set(WORDS):
            raise Unreadable(
                _(
                    "Aucune colonne de ce fichier ne tient des témoignages. Il faut au moins l’une "
                    "de celles-ci : %(words)s. Colonnes connues : %(names)s."
                )
                % {"words": ", ".join(WORDS), "names": ", ".join(NAMES)}
            )
        report.columns, report.strange = tuple(mapping.values()), tuple(strange)
        reader = Reader(batch.consultation, themes_of(batch.consultation), place_of)

        def read():
            for line, cells in table.rows:
                told = {name: cells[at] for at, name in mapping.items() if at < len(cells)}
                if any(text.strip() for text in told.values()):
                    yield reader.read(line, told)

        yield read()
