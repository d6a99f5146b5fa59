"""`maillage territory site DÉPARTEMENT --places 5 --within 5km`: where to open, how good it is."""

import json
import re
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from maillage.scenarios import telling
from maillage.scenarios.analysis import Search
from maillage.scenarios.enums import Objective
from maillage.scenarios.models import Question
from maillage.scenarios.queries import department_named, estimate_in_force
from maillage.scenarios.reckoning import USUAL, reckon
from maillage.territory.enums import PlaceKind, PlaceSlot, TravelMode
from maillage.territory.queries import travel_modes
from maillage.toolbox.errors import Refusal

USUAL_KINDS = ("library", "social_centre", "neighbourhood", "digital")


MOST = {"distance": 200, "minutes": 240}


def limit(text):
    """«5km», «5», «2,5 km»: {"distance": …}; «15min»: {"minutes": …}."""
    found = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*(km|min)?\s*", text, re.I)
    name = "minutes" if found and (found[2] or "").lower() == "min" else "distance"
    if not found or not 0 < float(found[1].replace(",", ".")) <= MOST[name]:
        raise ArgumentTypeError(f"« {text} » n’est pas un trajet ; par exemple 5km, ou 15min.")
    return {name: float(found[1].replace(",", "."))}


class Command(BaseCommand):
    help = "Dit où ouvrir des points d’accès dans un département ; n’enregistre rien."

    def add_arguments(self, parser):
        parser.add_argument("department", metavar="DÉPARTEMENT")
        parser.add_argument("--places", type=int, default=5, metavar="N")
        parser.add_argument("--within", type=limit, default="5km", metavar="5km|15min")
        parser.add_argument(
            "--by", choices=TravelMode.values, help="pour des minutes, quand plusieurs sont là"
        )
        parser.add_argument(
            "--kinds", nargs="+", choices=PlaceKind.values, default=USUAL_KINDS, metavar="SORTE",
            help=", ".join(PlaceKind.values),
        )  # fmt: skip
        parser.add_argument("--wifi", action="store_true", help="là où il est déclaré")
        parser.add_argument("--seats", type=int, metavar="N", help="places au moins")
        parser.add_argument("--turns", type=int, metavar="N", help="élèves par place, tour à tour")
        parser.add_argument("--hours", type=float, metavar="N", help="par semaine, au moins")
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
            "--seconds", type=float, default=USUAL.seconds, help="le temps de chercher mieux"
        )
        parser.add_argument(
            "--starts", type=int, default=USUAL.starts, metavar="N", help="recherches différentes"
        )
        parser.add_argument("--scheduler", metavar="ADRESSE", help="d’un ordonnanceur Dask")
        parser.add_argument("--json", action="store_true", help="un objet, et rien d’autre")

    def handle(self, *, department, **options):
        try:
            territory = department_named(department)
            estimate = estimate_in_force(territory)
            question = _question(options, territory)
            told = {name: options[name] for name in ("seconds", "starts", "scheduler")}
            outcome = reckon(question, estimate, search=Search(**told))
        except Refusal as problem:
            raise CommandError(str(problem), returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(telling.figures(question, outcome), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(telling.summary(question, outcome)))


def _way(options, territory):
    """The limit, and how one goes: minutes are of the one network held, or named."""
    within = options["within"]
    if "distance" in within:
        return within
    held = travel_modes([territory.code]).get(territory.code, [])
    if options["by"] is None and len(held) > 1:
        raise Refusal(f"Plusieurs réseaux sont chargés, dites lequel par --by : {', '.join(held)}.")
    mode = options["by"] or next(iter(held), TravelMode.FOOT)
    return {"distance": 0.0, "by": str(mode), **within}


def _question(options, territory):
    objective = Objective.REACH
    if options["everybody"]:
        objective = Objective.EVERYBODY
    elif options["shorten"]:
        objective = Objective.SHORTEN
    return Question(
        objective=objective,
        kinds=tuple(options["kinds"]),
        **_way(options, territory),
        connects=options["wifi"],
        **{name: options[name] for name in ("seats", "turns", "hours")},
        places=None if objective == Objective.EVERYBODY else options["places"],
        slots=tuple(options["open_on"]),
        unknown=not options["known_only"],
        existing=not options["from_nothing"],
    )
