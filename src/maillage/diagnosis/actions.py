"""Writes of the diagnosis."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from maillage.audit.actions import record
from maillage.diagnosis.enums import Event
from maillage.diagnosis.errors import NotCitable
from maillage.diagnosis.models import Evidence, Finding
from maillage.diagnosis.signals import diagnosis_written
from maillage.diagnosis.tables import TABLE
from maillage.voices import actions as voices
from maillage.voices.access import can_edit
from maillage.voices.errors import AlreadyRemoved
from maillage.voices.models import Point, Retex
from maillage.voices.queries import counts_as_a_voice

WEIGHS = counts_as_a_voice("evidence__point__retex")


@transaction.atomic
def write_diagnosis(*, workshop, rows, acting_user):
    """Make the workshop's diagnosis that of its sheet. Each new finding cites the point as said."""
    written = voices.write_rows(table=TABLE, workshop=workshop, rows=rows, acting_user=acting_user)
    _cite(workshop, written.added, acting_user)
    _tie_points_to_retex(workshop)
    _weigh(Finding.objects.filter(workshop=workshop))
    diagnosis_written.send(Finding, workshop=workshop)
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
        _weigh(Finding.objects.filter(workshop=row.workshop))
        diagnosis_written.send(Finding, workshop=row.workshop)
    return finding


@transaction.atomic
def remove_wording(*, wording, acting_user):
    wording = voices.remove_wording(table=TABLE, wording=wording, acting_user=acting_user)
    diagnosis_written.send(Finding, workshop=wording.workshop)
    return wording


@transaction.atomic
def cite_point(*, finding, point, acting_user):
    """This finding also rests on what one person said. Twice is once."""
    # Before the finding, as a withdrawal does: what its author takes back meanwhile is not cited.
    told = list(Retex.objects.select_for_update(of=("self",)).filter(points=point).order_by("pk"))
    finding = _held(finding, acting_user)
    stands = Point.objects.filter(pk=point.pk, workshop=None, withdrawn_at=None).exists()
    if not stands or not any(retex.is_shown for retex in told):
        raise NotCitable
    evidence, is_new = Evidence.objects.get_or_create(
        finding=finding,
        point=point,
        defaults={"decided_by": acting_user, "decided_at": timezone.now()},
    )
    if is_new:
        _weigh(Finding.objects.filter(pk=finding.pk))
        record(Event.POINT_CITED, acting_user=acting_user, target=finding, point=point.pk)
    return evidence


@transaction.atomic
def uncite_point(*, evidence, acting_user):
    """What one person said stands; this finding no longer rests on it. That of a sheet stays."""
    finding = _held(evidence.finding, acting_user)
    gone, _ = Evidence.objects.filter(pk=evidence.pk, point__workshop=None).delete()
    if gone:
        _weigh(Finding.objects.filter(pk=finding.pk))
        told = {"point": evidence.point_id}
        record(Event.POINT_UNCITED, acting_user=acting_user, target=finding, **told)
    return finding


@transaction.atomic
def follow_retex(*, retex, acting_user):
    """An account is now read by everyone, or no longer: what rests on it weighs accordingly."""
    _weigh(Finding.objects.filter(evidence__point__retex=retex))


def _held(finding, acting_user):
    locked = Finding.objects.select_for_update(of=("self",))
    finding = locked.select_related("row__workshop__territory").get(pk=finding.pk)
    if not can_edit(acting_user, finding.row.workshop):
        raise PermissionDenied
    if finding.removed_at:
        raise AlreadyRemoved
    return finding


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


def _weigh(findings):
    """A finding weighs the accounts behind its points: people who told, not lines of a table."""
    # Locked first, in one order: two withdrawals at once each count what the other one left.
    keys = sorted(findings.order_by().values_list("pk", flat=True).distinct())
    if not keys:
        return
    list(Finding.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    told = Count("evidence__point__retex", filter=WEIGHS, distinct=True)
    weighed = Finding.objects.filter(pk__in=keys).annotate(told=told).order_by()
    changed = [finding for finding in weighed if finding.weight != finding.told]
    for finding in changed:
        finding.weight = finding.told
    Finding.objects.bulk_update(changed, ["weight"])
