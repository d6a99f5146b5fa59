"""The projections table of a sheet."""

from django.utils.translation import gettext_noop

from maillage.projections.enums import Event
from maillage.projections.models import Irritant, IrritantLink, Lever, Need, ProjectionRow
from maillage.voices.tables import Column, Links, Table

TABLE = Table(
    gettext_noop("Projections"),
    ProjectionRow,
    (
        Column("irritants", gettext_noop("irritant principal"), Irritant),
        Column("needs", gettext_noop("besoin"), Need),
        Column("levers", gettext_noop("levier"), Lever),
    ),
    Event,
)

LINKS = Links(IrritantLink, "irritant", "finding", Event)
