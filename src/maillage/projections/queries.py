"""Reads of the projections."""

from maillage.projections.models import IrritantLink, ProjectionRow
from maillage.projections.tables import TABLE
from maillage.voices.queries import of_visible_workshops
from maillage.voices.tables import rows_on_sheet


def rows_visible_to(user):
    return ProjectionRow.objects.filter(of_visible_workshops(user), removed_at=None).select_related(
        "workshop__territory", "theme"
    )


def wordings_visible_to(user, column_key):
    """The items of one column: «irritants», «needs» or «levers»."""
    model = TABLE.column(column_key).model
    return model.objects.filter(
        of_visible_workshops(user, "row__workshop"), removed_at=None, row__removed_at=None
    ).select_related("row__workshop__territory")


def links_visible_to(user):
    return IrritantLink.objects.filter(
        of_visible_workshops(user, "irritant__row__workshop")
    ).select_related("irritant__row__workshop__territory", "finding")


def sheet_rows(workshop):
    """The projections of a workshop, row by row as on its sheet. One query."""
    return rows_on_sheet(TABLE, workshop)
