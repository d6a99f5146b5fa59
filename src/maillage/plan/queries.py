"""Reads of the plan."""

from maillage.plan.enums import IndicatorKind
from maillage.plan.models import Action, Indicator, LeverLink
from maillage.plan.tables import TABLE
from maillage.voices.queries import of_visible_workshops
from maillage.voices.tables import rows_on_sheet


def actions_visible_to(user):
    return Action.objects.filter(of_visible_workshops(user), removed_at=None).select_related(
        "workshop__territory", "theme"
    )


def indicators_visible_to(user):
    return Indicator.objects.filter(
        of_visible_workshops(user, "row__workshop"),
        kind=IndicatorKind.INDICATOR,
        removed_at=None,
        row__removed_at=None,
    ).select_related("row__workshop__territory")


def wordings_visible_to(user, column_key):
    """The items of one column: «levers», «steps», «actors», «horizon» or «indicators»."""
    model = TABLE.column(column_key).model
    return model.objects.filter(
        of_visible_workshops(user, "row__workshop"), removed_at=None, row__removed_at=None
    ).select_related("row__workshop__territory")


def links_visible_to(user):
    return LeverLink.objects.filter(
        of_visible_workshops(user, "action_lever__row__workshop")
    ).select_related("action_lever__row__workshop__territory", "lever")


def sheet_rows(workshop):
    """The plan of a workshop, row by row as on its sheet. One query."""
    return rows_on_sheet(TABLE, workshop)
