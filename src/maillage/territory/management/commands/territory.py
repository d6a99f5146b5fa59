"""`maillage territory load territories|schools|postcodes FILE`: what an installation stands on."""

import csv
import io
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from maillage.territory.actions import load_postcodes, load_schools, load_territories
from maillage.toolbox.errors import Refusal

WORDED = {
    "created": "ajoutés",
    "renamed": "renommés",
    "moved": "déplacés",
    "changed": "corrigés",
    "elsewhere": "laissés, hors de nos territoires",
}


class Command(BaseCommand):
    help = "Charge les territoires, les établissements et les codes postaux, d’un fichier CSV."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="load")
        load = verbs.add_parser("load", help="tout le fichier, ou rien")
        load.add_argument("what", choices=["territories", "schools", "postcodes"])
        load.add_argument("file", metavar="FICHIER", type=Path)
        load.add_argument(
            "--leave-unknown",
            action="store_true",
            help="laisser ce qui est hors de nos territoires (fichier de tout le pays)",
        )

    def handle(self, *, what, file, leave_unknown, **options):
        try:
            counts = _load(what, _rows(file.read_bytes()), leave_unknown)
        except (OSError, Refusal) as problem:
            raise CommandError(str(problem), returncode=2) from None
        told = ", ".join(f"{count} {WORDED[name]}" for name, count in counts.items())
        self.stdout.write(f"{file.name} : {told}.")


def _load(what, rows, leave_unknown):
    if what == "territories":
        return load_territories(rows=rows, acting_user=None)
    load = load_schools if what == "schools" else load_postcodes
    return load(rows=rows, acting_user=None, leave_unknown=leave_unknown)


def _rows(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    header = text.partition("\n")[0]
    # What parts the columns: public files use all three.
    delimiter = max(";,\t", key=header.count)
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
