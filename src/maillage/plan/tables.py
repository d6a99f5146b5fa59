"""The plan table of a sheet."""

from django.utils.translation import gettext_noop

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
    gettext_noop("Plan d’action"),
    Action,
    (
        Column("levers", gettext_noop("axe d’amélioration"), ActionLever),
        Column("steps", gettext_noop("étape"), Step),
        Column("actors", gettext_noop("acteur"), Actor, read=analysis.read_actor),
        Column("horizon", gettext_noop("temporalité"), Horizon, read=analysis.read_horizon),
        Column("indicators", gettext_noop("indicateur"), Indicator, read=analysis.read_indicator),
    ),
    Event,
)

LINKS = Links(LeverLink, "action_lever", "lever", Event)
