"""Writes of the diagnosis."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from maillage.diagnosis.models import Evidence, Finding
from maillage.diagnosis.tables import TABLE
from maillage.voices import actions as voices
from maillage.voices.models import Point, Retex


@transaction.atomic
def write_diagnosis(*, workshop, rows, acting_user):
    """Make the workshop's diagnosis that of its sheet. Each new finding cites the point as said."""
    written = voices.write_rows(table=TABLE, workshop=workshop, rows=rows, acting_user=acting_user)
    _cite(workshop, written.added, acting_user)
    _tie_points_to_retex(workshop)
    _weigh(workshop)
    return written.changes


def reword(*, acting_user, **said):
    """The agreed wording changes; the points it rests on keep the words of those who spoke."""
    return voices.reword(table=TABLE, acting_user=acting_user, **said)


@transaction.atomic
def add_wording(*, row, acting_user, **said):
    finding = voices.add_wording(table=TABLE, row=row, acting_user=acting_user, **said)
    # A second click is given what the first one wrote, already cited.
    if not finding.evidence.exists():
        _cite(row.workshop, [finding], acting_user)
        _tie_points_to_retex(row.workshop)
        _weigh(row.workshop)
    return finding


def remove_wording(*, wording, acting_user):
    return voices.remove_wording(table=TABLE, wording=wording, acting_user=acting_user)


def _cite(workshop, findings, acting_user):
    points = Point.objects.bulk_create(
        Point(workshop=workshop, kind=finding.kind, text=finding.text) for finding in findings
    )
    now = timezone.now()
    Evidence.objects.bulk_create(
        Evidence(finding=finding, point=point, decided_by=acting_user, decided_at=now)
        for finding, point in zip(findings, points, strict=True)
    )


def _tie_points_to_retex(workshop):
    """A point said at the table about RETEX 2 belongs to the accounts told under number 2."""
    by_number = {}
    told = Retex.objects.filter(workshop=workshop, removed_at=None).exclude(number=None)
    for pk, number in told.values_list("pk", "number"):
        by_number.setdefault(number, []).append(pk)
    cited = Evidence.objects.filter(point__workshop=workshop, finding__row__workshop=workshop)
    wanted = {
        (point, retex)
        for point, numbers in cited.values_list("point_id", "finding__row__retex_numbers")
        for number in numbers
        for retex in by_number.get(number, ())
    }
    tie = Point.retex.through
    held = {
        (row.point_id, row.retex_id): row.pk for row in tie.objects.filter(point__workshop=workshop)
    }
    tie.objects.filter(pk__in=[held[pair] for pair in held.keys() - wanted]).delete()
    tie.objects.bulk_create(
        tie(point_id=point, retex_id=retex) for point, retex in sorted(wanted - held.keys())
    )


def _weigh(workshop):
    """A finding weighs the accounts behind its points: people who told, not lines of a table."""
    told = Count(
        "evidence__point__retex", filter=Q(evidence__point__retex__removed_at=None), distinct=True
    )
    findings = Finding.objects.filter(workshop=workshop).annotate(told=told).order_by()
    changed = [finding for finding in findings if finding.weight != finding.told]
    for finding in changed:
        finding.weight = finding.told
    Finding.objects.bulk_update(changed, ["weight"])
