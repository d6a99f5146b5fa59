"""`maillage analyse FILE -o OUT`: texts of a table in, a report for people out.

`maillage analyse PART FILE`: a JSON list of texts in, JSON out. No database is opened by either.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import override

from maillage.diagnosis import analysis
from maillage.diagnosis.report import Report
from maillage.diagnosis.texts import texts_of
from maillage.toolbox.errors import Refusal
from maillage.toolbox.stopping import stop_of

Stop = stop_of("analyse")


REPORT = "report"
PARTS = (REPORT, "copies", "equivalents", "groups", "themes")
STEPS = {
    "copies": "Copies",
    "vectors": "Sens des textes",
    "groups": "Groupes",
}


class Command(BaseCommand):
    help = "Analyse des textes : un rapport à lire, ou une partie en JSON pour les programmes."
    requires_system_checks = []

    def run_from_argv(self, argv):
        """What follows is a file, unless it is the name of a part."""
        if len(argv) > 2 and argv[2] not in {*PARTS, "-h", "--help"}:
            argv = [*argv[:2], REPORT, *argv[2:]]
        super().run_from_argv(argv)

    def add_arguments(self, parser):
        parts = parser.add_subparsers(dest="part", required=True, metavar="FICHIER | PARTIE")
        report = parts.add_parser(
            REPORT, help="un rapport et ses tableaux ; « report » peut ne pas être écrit"
        )
        report.add_argument("-o", "--output", metavar="DOSSIER", help="FICHIER-analyse sans cela")
        report.add_argument(
            "--column", action="append", default=[], metavar="NOM",
            help="celle des textes ; plusieurs : leurs textes sont mis bout à bout",
        )  # fmt: skip
        report.add_argument(
            "--train", metavar="EXEMPLES",
            help='[{"text": "…", "theme": "…"}, …], ou des titres : en plus de ceux du fichier',
        )  # fmt: skip
        report.add_argument("--lang", choices=("fr", "en"), default="fr", help="du rapport")
        copies = parts.add_parser("copies", help="les copies : [[i, j, ressemblance], …]")
        equivalents = parts.add_parser(
            "equivalents", help="les semblables de chacun : [[[j, score, [raison, …]], …], …]"
        )
        equivalents.add_argument("--top", type=int, default=5, help="combien pour chacun (5)")
        groups = parts.add_parser(
            "groups", help='{"labels": […], "names": {g: "…"}, "quotes": {g: [i, …]}}'
        )
        themes = parts.add_parser(
            "themes", help='[{"themes": [[nom, probabilité], …], "abstains": …}, …]'
        )
        themes.add_argument("--train", metavar="FICHIER", help='[{"text": "…", "theme": "…"}, …]')
        themes.add_argument(
            "--titles", metavar="FICHIER", help='["…", …] : les thématiques, sans exemple encore'
        )
        for part in (report, equivalents, groups, themes):
            part.add_argument(
                "--encoder", metavar="DOSSIER", help="un modèle ONNX ; « lexical » : sans modèle"
            )
        for part in (report, groups):
            part.add_argument(
                "--scheduler", metavar="ADRESSE",
                help="un ordonnanceur Dask, « tcp://hôte:8786 » : le calcul y est réparti",
            )  # fmt: skip
        report.add_argument("file", metavar="FICHIER", help="CSV, XLSX ou JSON")
        for part in (copies, equivalents, groups, themes):
            part.add_argument("file", metavar="FICHIER", help="une liste JSON de textes")
        for part in (report, copies, equivalents, groups, themes):
            part.add_argument(
                "--seed", type=int, default=0, help="graine : même graine, même sortie"
            )

    def handle(self, *, part, file, seed, **options):
        try:
            if part == REPORT:
                with override(options["lang"]):
                    return self._report(Path(file), seed=seed, **options)
            found = getattr(self, f"_{part}")(read(file), seed=seed, **options)
        except analysis.ArpentError as refused:
            raise Stop(str(refused)) from refused
        self.stdout.write(json.dumps(found, ensure_ascii=False))
        return None

    def _report(self, file, *, output, column, train, encoder, scheduler, seed, **_):
        if not file.is_file():
            raise Stop(f"{file} est introuvable.")
        try:
            report = Report(output or file.with_name(f"{file.stem}-analyse"))
            found = texts_of(file, column)
            examples = [*found.examples, *(_placed(train) if train else ())]
            if train and len({theme for _, theme in examples}) < 2:
                raise Stop(f"{train} : il faut deux thématiques au moins.")
            self.stderr.write(f"{len(found.texts)} textes lus.")
            study = analysis.study(
                found.texts,
                examples=examples,
                encoder=encoder,
                seed=seed,
                scheduler=scheduler,
                tell=_Telling(self.stderr).tell,
            )
            page = report.write(name=file.name, found=found, study=study, seed=seed)
        except Refusal as refusal:
            raise Stop(f"{file} : {refusal}") from refusal
        except OSError as error:
            raise Stop(f"{error.filename} : {error.strerror or error}.") from error
        self.stdout.write(f"Écrit dans {page}, avec ses tableaux.")

    def _copies(self, texts, *, seed, **_):
        return analysis.copies(texts, seed=seed)

    def _equivalents(self, texts, *, top, encoder, **_):
        if top < 1:
            raise Stop("--top : au moins 1.")
        return analysis.equivalents(texts, top=top, encoder=encoder)

    def _groups(self, texts, *, encoder, scheduler, seed, **_):
        return analysis.groups(texts, encoder=encoder, seed=seed, scheduler=scheduler)

    def _themes(self, texts, *, train, titles, encoder, **_):
        if not (train or titles):
            raise Stop("il faut --train ou --titles.")
        names = read(titles) if titles else []
        placed = _placed(train) if train else []
        if len({*(theme for _, theme in placed), *names}) < 2:
            raise Stop(f"{train or titles} : il faut deux thématiques au moins.")
        return analysis.themes(texts, placed, titles=names, encoder=encoder)


def _placed(file):
    try:
        placed = [(one["text"], one["theme"]) for one in loaded(file)]
        if not all(isinstance(said, str) for pair in placed for said in pair):
            raise TypeError
    except (TypeError, KeyError) as error:
        raise Stop(f'{file} doit contenir [{{"text": "…", "theme": "…"}}, …].') from error
    return placed


class _Telling:
    """How far it is: on one line of a terminal, or by tenths in a file."""

    def __init__(self, out):
        self.out, self.last = out, None

    def tell(self, step, done, total):
        tenth = 10 * done // max(total, 1)
        is_live, is_over = self.out.isatty(), done >= total
        if (step, tenth) == self.last and not is_live:
            return
        self.last = (step, tenth)
        words = f"{STEPS[step]} : {100 * done // max(total, 1)} %"
        ending = "\n" if is_over or not is_live else ""
        self.out.write(f"\r{words}" if is_live else words, ending=ending)


def read(file):
    """The texts of a file, or one line that says what is wrong with it."""
    texts = loaded(file)
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise Stop(f'{file} doit contenir une liste de textes : ["…", "…"].')
    return texts


def loaded(file):
    try:
        return json.loads(Path(file).read_bytes())
    except FileNotFoundError as error:
        raise Stop(f"{file} est introuvable.") from error
    except OSError as error:
        raise Stop(f"{file} ne peut pas être lu ({error.strerror or error}).") from error
    except ValueError as error:
        raise Stop(f"{file} n’est pas du JSON.") from error
