"""A scenario is computed, described, shown, taken away."""

import json
import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.scenarios import access, queries
from maillage.scenarios.enums import Event
from maillage.scenarios.errors import InThePlan
from maillage.scenarios.models import Commitment, Scenario
from maillage.scenarios.plan_words import usual_name
from maillage.scenarios.reckoning import USUAL, reckon


def make_scenario(*, territory, question, client_key, acting_user, name="", note="", search=USUAL):
    """Look for places to open, for some seconds at most, and keep what was found.

    The same form sent twice with the same words is one scenario.
    """
    if not access.can_make(acting_user, territory):
        raise PermissionDenied
    asked = {"territory": territory.pk, "question": question.stored(), "name": name, "note": note}
    key = uuid.uuid5(client_key, json.dumps(asked, sort_keys=True))
    made = Scenario.objects.filter(client_key=key).first()
    if made is not None:
        return made
    estimate = queries.estimate_in_force(territory)
    # Before the transaction: it takes seconds, while others write.
    outcome = reckon(question, estimate, search=search)
    return _keep(
        acting_user,
        client_key=key,
        territory=estimate.territory,
        estimate=estimate,
        name=name or usual_name(question, estimate.territory),
        note=note,
        objective=question.objective,
        question=question.stored(),
        outcome=outcome,
        opened=sum(not place["was_open"] for place in outcome["places"]),
        reached=outcome["totals"]["reached"][0],
        left=outcome["totals"]["left"][0],
        gap=outcome["proof"]["gap"],
        made_by=acting_user,
    )


@transaction.atomic
def _keep(acting_user, *, client_key, **told):
    # Two clicks that computed at once: the first to arrive is the scenario.
    scenario, is_new = Scenario.objects.get_or_create(client_key=client_key, defaults=told)
    if is_new:
        figures = {name: told[name] for name in ("opened", "objective")}
        record(Event.SCENARIO_MADE, acting_user=acting_user, target=scenario, **figures)
    return scenario


@transaction.atomic
def describe_scenario(*, scenario, name, note, acting_user):
    scenario = _held(scenario)
    if not access.can_edit(acting_user, scenario):
        raise PermissionDenied
    if (scenario.name, scenario.note) != (name, note):
        scenario.name, scenario.note = name, note
        scenario.save(update_fields=["name", "note"])
        record(Event.SCENARIO_DESCRIBED, acting_user=acting_user, target=scenario)
    return scenario


def publish_scenario(*, scenario, acting_user):
    """Let everyone read what was found, and on which figures."""
    return _show(scenario, timezone.now(), Event.SCENARIO_PUBLISHED, acting_user)


def unpublish_scenario(*, scenario, acting_user):
    return _show(scenario, None, Event.SCENARIO_UNPUBLISHED, acting_user)


@transaction.atomic
def _show(scenario, moment, event, acting_user):
    scenario = _held(scenario)
    if not access.can_publish(acting_user, scenario):
        raise PermissionDenied
    if scenario.is_published != (moment is not None):
        scenario.published_at = moment
        scenario.save(update_fields=["published_at"])
        record(event, acting_user=acting_user, target=scenario)
    return scenario


@transaction.atomic
def delete_scenario(*, scenario, acting_user):
    scenario = _held(scenario)
    if not access.can_edit(acting_user, scenario):
        raise PermissionDenied
    if queries.commitment_of(scenario) is not None:
        raise InThePlan
    # Of an action that was taken out of the plan since.
    Commitment.objects.filter(scenario=scenario).delete()
    record(Event.SCENARIO_DELETED, acting_user=acting_user, target=scenario)
    scenario.delete()


def _held(scenario):
    # Published, planned and deleted at once: each finds what the one before left.
    return (
        Scenario.objects.select_for_update(of=("self",))
        .select_related("territory")
        .get(pk=scenario.pk)
    )
