"""The projections table of a sheet."""

from maillage.projections.models import Irritant, Lever, Need, ProjectionRow
from maillage.voices.tables import Column, Table

TABLE = Table(
    "projections",
    ProjectionRow,
    (
        Column("irritants", "irritant principal", Irritant),
        Column("needs", "besoin", Need),
        Column("levers", "levier", Lever),
    ),
)
