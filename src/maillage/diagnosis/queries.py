"""Reads of the diagnosis."""

from django.db.models import F, Prefetch

from maillage.diagnosis.models import DiagnosisRow, Evidence, Finding
from maillage.diagnosis.tables import TABLE
from maillage.voices.queries import of_visible_workshops, retex_visible_to
from maillage.voices.tables import rows_on_sheet


def findings_visible_to(user):
    return Finding.objects.filter(of_visible_workshops(user), removed_at=None)


def findings_listed(user, kind=None):
    """What a list shows of each, as plain values."""
    found = findings_visible_to(user)
    if kind:
        found = found.filter(kind=kind)
    return found.values(
        "pk",
        "kind",
        "text",
        "weight",
        "highlighted",
        theme_number=F("theme__number"),
        workshop_title=F("workshop__title"),
        workshop_place=F("workshop__territory__name"),
    )


def findings_to_edit(user):
    """Removed ones too: whoever comes too late is told so, rather than that it never was."""
    return Finding.objects.filter(of_visible_workshops(user)).select_related(
        "row__workshop__territory"
    )


def rows_visible_to(user):
    return DiagnosisRow.objects.filter(of_visible_workshops(user), removed_at=None).select_related(
        "workshop__territory", "theme"
    )


def evidence_of(finding, user):
    """The points that the reader may read, each with its accounts and who cited it. Two queries."""
    accounts = Prefetch(
        "point__retex", retex_visible_to(user).select_related(None).order_by("number", "pk")
    )
    return (
        Evidence.objects.filter(of_visible_workshops(user, "point__workshop"), finding=finding)
        .select_related("point", "decided_by")
        .prefetch_related(accounts)
        .order_by("pk")
    )


def retex_cited(row, user):
    """The accounts told under the numbers that the row cites. None asks nothing of the database."""
    if not row.retex_numbers:
        return []
    told = retex_visible_to(user).select_related(None)
    return told.filter(workshop=row.workshop, number__in=row.retex_numbers).order_by(
        "number", "rank", "pk"
    )


def sheet_rows(workshop):
    """The diagnosis of a workshop, row by row as on its sheet. One query."""
    return rows_on_sheet(TABLE, workshop)
