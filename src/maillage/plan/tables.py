"""The plan table of a sheet."""

from maillage.plan import analysis
from maillage.plan.models import Action, ActionLever, Actor, Horizon, Indicator, Step
from maillage.voices.tables import Column, Table

TABLE = Table(
    "plan",
    Action,
    (
        Column("levers", "axe d’amélioration", ActionLever),
        Column("steps", "étape", Step),
        Column("actors", "acteur", Actor, read=analysis.read_actor),
        Column("horizon", "temporalité", Horizon, read=analysis.read_horizon),
        Column("indicators", "indicateur", Indicator, read=analysis.read_indicator),
    ),
)
