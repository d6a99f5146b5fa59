"""`maillage sheet import FILE…`: all the files or none, with a report."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from maillage.accounts.models import User
from maillage.synthesis import actions, queries
from maillage.synthesis.intake import read_all, stem
from maillage.territory.queries import within
from maillage.toolbox.errors import Refusal
from maillage.voices.actions import publish_workshop
from maillage.voices.models import Consultation, Workshop

READERS = 2  # each reading is a process of its own


class Command(BaseCommand):
    help = "Importe des feuilles d’atelier : toutes, ou aucune si l’une est refusée."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="import")
        one = verbs.add_parser("import", help="verser des feuilles dans la base")
        one.add_argument("files", nargs="+", metavar="FICHIER")
        one.add_argument(
            "--consultation", metavar="ADRESSE", help="par défaut : la consultation ouverte"
        )
        one.add_argument(
            "--territory", metavar="CODE", help="par défaut : déduit des lieux des RETEX"
        )
        one.add_argument(
            "--workshop", metavar="ADRESSE", help="l’atelier à corriger (un seul fichier)"
        )
        one.add_argument("--new", action="store_true", help="toujours créer un nouvel atelier")
        one.add_argument("--publish", action="store_true", help="publier aussitôt")
        one.add_argument("--dry-run", action="store_true", help="montrer, sans rien enregistrer")
        one.add_argument("--as", dest="email", metavar="COURRIEL", help="agir au nom de ce compte")

    def handle(self, *, files, dry_run, **options):
        sheets = self._read(files)
        acting_user = self._acting_user(options["email"])
        consultation = self._consultation(options["consultation"])
        # Long, so read before it begins: other writers wait only while the rows are written.
        with transaction.atomic():
            for name, sheet in sheets:
                destination = self._destination(name, sheet, consultation, options)
                self._import(name, sheet, destination, options["publish"], acting_user)
            if dry_run:
                transaction.set_rollback(True)
        said = "Rien n’a été enregistré (essai)." if dry_run else "Tout est enregistré."
        self.stdout.write(said)

    def _read(self, files):
        sources = []
        for file in files:
            try:
                sources.append((Path(file).name, Path(file).read_bytes()))
            except OSError as error:
                raise CommandError(f"{file} : {error.strerror or error}", returncode=2) from error
        with ThreadPoolExecutor(READERS) as readers:
            read = list(readers.map(read_all, [[source] for source in sources]))
        refused = [refusal for _, refusals in read for refusal in refusals]
        if refused:
            lines = [f"  {name} : {reason}" for name, reason in refused]
            raise CommandError("\n".join(["Rien n’a été importé.", *lines]), returncode=2)
        return [sheet for sheets, _ in read for sheet in sheets]

    def _acting_user(self, email):
        if email is None:
            return None
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Aucun compte n’a l’adresse {email}.", returncode=2)
        return user

    def _consultation(self, slug):
        consultations = Consultation.objects.order_by("-opened_at", "-pk")
        if slug:
            consultations = consultations.filter(slug=slug)
        consultation = consultations.select_related("territory").first()
        if consultation is None:
            raise CommandError("Aucune consultation ne peut recevoir ces feuilles.", returncode=2)
        return consultation

    def _destination(self, name, sheet, consultation, options):
        guess = queries.guess_destination(sheet, stem(name), consultation)
        if options["workshop"]:
            held = Workshop.objects.filter(slug=options["workshop"])
            guess = {"workshop": held.filter(theme__consultation=consultation).first()}
            if guess["workshop"] is None:
                raise CommandError(f"Aucun atelier « {options['workshop']} ».", returncode=2)
        elif options["new"] and "workshop" in guess:
            guess = queries.new_destination(sheet, stem(name), consultation)
        if options["territory"] and "workshop" not in guess:
            guess["territory"] = self._territory(options["territory"], consultation)
        return actions.Destination(consultation=consultation, **guess)

    def _territory(self, code, consultation):
        found = list(within(consultation.territory).filter(code=code)[:2])
        if len(found) != 1:
            raise CommandError(f"Le code {code} ne désigne pas un seul territoire.", returncode=2)
        return found[0]

    def _import(self, name, sheet, destination, publish, acting_user):
        try:
            report = actions.import_sheet(
                sheet=sheet, file_name=name, destination=destination, acting_user=acting_user
            )
            if publish:
                publish_workshop(workshop=report.workshop, acting_user=acting_user)
        except Refusal as refusal:
            raise CommandError(
                f"{name} : {refusal}\nRien n’a été importé.", returncode=2
            ) from refusal
        self.stdout.write(f"{name} -> {report.workshop.slug} : {report.summary}")
        for warning in report.warnings:
            self.stdout.write(f"  remarque, {warning['where']} : {warning['message']}")
        for change in report.told if not report.is_new else ():
            self.stdout.write(f"  {change['where']} : {change['said']} ({change['label']})")
            for sign, words in (("-", change["old"]), ("+", change["new"])):
                if words:
                    self.stdout.write(f"    {sign} {words}")
