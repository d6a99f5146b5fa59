"""The console script `maillage`. Nothing here wakes Django before it must."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

FRENCH = """\
maillage : des concertations publiques qui aboutissent

Essayer et servir
  maillage demo [--port N]         site de démonstration, peuplé d’un territoire fictif
  maillage serve [--port N]        site de votre organisation
  maillage migrate                 met les bases à jour (demo et serve le font au démarrage)
  maillage doctor [--lang en]      vérifie la machine et l’installation, dit quoi corriger

Préparer
  maillage consultation create --title TITRE    ouvre une consultation, avec les cinq thématiques
  maillage territory load FICHIER…|DOSSIER…     fichiers publics, reconnus à leurs colonnes
  maillage territory compute 44 [--json]        ce qu’ils disent d’un département
  maillage territory site 44 --places 5 --within 5km    où ouvrir des points d’accès
    --within 15min                 par la route ; --scheduler ADRESSE : par un ordonnanceur Dask
  maillage invite ADRESSE                       le lien qui ouvre le compte qui administre

Fiches d’atelier (docx, odt, html, md)
  maillage sheet read FICHIER [--json]      lit une fiche
  maillage sheet write FICHIER -o SORTIE    l’écrit dans un autre format
  maillage sheet import FICHIER…            la verse dans la base ; rien n’est importé à moitié

Témoignages en nombre (csv, xlsx, json, export de Decidim)
  maillage voices import FICHIER [--publish]    tous les témoignages du fichier, ou aucun
  maillage voices export FICHIER [--all]        ce qui est publié, dans un format ouvert

Tenir la plateforme
  maillage consultation create --title …    ouvre une consultation
  maillage audit verify                     vérifie que la trace est entière
  maillage second-factor reset ADRESSE      pour qui a perdu son téléphone et ses codes
  maillage sheet import FICHIER…            les verse dans la base : toutes, ou aucune

Analyser (« make analysis » d’abord)
  maillage analyse FICHIER [-o DOSSIER]     CSV, XLSX, JSON : groupes, copies, thématiques, à lire
    --scheduler ADRESSE            (ou « groups ») le calcul réparti par un ordonnanceur Dask
Analyser pour des programmes (une liste JSON de textes ; écrit du JSON)
  maillage analyse copies FICHIER           quels textes sont des copies, et à quel point
  maillage analyse equivalents FICHIER      lesquels disent la même chose, et pourquoi
  maillage analyse groups FICHIER           de quoi ils parlent, groupe par groupe
  maillage analyse themes FICHIER --train EXEMPLES    leurs thématiques, d’après des textes placés
  maillage runs                    lit les bureaux de tri qui l’attendent (serve et tick le font)

Confiance
  maillage audit verify            la trace de toutes les actions est-elle entière ?

Réglages : par l’environnement, voir docs/running.md. Tout ce qui est écrit l’est dans MAILLAGE_DATA
(par défaut le dossier var du dossier courant).

Les autres commandes sont celles de Django : « maillage help --commands » les nomme,
« maillage help COMMANDE » en explique une. In English: maillage --help --lang en
"""
ENGLISH = """\
maillage: public consultations that end in something done

Try and serve
  maillage demo [--port N]         demonstration site, filled with a fictional territory
  maillage serve [--port N]        your organisation's site
  maillage migrate                 brings the databases up to date (demo and serve do it at start)
  maillage doctor [--lang fr]      checks the machine and the installation, says what to mend

Prepare
  maillage consultation create --title TITLE    opens a consultation, with the five themes
  maillage territory load FILE…|FOLDER…         public files, recognised by their columns
  maillage territory compute 44 [--json]        what they say of a département
  maillage territory site 44 --places 5 --within 5km    where to open access points
    --within 15min                 by road; --scheduler ADDRESS: by a Dask scheduler
  maillage invite ADDRESS                       the link that opens the account that administers

Workshop sheets (docx, odt, html, md)
  maillage sheet read FILE [--json]         reads a sheet
  maillage sheet write FILE -o OUT          writes it in another format
  maillage sheet import FILE…               puts it in the database; nothing is imported by halves

Testimonies in numbers (csv, xlsx, json, Decidim's export)
  maillage voices import FILE [--publish]   all the testimonies of the file, or none
  maillage voices export FILE [--all]       what is published, in an open format

Keep the platform
  maillage consultation create --title …    opens a consultation
  maillage audit verify                     checks that the trail is whole
  maillage second-factor reset EMAIL        for whoever lost telephone and codes
  maillage sheet import FILE…               into the database: all of them, or none

Analyse ("make analysis" first)
  maillage analyse FILE [-o FOLDER]         CSV, XLSX, JSON: groups, copies, themes, to be read
    --scheduler ADDRESS            (or groups) the computing spread by a Dask scheduler
Analyse for programs (a JSON list of texts in, JSON out)
  maillage analyse copies FILE              which texts are copies, and how closely
  maillage analyse equivalents FILE         which ones say the same, and why
  maillage analyse groups FILE              what they speak of, group by group
  maillage analyse themes FILE --train EXAMPLES    their themes, from texts that people placed
  maillage runs                    reads the desks that wait for it (serve and tick do it)

Trust
  maillage audit verify            is the trail of every action whole?

Settings come from the environment, see docs/running.md. All that is written goes to MAILLAGE_DATA
(by default the folder var of the current folder).

The other commands are Django's: "maillage help --commands" names them,
"maillage help COMMAND" explains one. En français : maillage --help --lang fr
"""


# Ours that read or write the base: one where nothing was ever created is created for them.
PREPARED = frozenset(
    {
        "audit",
        "consultation",
        "invite",
        "runs",
        "second-factor",
        "sheet",
        "siting",
        "territory",
        "tick",
        "tiles",
        "voices",
    }
)


# Said as one command, and written in the rooms that each part belongs to: a room adds no verb to
# the command of a room upstream.
ELSEWHERE: dict[tuple[str, ...], str] = {("territory", "site"): "siting"}


def language(arguments: Sequence[str]) -> str:
    """French, unless asked otherwise by --lang or by the locale of the shell."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return "en" if argument[7:].startswith("en") else "fr"
        if argument == "--lang" and at + 1 < len(arguments):
            return "en" if arguments[at + 1].startswith("en") else "fr"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "en" if os.environ[name].startswith("en") else "fr"
    return "fr"


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    command, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if command in {"-h", "--help"} or (command == "help" and not rest):
        sys.stdout.write(ENGLISH if language(rest) == "en" else FRENCH)
        return 0
    if command == "sheet" and (not rest or rest[0] in {"read", "write", "-h", "--help"}):
        # Straight to the library: a sheet is read in the time Django takes to wake.
        from maillage.synthesis.analysis import sheet_command

        return sheet_command(rest)
    if command in {"demo", "serve"}:
        return _serve(command, rest)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings.base")
    if command == "doctor":
        from maillage.config.doctor import examine

        return examine(language(rest))
    return _django(_in_its_room(arguments))


def _in_its_room(arguments: list[str]) -> list[str]:
    command = ELSEWHERE.get(tuple(arguments[:2]))
    return [command, *arguments[2:]] if command else arguments


def _serve(command: str, rest: list[str]) -> int:
    english = language(rest) == "en"
    parser = argparse.ArgumentParser(prog=f"maillage {command}")
    parser.add_argument(
        "--port", type=int, default=8000, help="port to serve" if english else "port servi (8000)"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on" if english else "adresse écoutée (127.0.0.1 : cette machine)",
    )
    parser.add_argument("--lang", choices=("fr", "en"), help="fr, en")
    options = parser.parse_args(rest)
    if command == "demo":
        os.environ["MAILLAGE_DEMO"] = "oui"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings.base")
    return _loudly(lambda: _serving(options.host, options.port, command == "demo"))


def _serving(host: str, port: int, demo: bool) -> int:
    from maillage.config.serving import serve

    return serve(host, port, demo=demo)


def _django(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    def run() -> int:
        if arguments[0] in PREPARED:
            from maillage.config.serving import create_when_empty

            create_when_empty()
        execute_from_command_line(["maillage", *arguments])
        return 0

    return _loudly(run)


def _loudly(run: Callable[[], int]) -> int:
    """A wrong setting is told in two lines; a programmer's error keeps its trace."""
    from maillage.config.environment import BadSetting

    try:
        return run()
    except BadSetting as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
