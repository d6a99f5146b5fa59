from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.db import models
from django.urls import reverse

from maillage.scenarios.enums import Objective


@dataclass(frozen=True)
class Question:
    """`by`: how one goes along the roads, `minutes` at most; "": straight, `distance` km at most.
    `unknown`: places of which a file does not say what is asked are taken, and told.
    `existing`: those where people connect today count, whatever their kind.
    `turns`: how many pupils come in turn to one seat; None: seats bound nobody."""

    objective: Objective
    kinds: tuple[str, ...]
    distance: float
    places: int | None = None
    budget: float | None = None
    costs: dict = field(default_factory=dict)
    connects: bool = False
    seats: int | None = None
    slots: tuple[str, ...] = ()
    hours: float | None = None
    turns: int | None = None
    by: str = ""
    minutes: float | None = None
    unknown: bool = True
    existing: bool = True

    @classmethod
    def of(cls, stored):
        lists = {name: tuple(stored.get(name, ())) for name in ("kinds", "slots")}
        return cls(**{**stored, **lists, "objective": Objective(stored["objective"])})

    def stored(self):
        return {**asdict(self), "objective": str(self.objective)}

    @property
    def metres(self):
        return 1000 * self.distance

    @property
    def limit(self):
        """In minutes along the roads, else in metres."""
        return self.minutes if self.by else self.metres

    def cost(self, place):
        return self.costs.get(place.kind, 0.0)

    def accepts(self, place):
        """As a place where pupils may come: seats and hours, whatever its kind."""
        told = [place.slots.get(slot) for slot in self.slots]
        least = self.seats or (1 if self.turns else None)
        for has, asked in ((place.seats, least), (place.hours, self.hours)):
            if asked:
                told.append(None if has is None else has >= asked)
        return all(self.unknown if one is None else one for one in told)

    def room(self, place):
        """How many pupils it serves; where its seats are not told, nobody is turned away."""
        unbound = not self.turns or place.seats is None
        return float("inf") if unbound else float(self.turns * place.seats)

    def may_open(self, place):
        if place.kind not in self.kinds or not self.accepts(place):
            return False
        return not self.connects or (self.unknown if place.connects is None else place.connects)

    def is_open(self, place):
        return self.existing and bool(place.connects) and self.accepts(place)


class Scenario(models.Model):
    """Where to open access points in a département, as it was asked, and what came out.

    What came out is kept whole: files and estimates change, and the choice that people discussed
    must still be the one they read.
    """

    territory = models.ForeignKey(
        "territory.Territory", models.PROTECT, related_name="+", verbose_name="département"
    )
    estimate = models.ForeignKey(
        "territory.Estimate", models.PROTECT, related_name="+", verbose_name="estimation"
    )
    name = models.CharField("nom", max_length=150)
    note = models.TextField("note", blank=True)
    objective = models.CharField("objectif", max_length=10, choices=Objective)
    # A `Question`, and what `reckoning` made of it.
    question = models.JSONField("demande", default=dict)
    outcome = models.JSONField("résultat", default=dict)
    # Repeated from the result, so that a list reads no result.
    opened = models.PositiveIntegerField("lieux à ouvrir")
    reached = models.FloatField("élèves atteints")
    left = models.FloatField("élèves restants")
    gap = models.FloatField("écart certifié")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField("calculé le", auto_now_add=True)
    published_at = models.DateTimeField("publié le", null=True, editable=False)
    # From the form and what was typed in it: a double click makes one scenario, another question
    # in the same form makes another.
    client_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = "scénario"
        indexes = [
            models.Index(fields=["published_at", "-id"], name="scenarios_published"),
            models.Index(fields=["territory", "-id"], name="scenarios_by_territory"),
        ]
        constraints = [
            models.CheckConstraint(
                name="scenarios_objective_is_known",
                condition=models.Q(objective__in=Objective.values),
            ),
            models.CheckConstraint(
                name="scenarios_gap_is_not_negative", condition=models.Q(gap__gte=0)
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("scenarios:scenario", args=[self.pk])

    @property
    def is_published(self):
        return self.published_at is not None


class Commitment(models.Model):
    """A scenario that became an action of the plan, and the indicator that follows it."""

    scenario = models.OneToOneField(Scenario, models.PROTECT, related_name="commitment")
    action = models.ForeignKey("plan.Action", models.CASCADE, related_name="+")
    indicator = models.OneToOneField("plan.Indicator", models.CASCADE, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField("engagé le", auto_now_add=True)

    class Meta:
        verbose_name = "engagement d’un scénario"
