"""What the follow-up shows of an action, a report or a measure, in French and drawn."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maillage.followup.enums import FINISHED, Method, ProgressState
from maillage.toolbox.charts import Bar, bar_chart, gauge, sparkline
from maillage.toolbox.french_numbers import written

KINDS = {ProgressState.BLOCKED: "irritant", ProgressState.DONE: "strength"}


def tell_standing(actions):
    """Give each action its `standing`, since when, and the days of `delay` when a date passed."""
    today = timezone.localdate()
    for action in actions:
        said = action.latest or {}
        action.standing = ProgressState(said.get("state", ProgressState.NOT_STARTED))
        action.state_on = said and datetime.date.fromisoformat(said["on"])
        is_late = action.due_on and action.standing not in FINISHED
        action.delay = (today - action.due_on).days if is_late else 0
    return actions


def tell_measures(indicator):
    """Give an indicator its `last` measure in words, and its `drawing`."""
    for measure in indicator.measured:
        measure.told = _figure(measure.value, indicator.unit)
        measure.how = Method(measure.method).label.lower()
        measure.more_or_less = written(measure.margin)
    indicator.last = indicator.measured[-1] if indicator.measured else None
    indicator.ends = [
        (name, _figure(value, indicator.unit))
        for name, value in ((_("Départ"), indicator.baseline), (_("Cible"), indicator.target))
        if value is not None
    ]
    known = indicator.baseline is not None and indicator.target is not None
    indicator.has_way = known and indicator.baseline != indicator.target
    indicator.drawing = _drawing(indicator)
    return indicator


def course(indicator):
    """The measures of an indicator as bars on one scale; as a line when some are below zero."""
    figures = [float(measure.value) for measure in indicator.measured]
    if any(figure < 0 for figure in figures):
        return sparkline(figures, title=indicator.text, unit=indicator.unit)
    bars = [
        Bar(f"{date_format(m.on)}, {m.how}", float(m.value), kind="indicator")
        for m in indicator.measured
    ]
    return bar_chart(bars, title=indicator.text, unit=indicator.unit, digits=4)


def states_drawing(tally):
    bars = [Bar(state.label, n, kind=KINDS.get(state, "")) for state, n in tally.items()]
    return bar_chart(bars, title=_("Où en sont les actions"), digits=0)


def _figure(value, unit):
    space = "\u202f" if unit == "%" else " "
    return f"{written(value)}{space}{unit}".strip()


def _drawing(indicator):
    """From the starting point to the target where both are known; else the course of the figure."""
    last = float(indicator.last.value) if indicator.last else None
    if indicator.has_way:
        ends = (float(indicator.baseline), float(indicator.target))
        return gauge(last, *ends, title=indicator.text, unit=indicator.unit)
    if len(indicator.measured) > 1:
        figures = [float(measure.value) for measure in indicator.measured]
        return sparkline(figures, title=indicator.text, unit=indicator.unit)
    return ""
