"""Writes of the follow-up. Nothing is replaced: a new report, a new measure."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.followup import access
from maillage.followup.enums import Event, ProgressState
from maillage.followup.errors import DateToCome, KeyReused, ReasonMissing
from maillage.followup.models import Measure, ProgressReport


@transaction.atomic
def report_progress(
    *, action, state, on, client_key, acting_user, text="", obstacle="", unblocker=""
):
    """The last report is the state of the action. The same key twice is one report."""
    _check(action, on, acting_user)
    if state == ProgressState.BLOCKED and not (obstacle and unblocker):
        raise ReasonMissing
    said = {
        "action": action,
        "state": state,
        "on": on,
        "text": text,
        "obstacle": obstacle,
        "unblocker": unblocker,
    }
    report, created = _once(ProgressReport, client_key, said, reported_by=acting_user)
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
    said = {
        "indicator": indicator,
        "value": value,
        "on": on,
        "method": method,
        "source": source,
        "margin": margin,
        "territory": territory,
        "note": note,
    }
    measure, created = _once(Measure, client_key, said, recorded_by=acting_user)
    if created:
        record(
            Event.MEASURE_RECORDED,
            acting_user=acting_user,
            target=indicator,
            value=str(value),
            method=method,
        )
    return measure


def _once(model, client_key, said, **who):
    """The row of this key, written now or by the first click; never another in its place."""
    row, created = model.objects.get_or_create(client_key=client_key, defaults={**said, **who})
    if not created and any(getattr(row, name) != value for name, value in said.items()):
        raise KeyReused
    return row, created


def _check(action, on, acting_user):
    if not access.can_report(acting_user, action):
        raise PermissionDenied
    if on > timezone.localdate():
        raise DateToCome
