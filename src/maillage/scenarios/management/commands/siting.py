"""`maillage territory site DÉPARTEMENT --places 5 --within 5km`: where to open, how good it is."""

import json
import re
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from maillage.scenarios import telling
from maillage.scenarios.enums import Objective
from maillage.scenarios.models import Question
from maillage.scenarios.queries import department_named, estimate_in_force
from maillage.scenarios.reckoning import SECONDS, reckon
from maillage.territory.enums import PlaceKind, PlaceSlot
from maillage.toolbox.errors import Refusal

USUAL_KINDS = ("library", "social_centre", "neighbourhood", "digital")


def kilometres(text):
    """«5km», «5», «2,5 km»."""
    found = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:km)?\s*", text, re.I)
    if not found or not 0 < float(found[1].replace(",", ".")) <= 200:
        raise ArgumentTypeError(f"« {text} » n’est pas une distance ; par exemple 5km.")
    return float(found[1].replace(",", "."))


class Command(BaseCommand):
    help = "Dit où ouvrir des points d’accès dans un département ; n’enregistre rien."

    def add_arguments(self, parser):
        parser.add_argument("department", metavar="DÉPARTEMENT")
        parser.add_argument("--places", type=int, default=5, metavar="N")
        parser.add_argument("--within", type=kilometres, default=5.0, metavar="5km")
        parser.add_argument(
            "--kinds", nargs="+", choices=PlaceKind.values, default=USUAL_KINDS, metavar="SORTE",
            help=", ".join(PlaceKind.values),
        )  # fmt: skip
        parser.add_argument("--open-on", nargs="+", choices=PlaceSlot.values, default=())
        parser.add_argument("--everybody", action="store_true", help="le moins de lieux pour tous")
        parser.add_argument(
            "--shorten", action="store_true", help="le chemin le plus court de tous"
        )
        parser.add_argument(
            "--from-nothing", action="store_true", help="sans les lieux d’aujourd’hui"
        )
        parser.add_argument(
            "--known-only", action="store_true", help="écarter ce qu’on ne sait pas"
        )
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help="le temps de chercher mieux"
        )
        parser.add_argument("--json", action="store_true", help="un objet, et rien d’autre")

    def handle(self, *, department, **options):
        try:
            estimate = estimate_in_force(department_named(department))
            outcome = reckon(_question(options), estimate, seconds=options["seconds"])
        except Refusal as problem:
            raise CommandError(str(problem), returncode=2) from None
        told = telling.summary(_question(options), outcome)
        if options["json"]:
            self.stdout.write(json.dumps(telling.figures(outcome), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(told))


def _question(options):
    objective = Objective.REACH
    if options["everybody"]:
        objective = Objective.EVERYBODY
    elif options["shorten"]:
        objective = Objective.SHORTEN
    return Question(
        objective=objective,
        kinds=tuple(options["kinds"]),
        distance=options["within"],
        places=None if objective == Objective.EVERYBODY else options["places"],
        slots=tuple(options["open_on"]),
        unknown=not options["known_only"],
        existing=not options["from_nothing"],
    )
