"""The plan table of a sheet."""

from maillage.plan import analysis
from maillage.plan.enums import Event
from maillage.plan.models import (
    Action,
    ActionLever,
    Actor,
    Horizon,
    Indicator,
    LeverLink,
    Step,
)
from maillage.voices.tables import Column, Links, Table

TABLE = Table(
    "Plan d’action",
    Action,
    (
        Column("levers", "axe d’amélioration", ActionLever),
        Column("steps", "étape", Step),
        Column("actors", "acteur", Actor, read=analysis.read_actor),
        Column("horizon", "temporalité", Horizon, read=analysis.read_horizon),
        Column("indicators", "indicateur", Indicator, read=analysis.read_indicator),
    ),
    Event,
)

LINKS = Links(LeverLink, "action_lever", "lever", Event)
