"""Reads of the diagnosis."""

from maillage.diagnosis.models import DiagnosisRow, Finding
from maillage.diagnosis.tables import TABLE
from maillage.voices.queries import of_visible_workshops
from maillage.voices.tables import rows_on_sheet


def findings_visible_to(user):
    return Finding.objects.filter(of_visible_workshops(user), removed_at=None)


def rows_visible_to(user):
    return DiagnosisRow.objects.filter(of_visible_workshops(user), removed_at=None).select_related(
        "workshop__territory", "theme"
    )


def sheet_rows(workshop):
    """The diagnosis of a workshop, row by row as on its sheet. One query."""
    return rows_on_sheet(TABLE, workshop)
