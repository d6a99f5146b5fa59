"""`maillage territory load territories|schools|postcodes|pupils FILE`: what we stand on."""

import csv
import hashlib
import io
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from maillage.territory.actions import (
    load_headcounts,
    load_postcodes,
    load_schools,
    load_territories,
)
from maillage.toolbox.errors import Refusal

WORDED = {
    "created": "ajoutés",
    "renamed": "renommés",
    "moved": "déplacés",
    "changed": "corrigés",
    "elsewhere": "laissés, hors de nos territoires",
    "uncounted": "sans effectif",
}


# The licence of what the ministry publishes.
LICENCE = "Licence Ouverte 2.0"


class Command(BaseCommand):
    help = "Charge territoires, établissements, codes postaux et effectifs, d’un fichier CSV."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="load")
        load = verbs.add_parser("load", help="tout le fichier, ou rien")
        load.add_argument("what", choices=["territories", "schools", "postcodes", "pupils"])
        load.add_argument("file", metavar="FICHIER", type=Path)
        load.add_argument(
            "--leave-unknown",
            action="store_true",
            help="laisser ce qui est hors de nos territoires (fichier de tout le pays)",
        )
        load.add_argument(
            "--year", type=int, metavar="ANNÉE", help="la rentrée, où le fichier ne la dit pas"
        )
        load.add_argument("--licence", default=LICENCE, help="sous laquelle le fichier est publié")

    def handle(self, *, what, file, **options):
        try:
            counts = _load(what, file, options)
        except (OSError, Refusal) as problem:
            raise CommandError(str(problem), returncode=2) from None
        told = ", ".join(f"{count} {WORDED[name]}" for name, count in counts.items())
        self.stdout.write(f"{file.name} : {told}.")


def _load(what, file, options):
    content = file.read_bytes()
    rows = _rows(content)
    if what == "territories":
        return load_territories(rows=rows, acting_user=None)
    options = {name: options[name] for name in ("leave_unknown", "year", "licence")}
    if what == "pupils":
        digest = hashlib.sha256(content).hexdigest()
        about = {"file_name": file.name, "digest": digest, "acting_user": None}
        return load_headcounts(rows=rows, **about, **options)
    load = load_schools if what == "schools" else load_postcodes
    return load(rows=rows, acting_user=None, leave_unknown=options["leave_unknown"])


def _rows(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    header = text.partition("\n")[0]
    # What parts the columns: public files use all three.
    delimiter = max(";,\t", key=header.count)
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
