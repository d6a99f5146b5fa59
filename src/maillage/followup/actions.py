"""Writes of the follow-up. Nothing is replaced: a new report, a new measure."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.followup import access
from maillage.followup.enums import Event, ProgressState
from maillage.followup.errors import DateToCome, ReasonMissing
from maillage.followup.models import Measure, ProgressReport


@transaction.atomic
def report_progress(
    *, action, state, on, client_key, acting_user, text="", obstacle="", unblocker=""
):
    """The last report is the state of the action. The same key twice is one report."""
    _check(action, on, acting_user)
    if state == ProgressState.BLOCKED and not (obstacle and unblocker):
        raise ReasonMissing
    report, created = ProgressReport.objects.get_or_create(
        client_key=client_key,
        defaults={
            "action": action,
            "state": state,
            "on": on,
            "text": text,
            "obstacle": obstacle,
            "unblocker": unblocker,
            "reported_by": acting_user,
        },
    )
    if created:
        record(Event.PROGRESS_REPORTED, acting_user=acting_user, target=action, state=state)
    return report


@transaction.atomic
def record_measure(
    *,
    indicator,
    value,
    on,
    method,
    source,
    client_key,
    acting_user,
    margin=None,
    territory=None,
    note="",
):
    """A value with its date, its method and its source. The same key twice is one measure."""
    _check(indicator.row, on, acting_user)
    measure, created = Measure.objects.get_or_create(
        client_key=client_key,
        defaults={
            "indicator": indicator,
            "value": value,
            "on": on,
            "method": method,
            "source": source,
            "margin": margin,
            "territory": territory,
            "note": note,
            "recorded_by": acting_user,
        },
    )
    if created:
        record(
            Event.MEASURE_RECORDED,
            acting_user=acting_user,
            target=indicator,
            value=str(value),
            method=method,
        )
    return measure


def _check(action, on, acting_user):
    if not access.can_report(acting_user, action):
        raise PermissionDenied
    if on > timezone.localdate():
        raise DateToCome
