"""The projections table of a sheet."""

from maillage.projections.enums import Event
from maillage.projections.models import Irritant, IrritantLink, Lever, Need, ProjectionRow
from maillage.voices.tables import Column, Links, Table

TABLE = Table(
    "Projections",
    ProjectionRow,
    (
        Column("irritants", "irritant principal", Irritant),
        Column("needs", "besoin", Need),
        Column("levers", "levier", Lever),
    ),
    Event,
)

LINKS = Links(IrritantLink, "irritant", "finding", Event)
