"""`maillage territory load FILE…|FOLDER…` and `compute DÉPARTEMENT`: what we stand on."""

import hashlib
import json
import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from maillage.territory import loading_files, published
from maillage.territory.actions import (
    load_contacts,
    load_dataset,
    load_headcounts,
    load_postcodes,
    load_schools,
    load_territories,
    make_estimate,
)
from maillage.territory.enums import About, Kind
from maillage.territory.errors import Unreachable
from maillage.territory.exporting import export_mediation
from maillage.territory.fetching import Fetcher
from maillage.territory.models import Territory
from maillage.territory.queries import department_figures, estimate_lines
from maillage.toolbox.errors import Refusal

WORDED = {
    "created": "ajoutés",
    "renamed": "renommés",
    "moved": "déplacés",
    "changed": "corrigés",
    "elsewhere": "laissés, hors de nos territoires",
    "uncounted": "sans effectif",
}
FIGURES = {
    "communes": "communes",
    "communes_one_college": "communes entières dans le secteur d’un collège",
    "communes_split": "communes partagées par rues",
    "population": "habitants",
    "population_split": "habitants des communes partagées par rues",
    "colleges_public": "collèges publics",
    "colleges_private": "collèges privés",
    "libraries_open": "bibliothèques ouvertes, placées",
    "france_services": "France services",
    "communes_without_place": "communes sans l’une ni l’autre",
    "population_without_place": "habitants de ces communes",
    "communes_without_wifi": "communes sans bibliothèque à Wi-Fi ni France services",
    "population_without_wifi": "habitants de ces communes",
}
# The licence of what the ministry publishes.
LICENCE = "Licence Ouverte 2.0"
FLAWS_SHOWN = 5
BY_HAND = (
    "Ce qui est venu est gardé dans {} : relancez la commande, elle reprendra où elle en est ; ou "
    "prenez les fichiers à ces adresses par un autre moyen, et chargez-les par « maillage "
    "territory load FICHIER… »."
)
DEPARTMENT = re.compile(r"\d\d|2[ABab]|97\d")


class Command(BaseCommand):
    help = "Charge les fichiers publics que vous donnez, et dit ce qu’ils disent d’un département."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="load|export|compute")
        load = verbs.add_parser("load", help="reconnaît chaque fichier ; le charge, ou rien")
        load.add_argument("paths", metavar="FICHIER|DOSSIER|DÉPARTEMENT", nargs="+", type=Path)
        load.add_argument(
            "--only", action="append", default=[], metavar="SOURCE", help="ne chercher que celle-ci"
        )
        load.add_argument("--mirror", default="", help="où les adresses publiées sont recopiées")
        load.add_argument("--dry-run", action="store_true", help="dire ce qui serait chargé")
        load.add_argument(
            "--leave-unknown",
            action="store_true",
            help="laisser ce qui est hors de nos territoires (fichier de tout le pays)",
        )
        load.add_argument("--year", type=int, metavar="ANNÉE", help="la rentrée des effectifs")
        load.add_argument("--edition", default="", help="celle que le fichier ne dit pas")
        load.add_argument("--licence", default=LICENCE, help="celle des effectifs")
        load.add_argument("--replace", action="store_true", help="même par moins, ou plus ancien")
        export = verbs.add_parser("export", help="les lieux d’un département, dans un schéma")
        export.add_argument("department", metavar="DÉPARTEMENT")
        export.add_argument(
            "--mediation", action="store_true", required=True, help="médiation numérique, v1.0.2"
        )
        export.add_argument("-o", dest="output", required=True, metavar="FICHIER", type=Path)
        compute = verbs.add_parser("compute", help="les faits d’un département")
        compute.add_argument("department", metavar="DÉPARTEMENT")
        compute.add_argument("--json", action="store_true", help="un objet, et rien d’autre")

    def handle(self, *, verb, **options):
        if verb == "compute":
            self._compute(options["department"], as_json=options["json"])
        elif verb == "export":
            self._export(options["department"].upper().zfill(2), options["output"])
        else:
            self._load(self._here(options.pop("paths"), options), options)

    def _here(self, paths, options):
        """A département is the folder of what is published of it, once that is here."""
        self.fetched, self.lacking = set(), []
        found = [
            self._fetched(str(path).upper(), options)
            if DEPARTMENT.fullmatch(str(path)) and not path.exists()
            else path
            for path in paths
        ]
        self.fetched.update(path for path in found if path not in paths)
        return found

    def _fetched(self, code, options):
        folder = settings.DATA / "downloads" / code
        fetcher = Fetcher(folder, mirror=options["mirror"], told=self._told)
        try:
            wanted = published.wanted(code, options["only"])
        except Refusal as problem:
            raise CommandError(str(problem), returncode=2) from None
        for one in wanted:
            try:
                fetcher.files(one)
            except Unreachable as problem:
                self.stderr.write(str(problem))
                self.lacking.append(one.name)
                if problem.is_down:
                    raise CommandError(
                        f"Le réseau ne répond pas, rien n’est chargé. {BY_HAND.format(folder)}",
                        returncode=2,
                    ) from None
        return folder

    def _told(self, title, done, total):
        whole = f" sur {total / 1e6:.1f}" if total else ""
        self.stderr.write(f"{title} : {done / 1e6:.1f}{whole} Mo")

    def _load(self, paths, options):
        refused = 0
        for path, named in loading_files.files_of(paths):
            try:
                with loading_files.laid_out(path) as plain:
                    refused += not self._load_one(plain, path, named, options)
            except (OSError, Refusal) as problem:
                # In a folder, what we do not know is somebody else's: told, and passed by.
                refused += named or path.parent in self.fetched
                self.stderr.write(f"{path.name} : {problem}")
        if options["dry_run"]:
            self.stdout.write("Rien n’est écrit : c’était un essai.")
        if refused:
            raise CommandError(f"{refused} fichier(s) refusé(s).", returncode=2)
        if self.lacking:
            where = BY_HAND.format(settings.DATA / "downloads")
            raise CommandError(f"Il manque {', '.join(self.lacking)}. {where}", returncode=2)

    def _load_one(self, plain, path, named, options):
        found = loading_files.recognised(plain, counted=options["year"] is not None)
        try:
            with transaction.atomic():
                # A folder of public files is wider than us: nobody has to say so.
                wide = options["leave_unknown"] or not named
                said = _load(found, {**options, "leave_unknown": wide})
                transaction.set_rollback(options["dry_run"])
        except (OSError, Refusal) as problem:
            self.stderr.write(f"{path.name} : {problem}")
            return False
        self.stdout.write(f"{path.name} : {said}")
        return True

    def _export(self, department, path):
        try:
            many, left = export_mediation(department, path)
        except (OSError, Refusal) as problem:
            raise CommandError(str(problem), returncode=2) from None
        for name in left:
            self.stderr.write(f"sans adresse, code postal ou ville, laissé : {name}")
        self.stdout.write(f"{many} lieux dans {path}.")

    def _compute(self, department, *, as_json):
        try:
            facts = department_figures(department.upper().zfill(2))
        except Refusal as problem:
            raise CommandError(str(problem), returncode=2) from None
        for line in facts.reported:
            self.stderr.write(line)
        if as_json:
            self.stdout.write(json.dumps(facts.figures))
            return
        for name, figure in facts.figures.items():
            self.stdout.write(f"{figure:>9}  {FIGURES[name]}")
        self._estimate(department.upper().zfill(2))

    def _estimate(self, code):
        """Kept for the pages. What it lacks is told: the facts above stand without it."""
        territory = Territory.objects.filter(kind=Kind.DEPARTMENT, code=code).first()
        if territory is None:
            self.stderr.write(f"Le département {code} n’est pas de nos territoires.")
            return
        try:
            estimate = make_estimate(territory=territory, acting_user=None)
        except Refusal as problem:
            self.stderr.write(f"Élèves sans solution : pas encore estimés. {problem}")
            return
        for line in estimate.reported:
            self.stderr.write(line)
        whole = estimate_lines(estimate, About.WHOLE).get()
        self.stdout.write(
            f"{_between(whole)}  collégiens sans solution, {estimate.get_method_display()}"
        )


def _between(line):
    if line.is_hidden or line.low is None:
        return "   masqué"
    return f"{line.low:.0f} à {line.high:.0f}".rjust(9)


def _load(found, options):
    if found.kind == loading_files.DATASET:
        told = load_dataset(
            path=found.path,
            acting_user=None,
            edition=options["edition"],
            replace=options["replace"],
        )
        return _dataset_said(told)
    if found.kind == loading_files.TERRITORIES:
        counts = load_territories(rows=found.rows(), acting_user=None)
    elif found.kind == loading_files.CONTACTS:
        counts = load_contacts(rows=found.rows(), acting_user=None)
    elif found.kind == loading_files.HEADCOUNTS:
        counts = load_headcounts(
            rows=found.rows(),
            acting_user=None,
            file_name=found.path.name,
            digest=hashlib.sha256(found.path.read_bytes()).hexdigest(),
            **{name: options[name] for name in ("licence", "year", "leave_unknown")},
        )
    else:
        load = load_schools if found.kind == loading_files.SCHOOLS else load_postcodes
        counts = load(rows=found.rows(), acting_user=None, leave_unknown=options["leave_unknown"])
    return _counts_said(counts)


def _counts_said(counts):
    return ", ".join(f"{count} {WORDED[name]}" for name, count in counts.items()) + "."


def _dataset_said(told):
    title = " ".join(filter(None, (told.title, told.series, told.edition)))
    if told.known:
        return f"{title}, déjà là."
    lines = []
    if told.dataset is None:
        lines.append(f"{title}, laissé.")
    else:
        parts = [f"{title}, {told.rows} lignes"]
        parts += [f"{told.rejected} rejetées"] if told.rejected else []
        parts += [f"{told.repeated} répétées"] if told.repeated else []
        parts += [f"départements {', '.join(filter(None, told.departments)) or 'non dits'}"]
        lines.append(" ; ".join(parts) + ".")
    lines += [
        f"  département {department or 'non dit'} : {why}."
        for department, why in sorted(told.left.items())
    ]
    lines += [
        f"  ligne {flaw.line}{f', colonne {flaw.column}' if flaw.column else ''} : {flaw.reason}"
        for flaw in told.flaws[:FLAWS_SHOWN]
    ]
    if len(told.flaws) > FLAWS_SHOWN:
        lines.append(f"  et {len(told.flaws) - FLAWS_SHOWN} autres défauts, gardés dans la base.")
    lines += [f"  {_counts_said(counts)}" for counts in told.fed]
    return "\n".join(lines)
