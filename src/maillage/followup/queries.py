"""Reads of the follow-up."""

from django.db.models import OuterRef, Prefetch, Subquery

from maillage.followup.models import Measure, ProgressReport
from maillage.plan.queries import actions_visible_to, indicators_visible_to


def with_progress(actions):
    """Annotate actions with their latest state, its date, and what blocks them."""
    latest = ProgressReport.objects.filter(action=OuterRef("pk")).order_by("-on", "-pk")
    return actions.annotate(
        state=Subquery(latest.values("state")[:1]),
        state_on=Subquery(latest.values("on")[:1]),
        obstacle=Subquery(latest.values("obstacle")[:1]),
        unblocker=Subquery(latest.values("unblocker")[:1]),
    )


def followed_actions(user):
    return with_progress(actions_visible_to(user))


def followed_indicators(user):
    """Indicators with all their measures in `measured`, oldest first: one more query in all."""
    measures = Prefetch("measures", Measure.objects.order_by("on", "pk"), to_attr="measured")
    return indicators_visible_to(user).prefetch_related(measures)
