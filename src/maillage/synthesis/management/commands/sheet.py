"""`maillage sheet import FILE…`: all the files or none, with a report."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import F

from maillage.accounts.models import User
from maillage.synthesis import actions, queries
from maillage.synthesis.intake import read_all, stem
from maillage.territory.models import Territory
from maillage.territory.queries import within
from maillage.toolbox.errors import Refusal
from maillage.toolbox.stopping import stop_of
from maillage.voices.actions import publish_workshop, start_consultation
from maillage.voices.models import Consultation, Workshop

READERS = 2  # each reading is a process of its own


Stop = stop_of("sheet import")


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
        if options["workshop"] and len(files) > 1:
            raise Stop("--workshop désigne l’atelier d’une feuille : donnez un seul fichier.")
        sheets = self._read(files)
        options["acting_user"] = acting_user = self._acting_user(options["email"])
        # Long, so read before it begins: other writers wait only while the rows are written.
        with transaction.atomic():
            consultation = self._consultation(options["consultation"], acting_user)
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
            except FileNotFoundError as error:
                raise Stop(f"{file} est introuvable.") from error
            except OSError as error:
                raise Stop(f"{file} ne peut pas être lu ({error.strerror or error}).") from error
        with ThreadPoolExecutor(READERS) as readers:
            read = list(readers.map(read_all, [[source] for source in sources]))
        refused = [refusal for _, refusals in read for refusal in refusals]
        if refused:
            reasons = "\n".join(f"{name} : {reason}" for name, reason in refused)
            raise Stop(f"{reasons}\nRien n’a été importé.")
        return [sheet for sheets, _ in read for sheet in sheets]

    def _acting_user(self, email):
        if email is None:
            return None
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise Stop(f"aucun compte n’a l’adresse {email}.")
        return user

    def _consultation(self, slug, acting_user):
        if not slug and not Consultation.objects.exists():
            return self._first_consultation(acting_user)
        consultations = Consultation.objects.order_by(F("opened_at").desc(nulls_last=True), "-pk")
        if slug:
            consultations = consultations.filter(slug=slug)
        consultation = consultations.select_related("territory").first()
        if consultation is None:
            raise Stop("aucune consultation ne peut recevoir ces feuilles.")
        return consultation

    def _first_consultation(self, acting_user):
        """An empty installation asks nothing before its first sheet; all of it can be revised."""
        consultation = start_consultation(
            title="Concertation",
            territory=Territory.objects.order_by("path").first(),
            place="France",
            acting_user=acting_user,
        )
        self.stdout.write(
            f"Aucune consultation n’existait : « {consultation} » est ouverte "
            f"({consultation.territory}), avec les cinq thématiques du modèle."
        )
        return consultation

    def _destination(self, name, sheet, consultation, options):
        acting_user = options["acting_user"]
        guess = queries.guess_destination(sheet, stem(name), consultation, acting_user)
        if options["workshop"]:
            held = Workshop.objects.filter(slug=options["workshop"])
            guess["workshop"] = held.filter(theme__consultation=consultation).first()
            if guess["workshop"] is None:
                raise Stop(f"aucun atelier n’a l’adresse « {options['workshop']} ».")
        elif options["new"]:
            guess["workshop"] = None
        if options["territory"]:
            guess["territory"] = self._territory(options["territory"], consultation)
        return actions.Destination(consultation=consultation, **guess)

    def _territory(self, code, consultation):
        found = list(within(consultation.territory).filter(code=code)[:2])
        if len(found) != 1:
            raise Stop(f"le code {code} ne désigne pas un seul territoire de la consultation.")
        return found[0]

    def _import(self, name, sheet, destination, publish, acting_user):
        try:
            report = actions.import_sheet(
                sheet=sheet, file_name=name, destination=destination, acting_user=acting_user
            )
            if publish:
                publish_workshop(workshop=report.workshop, acting_user=acting_user)
        except Refusal as refusal:
            raise Stop(f"{name} : {refusal} Rien n’a été importé.") from refusal
        except PermissionDenied as denied:
            raise Stop(
                f"{name} : ce compte ne peut pas écrire là où va cette feuille. "
                "Rien n’a été importé."
            ) from denied
        self.stdout.write(f"{name} -> {report.workshop.slug} : {report.summary}")
        for warning in report.warnings:
            self.stdout.write(f"  remarque, {warning['where']} : {warning['message']}")
        for change in report.told if not report.is_new else ():
            self.stdout.write(f"  {change['where']} : {change['said']} ({change['label']})")
            for sign, words in (("-", change["old"]), ("+", change["new"])):
                if words:
                    self.stdout.write(f"    {sign} {words}")
