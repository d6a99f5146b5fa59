"""How many pupils can connect, now and as the scenario has it: what its indicator follows."""

from typing import NamedTuple

from maillage.followup.enums import Method, ProgressState
from maillage.followup.queries import with_progress
from maillage.plan.models import Action
from maillage.scenarios.errors import NoRoads
from maillage.scenarios.field import field_of
from maillage.scenarios.models import Question
from maillage.scenarios.reckoning import told
from maillage.territory.queries import AccessPlace


class Ability(NamedTuple):
    """`value` pupils can connect, `margin` more or less; `unseen`: communes counted nowhere."""

    value: float
    margin: float
    unseen: int


def ability_of(outcome, left):
    """Those of the published communes who are not left without a way; half the width as margin."""
    totals = outcome["totals"]
    value, low, high = totals[left]
    everybody = totals["pupils"]
    # Where the estimate does not tell how many pupils a commune has, those without are all we know.
    whole = totals["without"][0] if everybody is None else everybody
    return Ability(
        max(0.0, whole - value), (high - low) / 2, len(outcome["hidden"] + outcome["unplaced"])
    )


def follow(commitments, estimate):
    """(commitment, ability, method) of each that can be told, by this estimate and today's files.

    Once the action is done, its places count as the scenario opens them: that is a simulation.
    Until then they do not, whatever was promised.
    """
    if not commitments:
        return []
    field = field_of(estimate)
    done = _done(commitments)
    followed = []
    for commitment in commitments:
        try:
            followed.append(_followed(commitment, field, commitment.action_id in done))
        except NoRoads:
            # Its minutes rested on a network that is held no more: kilometres would be another
            # figure under the same name.
            continue
    return followed


def _followed(commitment, field, is_done):
    question = Question.of(commitment.scenario.question)
    promised = [place for place in commitment.scenario.outcome["places"] if not place["was_open"]]
    existing = [place for place in field.places if question.is_open(place)]
    there = {place.key for place in existing}
    opened = [_place(one) for one in promised if is_done and one["key"] not in there]
    outcome = told(question, field, existing, opened)
    method = Method.SIMULATED if is_done else Method.ESTIMATED
    return commitment, ability_of(outcome, "left"), method


def _done(commitments):
    actions = Action.objects.filter(pk__in=[each.action_id for each in commitments])
    return {
        action.pk
        for action in with_progress(actions)
        if action.latest and action.latest["state"] == ProgressState.DONE
    }


def _place(told):
    longitude, latitude = told["at"]
    kept = ("kind", "key", "name", "commune", "commune_name", "connects", "seats", "slots", "hours")
    return AccessPlace(
        longitude=longitude, latitude=latitude, **{name: told[name] for name in kept}
    )
