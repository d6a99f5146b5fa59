"""Where the analyses of a desk are."""

from maillage.sorting import analysis
from maillage.sorting.enums import RunState, RunStep
from maillage.sorting.models import Run

SHOWN = 10
UNDER_WAY = (RunState.WAITING, RunState.RUNNING)


def runs_of(desk):
    """The last ones, the latest first."""
    if desk is None:
        return []
    found = Run.objects.filter(desk=desk).select_related("asked_by")
    return [_told(run) for run in found.order_by("-pk")[:SHOWN]]


def under_way(desk):
    """The one that waits or goes on, or None."""
    now = desk and Run.objects.filter(desk=desk, state__in=UNDER_WAY).first()
    return now and _told(now)


def _told(run):
    steps = list(RunStep)
    run.is_under_way = run.state in UNDER_WAY
    run.step_number, run.steps = steps.index(RunStep(run.step)) + 1, len(steps)
    return run


def what_is_missing():
    """What would read better here: nothing, the libraries, or the model of sentences."""
    if not analysis.engine():
        return "extra"
    return "" if analysis.is_model() else "model"
