"""Reads of the diagnosis."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from maillage.diagnosis.models import DiagnosisRow, Evidence, Finding
from maillage.diagnosis.tables import TABLE
from maillage.toolbox.search import search
from maillage.voices.models import Point
from maillage.voices.queries import of_visible_workshops, retex_visible_to, voices_in
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
    """The points behind it, each with its accounts and who cited it. Two queries.

    Those of workshops that the reader may not read are left out. What one person said is always
    counted: taken back it says so, and `is_readable` tells whether its words may be shown.
    """
    accounts = Prefetch(
        "point__retex", retex_visible_to(user).select_related(None).order_by("number", "pk")
    )
    told = Point.retex.through.objects.filter(point=OuterRef("point"), retex__is_shown=True)
    return (
        Evidence.objects.filter(
            of_visible_workshops(user, "point__workshop") | Q(point__workshop=None),
            finding=finding,
        )
        .annotate(is_readable=Q(point__workshop__isnull=False) | Exists(told))
        .select_related("point", "decided_by")
        .prefetch_related(accounts)
        .order_by("pk")
    )


def evidence_to_undo(finding):
    """What somebody chose to cite, not what a sheet says."""
    return Evidence.objects.filter(finding=finding, point__workshop=None)


def voices_to_cite(finding, query="", theme=None):
    """Accounts of one person each, whose points the finding could rest on: its consultation, its
    kind, and that theme or all of them."""
    theirs = Point.retex.through.objects.filter(
        retex=OuterRef("pk"), point__kind=finding.kind, point__withdrawn_at=None
    )
    found = voices_in(finding.row.theme.consultation_id).filter(Exists(theirs))
    if theme is not None:
        found = found.filter(theme=theme)
    citable = Point.objects.filter(kind=finding.kind, withdrawn_at=None).order_by("pk")
    citable = citable.annotate(
        is_cited=Exists(Evidence.objects.filter(point=OuterRef("pk"), finding=finding))
    )
    return (
        search(found, query)
        .select_related("territory", "theme")
        .prefetch_related(Prefetch("points", citable, to_attr="citable"))
    )


def points_to_cite(finding):
    """Whether one may still be cited, the action says: whoever comes too late is told why."""
    told_there = {"workshop": None, "retex__consultation": finding.row.theme.consultation_id}
    return Point.objects.filter(kind=finding.kind, **told_there).distinct()


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
