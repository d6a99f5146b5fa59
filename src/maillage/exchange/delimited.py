"""CSV, whatever separates its cells."""

import csv

from django.utils.translation import gettext as _

from maillage.exchange.bounds import Lines, Table, bounded
from maillage.exchange.errors import Unreadable

DELIMITERS = ",;\t|"


def read(text, start, limits):
    """`start`: its first signs, from which its dialect is guessed."""
    first = start.split("\n", 1)[0]
    # What Excel writes in front of a file that names its own separator.
    names_it = first.lower().startswith("sep=") and len(first.strip()) == len("sep=;")
    delimiter = first[4] if names_it else max(DELIMITERS, key=first.count)
    lines = Lines(text, limits)
    rows = _rows(csv.reader(lines, delimiter=delimiter), lines)
    read_lines = 2 if names_it else 1
    header = []
    for _number in range(read_lines):
        header = next(rows, [])
    numbered = enumerate(rows, read_lines + 1)
    return Table(header, bounded(numbered, limits))


def _rows(reader, lines):
    while True:
        lines.held = 0
        try:
            row = next(reader, None)
        except csv.Error:
            raise Unreadable(
                _("Ligne %(line)d : guillemets jamais fermés, ou case trop longue.")
                % {"line": lines.began}
            ) from None
        if row is None:
            return
        yield row
