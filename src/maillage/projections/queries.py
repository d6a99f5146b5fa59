"""Reads of the projections."""

from django.db.models import F

from maillage.diagnosis.enums import FindingKind
from maillage.diagnosis.models import Finding
from maillage.projections.models import IrritantLink, ProjectionRow
from maillage.projections.tables import TABLE
from maillage.voices.enums import LinkState
from maillage.voices.queries import of_visible_workshops
from maillage.voices.tables import rows_on_sheet


def rows_visible_to(user):
    return ProjectionRow.objects.filter(of_visible_workshops(user), removed_at=None).select_related(
        "workshop__territory", "theme"
    )


def rows_listed(user):
    """What a list shows of each row; `tables.cells` then gives all their items in one query."""
    shown = ("position", "theme__number", "workshop__title", "workshop__territory__name")
    # Rows are numbered from one, as in the reports of what a sheet changed.
    return rows_visible_to(user).annotate(place_on_sheet=F("position") + 1).only(*shown)


def wordings_visible_to(user, column_key):
    """The items of one column: «irritants», «needs» or «levers»."""
    model = TABLE.column(column_key).model
    return model.objects.filter(
        of_visible_workshops(user, "row__workshop"), removed_at=None, row__removed_at=None
    ).select_related("row__workshop__territory")


def wordings_to_edit(user, column_key):
    """Removed ones too: whoever comes too late is told so, rather than that it never was."""
    model = TABLE.column(column_key).model
    return model.objects.filter(of_visible_workshops(user, "row__workshop")).select_related(
        "row__workshop__territory"
    )


def links_of(row, *, with_refused):
    """{irritant: the findings it restates}, surest first. What was refused is for editors alone."""
    links = IrritantLink.objects.filter(irritant__row=row, irritant__removed_at=None)
    if not with_refused:
        links = links.exclude(state=LinkState.REFUSED)
    by_irritant = {}
    for link in links.select_related("finding", "decided_by").order_by("-score", "pk"):
        by_irritant.setdefault(link.irritant_id, []).append(link)
    return by_irritant


def findings_to_tie(workshop):
    """What an irritant of this workshop may restate: its irritants, in the order of its sheet."""
    findings = Finding.objects.filter(
        workshop=workshop, kind=FindingKind.IRRITANT, removed_at=None, row__removed_at=None
    )
    return findings.order_by("row__position", "position", "pk")


def links_visible_to(user):
    return IrritantLink.objects.filter(
        of_visible_workshops(user, "irritant__row__workshop")
    ).select_related("irritant__row__workshop__territory", "finding")


def sheet_rows(workshop):
    """The projections of a workshop, row by row as on its sheet. One query."""
    return rows_on_sheet(TABLE, workshop)
