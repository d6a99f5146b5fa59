import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from maillage.accounts.tests.factories import UserFactory
from maillage.scenarios.enums import Objective
from maillage.scenarios.models import Scenario
from maillage.territory.tests.factories import EstimateFactory

QUESTION = {
    "objective": "reach", "kinds": ["library"], "distance": 5.0, "places": 1, "budget": None,
    "costs": {}, "connects": False, "seats": None, "slots": [], "unknown": True, "existing": True,
}  # fmt: skip


def place(name, *, at=(-1.0, 47.0), was_open=False, **more):
    return {
        "key": f"bibliotheques-{name}", "kind": "library", "name": name, "commune": "99001",
        "commune_name": "Sauvelle", "at": list(at), "connects": None, "seats": None, "slots": {},
        "hours": None, "source": "bibliotheques", "edition": "2023", "was_open": was_open,
        "pupils": 30.0, "cost": None, **more,
    }  # fmt: skip


def commune(code, without, *, is_reached, was_reached=False, place=0, **more):
    """All reached or none; `reached=12.0` for a part."""
    more.setdefault("reached", without if is_reached else 0.0)
    return {
        "code": code, "name": f"Commune {code}", "at": [-1.0, 47.0], "how": "school",
        "pupils": 200.0, "without": without, "low": without / 2, "high": without * 2,
        "place": place, "metres": 1234.5, "minutes": None, "is_reached": is_reached,
        "reached_before": without if was_reached else 0.0,
        **more,
    }  # fmt: skip


def outcome(places=None, communes=None, **more):
    places = [place("Médiathèque de Sauvelle")] if places is None else places
    if communes is None:
        communes = [
            commune("99001", 30.0, is_reached=True),
            commune("99002", 20.0, is_reached=False),
        ]
    sums = {
        name: [
            sum(one[figure] * keeps(one) / one["without"] for one in communes) for figure in FIGURES
        ]
        for name, keeps in KEPT.items()
    }
    return {
        "proof": {"gap": 0.0, "is_proved": True,
                  "certificate": "relaxation lagrangienne recalculée", "how": "à vol d’oiseau",
                  "seconds": 5.0},
        "candidates": 4, "places": places, "communes": communes, "schools": [], "hidden": [],
        "unplaced": [], "totals": {**sums, "pupils": sum(one["pupils"] for one in communes)},
        "land": {}, "method": "commune", "made_at": "2026-11-28T00:00:00+00:00",
        "edition": "2026T1", "sources": [], **more,
    }  # fmt: skip


FIGURES = ("without", "low", "high")
KEPT = {
    "without": lambda one: one["without"],
    "reached": lambda one: one["reached"],
    "before": lambda one: one["reached_before"],
    "left": lambda one: one["without"] - one["reached"],
    "left_before": lambda one: one["without"] - one["reached_before"],
}


class ScenarioFactory(DjangoModelFactory):
    """As if computed: what is shown does not depend on how it was. `published=True`."""

    class Meta:
        model = Scenario

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(timezone.now))

    estimate = factory.SubFactory(EstimateFactory)
    territory = factory.SelfAttribute("estimate.territory")
    name = factory.Sequence("Cinq lieux pour la côte {}".format)
    objective = Objective.REACH
    question = factory.LazyFunction(lambda: dict(QUESTION))
    outcome = factory.LazyFunction(outcome)
    opened = 1
    reached = 30.0
    left = 20.0
    gap = 0.0
    made_by = factory.SubFactory(UserFactory)
    client_key = factory.LazyFunction(uuid.uuid4)
