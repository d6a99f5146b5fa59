"""`maillage analyse PART FILE`: a JSON list of texts in, JSON out. No database is opened."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from maillage.diagnosis import analysis
from maillage.toolbox.stopping import stop_of

Stop = stop_of("analyse")


class Command(BaseCommand):
    help = "Analyse une liste de textes (JSON) et écrit le résultat en JSON."
    requires_system_checks = []

    def add_arguments(self, parser):
        parts = parser.add_subparsers(dest="part", required=True, metavar="PARTIE")
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
        themes.add_argument(
            "--train", required=True, metavar="FICHIER", help='[{"text": "…", "theme": "…"}, …]'
        )
        for part in (equivalents, groups, themes):
            part.add_argument(
                "--encoder", metavar="DOSSIER", help="un modèle ONNX ; « lexical » : sans modèle"
            )
        for part in (copies, equivalents, groups, themes):
            part.add_argument("file", metavar="FICHIER", help="une liste JSON de textes")
            part.add_argument(
                "--seed", type=int, default=0, help="graine : même graine, même sortie"
            )

    def handle(self, *, part, file, seed, **options):
        texts = read(file)
        try:
            found = getattr(self, f"_{part}")(texts, seed=seed, **options)
        except analysis.ArpentError as refused:
            raise Stop(str(refused)) from refused
        self.stdout.write(json.dumps(found, ensure_ascii=False))

    def _copies(self, texts, *, seed, **_):
        return analysis.copies(texts, seed=seed)

    def _equivalents(self, texts, *, top, encoder, **_):
        if top < 1:
            raise Stop("--top : au moins 1.")
        return analysis.equivalents(texts, top=top, encoder=encoder)

    def _groups(self, texts, *, encoder, seed, **_):
        return analysis.groups(texts, encoder=encoder, seed=seed)

    def _themes(self, texts, *, train, encoder, **_):
        examples = loaded(train)
        try:
            placed = [(one["text"], one["theme"]) for one in examples]
            if not all(isinstance(said, str) for pair in placed for said in pair):
                raise TypeError
        except (TypeError, KeyError) as error:
            raise Stop(f'{train} doit contenir [{{"text": "…", "theme": "…"}}, …].') from error
        if len({theme for _, theme in placed}) < 2:
            raise Stop(f"{train} : il faut des exemples de deux thématiques au moins.")
        return analysis.themes(texts, placed, encoder=encoder)


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
