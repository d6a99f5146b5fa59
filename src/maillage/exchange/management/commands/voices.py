"""`maillage voices import FILE` and `maillage voices export FILE`."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from maillage.exchange import actions, queries
from maillage.exchange.columns import NAMES
from maillage.exchange.enums import Format
from maillage.exchange.errors import RowsRefused
from maillage.exchange.exports import written
from maillage.exchange.importing import columns_of, examine, says_nothing
from maillage.toolbox.errors import Refusal
from maillage.toolbox.stopping import stop_of
from maillage.voices.models import Consultation

PIECE = 1 << 20
TOLD = 10


Stop = stop_of("voices")


class Command(BaseCommand):
    help = "Fait entrer et sortir des témoignages : CSV, XLSX, JSON ; lit l’export de Decidim."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="import|export")
        read = verbs.add_parser("import", help="tous les témoignages du fichier, ou aucun")
        read.add_argument("file", metavar="FICHIER")
        read.add_argument("--column", action="append", default=[], metavar="EN-TÊTE=NOM",
                          help="ce qu’est une colonne qui n’est pas reconnue")  # fmt: skip
        read.add_argument("--publish", action="store_true", help="déjà relus : publier aussitôt")
        read.add_argument("--dry-run", action="store_true", help="montrer, sans rien enregistrer")
        write = verbs.add_parser("export", help="ce qui est publié")
        write.add_argument(
            "file", metavar="FICHIER", help="- pour la sortie standard, en CSV ; .gz pour tasser"
        )
        write.add_argument("--all", action="store_true", help="ce qui n’est pas publié aussi")
        for each in (read, write):
            each.add_argument("--consultation", metavar="ADRESSE", help="par défaut : la dernière")

    def handle(self, *, verb, file, consultation, **options):
        held = self._consultation(consultation)
        try:
            if verb == "import":
                self._import(Path(file), held, options)
            else:
                self._export(file, held, options["all"])
        except RowsRefused as refusal:
            self._tell_faults(refusal)
            raise Stop(str(refusal)) from None
        except Refusal as refusal:
            raise Stop(str(refusal)) from None

    def _consultation(self, slug):
        found = Consultation.objects.select_related("territory")
        found = found.filter(slug=slug) if slug else found.order_by("-opened_at", "-pk")
        held = found.first()
        if held is None:
            raise Stop("aucune consultation de ce nom : maillage consultation create --title …")
        return held

    def _import(self, path, consultation, options):
        if not path.is_file():
            raise Stop(f"{path} n’existe pas.")
        with path.open("rb") as file:
            pieces = iter(lambda: file.read(PIECE), b"")
            batch = actions.keep_batch(
                consultation=consultation, name=path.name, pieces=pieces, acting_user=None
            )
        try:
            batch = self._choose_columns(batch, options["column"])
            report = examine(batch)
            if not report.mapping.says_something:
                raise says_nothing()
            self._tell(path.name, report)
            if report.faults:
                raise RowsRefused(report.faults, report.faulty)
            if options["dry_run"]:
                self.stdout.write("Rien n’a été enregistré (essai).")
                return
            batch = actions.import_batch(batch=batch, publish=options["publish"], acting_user=None)
            self.stdout.write("Tout est enregistré.")
        finally:
            actions.forget_batch(batch=batch, acting_user=None)

    def _choose_columns(self, batch, told):
        """As told; those that nobody recognises are left, and said to be."""
        mapping, _samples = columns_of(batch)
        places = {mapping.called(at): at for at in range(len(mapping.header))}
        chosen = dict.fromkeys(mapping.undecided, "")
        for each in told:
            header, _, name = each.rpartition("=")
            if header not in places or name not in NAMES:
                raise Stop(f"{each} : écrivez un en-tête du fichier, =, puis {', '.join(NAMES)}.")
            chosen[places[header]] = name
        return actions.choose_columns(batch=batch, chosen=chosen, acting_user=None)

    def _tell(self, name, report):
        self.stdout.write(
            f"{name} : {report.rows} lignes lues, {report.added} à ajouter, "
            f"{report.known} déjà là, {report.faulty} à corriger."
        )
        if report.left:
            self.stdout.write(f"Colonnes laissées de côté : {', '.join(report.left)}.")

    def _tell_faults(self, refusal):
        """The same mistake all along a file is told once, with the lines where it stands."""
        told = {}
        for fault in refusal.faults:
            told.setdefault((fault.column, fault.reason), []).append(str(fault.line))
        for (column, reason), lines in told.items():
            where = ", ".join(lines[:TOLD]) + (" …" if len(lines) > TOLD else "")
            self.stderr.write(f"ligne{'s' * (len(lines) > 1)} {where}, {column} : {reason}")
        if refusal.count > len(refusal.faults):
            self.stderr.write(f"… et {refusal.count - len(refusal.faults)} autres plus loin.")

    def _export(self, name, consultation, everything):
        is_packed = name.endswith(".gz")
        plain = name.removesuffix(".gz")
        extension = Path(plain).suffix.removeprefix(".") if name != "-" else Format.CSV
        if extension not in Format.values:
            raise Stop(f"choisissez l’un de ces formats : {', '.join(Format.values)}.")
        if everything:
            actions.note_export(consultation=consultation, acting_user=None)
        found = (queries.everything if everything else queries.published)(consultation)
        pieces = written(found, extension, is_packed=is_packed)
        if name == "-":
            sys.stdout.buffer.writelines(pieces)
            return
        with Path(name).open("wb") as file:
            file.writelines(pieces)
        self.stdout.write(f"Écrit dans {name}.")
