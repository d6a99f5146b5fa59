"""A scenario becomes an action of the plan; its indicator follows each new estimate."""

import uuid
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.followup.actions import record_measure
from maillage.followup.enums import Method
from maillage.followup.models import Measure
from maillage.plan.actions import define_indicator, write_plan
from maillage.plan.enums import Direction, IndicatorKind
from maillage.plan.models import Action
from maillage.scenarios import plan_words, queries
from maillage.scenarios.enums import Event
from maillage.scenarios.following import ability_of, follow
from maillage.scenarios.models import Commitment, Scenario
from maillage.voices.access import can_edit
from maillage.voices.actions import create_workshop
from maillage.voices.models import Workshop

PRECISION = Decimal("0.0001")


@transaction.atomic
def commit_scenario(*, scenario, acting_user, horizon, workshop=None, theme=None, title=""):
    """Write the scenario as an action of a workshop's plan, in a new workshop where none is given.

    A second click is given what the first one did.
    """
    # The lock makes the second click wait for the first, then see what it wrote.
    held = Scenario.objects.select_for_update(of=("self",)).select_related("territory", "estimate")
    scenario = held.get(pk=scenario.pk)
    standing = queries.commitment_of(scenario)
    if standing is not None:
        return standing
    if workshop is None:
        workshop = create_workshop(
            theme=theme, territory=scenario.territory, title=title, acting_user=acting_user
        )
    if not can_edit(acting_user, workshop):
        raise PermissionDenied
    action = _written(scenario, workshop, horizon, acting_user)
    indicator = _defined(scenario, action, acting_user)
    Commitment.objects.filter(scenario=scenario).delete()
    commitment = Commitment.objects.create(
        scenario=scenario, action=action, indicator=indicator, made_by=acting_user
    )
    start = ability_of(scenario.outcome, "left_before")
    _measure(commitment, scenario.estimate, start, Method.ESTIMATED, acting_user)
    record(Event.SCENARIO_PLANNED, acting_user=acting_user, target=scenario, action=action.pk)
    return commitment


def _written(scenario, workshop, horizon, acting_user):
    """The plan of the workshop with one row more: what stands on it keeps its identity."""
    # Two writings of one plan at once follow one another.
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    before = set(Action.objects.filter(workshop=workshop).values_list("pk", flat=True))
    rows = [*queries.plan_of(workshop), plan_words.plan_row(scenario, horizon)]
    write_plan(workshop=workshop, rows=rows, acting_user=acting_user)
    return Action.objects.filter(workshop=workshop, removed_at=None).exclude(pk__in=before).get()


def _defined(scenario, action, acting_user):
    start, end = (ability_of(scenario.outcome, left) for left in ("left_before", "left"))
    definition = {
        "kind": IndicatorKind.INDICATOR,
        "unit": plan_words.unit(),
        "direction": Direction.UP,
        "baseline": Decimal(round(start.value)),
        "target": Decimal(round(end.value)),
        "source": plan_words.source_of(scenario, scenario.estimate),
    }
    indicator = action.indicators.filter(removed_at=None).get()
    return define_indicator(indicator=indicator, definition=definition, acting_user=acting_user)


@transaction.atomic
def measure_again(*, estimate, acting_user):
    """A measure of each indicator that rests on this département, once for each estimate.

    How many they are.
    """
    followed = follow(list(queries.commitments_resting_on(estimate.territory)), estimate)
    for commitment, ability, method in followed:
        _measure(commitment, estimate, ability, method, acting_user)
    return len(followed)


def _measure(commitment, estimate, ability, method, acting_user):
    key = uuid.uuid5(commitment.scenario.client_key, f"{estimate.pk}/{commitment.indicator_id}")
    if Measure.objects.filter(client_key=key).exists():
        # Files may have changed since: what was measured then stays what it was.
        return
    record_measure(
        indicator=commitment.indicator,
        value=_decimal(ability.value),
        on=timezone.localdate(estimate.made_at),
        method=method,
        source=plan_words.source_of(commitment.scenario, estimate),
        margin=_decimal(ability.margin),
        note=plan_words.note_of(ability, method),
        client_key=key,
        acting_user=acting_user,
    )


def _decimal(value):
    return Decimal(value).quantize(PRECISION)
