"""Reads of the follow-up."""

from collections import Counter
from dataclasses import replace

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.utils import timezone

from maillage.followup.enums import FINISHED, LATE, ProgressState
from maillage.followup.models import Measure, ProgressReport
from maillage.plan.models import Action, Horizon
from maillage.plan.queries import actions_visible_to, indicators_visible_to
from maillage.toolbox.listing import keyset_page
from maillage.toolbox.search import search
from maillage.voices.filters import narrow
from maillage.voices.queries import of_visible_workshops

URGENT = 5  # of each kind, above the list; the rest is one link away
SAMPLE = 200  # a plan is counted in dozens of actions: beyond, the latest ones stand for it
HISTORY = 50
COURSE = 24  # measures of one indicator that a list draws


def with_progress(actions):
    """Annotate actions with their `latest` report, as an object or None, and the date they missed.

    One object rather than four columns: each column would search the reports again.
    """
    said = JSONObject(state="state", on="on", obstacle="obstacle", unblocker="unblocker")
    passed = _passed().filter(row=OuterRef("pk")).order_by("-ends_on")
    return actions.annotate(
        latest=Subquery(_reports_of("pk").values(said=said)[:1]),
        due_on=Subquery(passed.values("ends_on")[:1]),
    )


def followed_actions(user):
    return with_progress(actions_visible_to(user))


def page_of_followed(user, filters, *, standing="", cursor=""):
    """Actions and where they stand, the latest first; `standing`: a state, or late. Two queries.

    What few actions share is read from what says so (reports, dates), never from all the actions.
    """
    if standing in ("", ProgressState.NOT_STARTED):
        found = narrow(followed_actions(user), filters)
        if standing:
            started = _latest_reports().exclude(state=standing).filter(action=OuterRef("pk"))
            found = found.filter(~Exists(started))
        return keyset_page(found, order=("-pk",), cursor=cursor)
    if standing == LATE:
        page = keyset_page(_late(user, filters), order=("-due", "-pk"), cursor=cursor)
        keys = [horizon.row_id for horizon in page.rows]
    else:
        reports = _standing_reports(user, filters, standing)
        page = keyset_page(reports, order=("-pk",), cursor=cursor)
        keys = [report.action_id for report in page.rows]
    actions = {action.pk: action for action in followed_actions(user).filter(pk__in=keys)}
    page.rows[:] = [actions[key] for key in keys]
    return page


def urgent(user, filters):
    """The actions last blocked and those last due that are neither done nor given up: one query."""
    blocked = _standing_reports(user, filters, ProgressState.BLOCKED).order_by("-pk")[:URGENT]
    late = _late(user, filters).order_by("-due", "-pk")[:URGENT]
    # A limit may not stand in a union itself, only in what its members search.
    first = ProgressReport.objects.filter(pk__in=blocked.values("pk")).order_by()
    second = Horizon.objects.filter(pk__in=late.values("pk")).order_by()
    keys = first.values("action").union(second.values("row"))
    return list(followed_actions(user).filter(pk__in=keys).order_by("-pk"))


def tally(user, filters):
    """{state: how many} of the latest actions that pass the filters; and whether these are all."""
    latest = narrow(actions_visible_to(user), filters).order_by("-pk")
    states = latest.values_list(Subquery(_reports_of("pk").values("state")[:1]))[: SAMPLE + 1]
    found = Counter(state or ProgressState.NOT_STARTED for (state,) in states)
    return {state: found[state] for state in ProgressState}, found.total() <= SAMPLE


def history(action):
    """What was reported, the latest first."""
    return list(action.reports.select_related("reported_by")[:HISTORY])


def followed_indicators(user):
    """Indicators with all their measures in `measured`, oldest first: one more query in all."""
    return indicators_visible_to(user).prefetch_related(_measured(Measure.objects.all()))


def page_of_indicators(user, filters, *, cursor=""):
    """Indicators with their last measures in `measured`, oldest first: two queries."""
    found = indicators_visible_to(user).select_related("row__theme")
    found = _narrow_through("row", found, filters)
    page = keyset_page(found, order=("-pk",), cursor=cursor)
    last = Measure.objects.order_by("-on", "-pk")[:COURSE]
    prefetch_related_objects(page.rows, Prefetch("measures", last, to_attr="measured"))
    for indicator in page.rows:
        indicator.measured.reverse()
    return page


def _measured(measures):
    ordered = measures.select_related("territory", "recorded_by").order_by("on", "pk")
    return Prefetch("measures", ordered, to_attr="measured")


def _passed():
    """The dates that were set and are past."""
    return Horizon.objects.filter(removed_at=None, ends_on__lt=timezone.localdate())


def _late(user, filters):
    """For each late action, the last of its dates that passed."""
    later = _passed().filter(
        Q(ends_on__gt=OuterRef("ends_on")) | Q(ends_on=OuterRef("ends_on"), pk__gt=OuterRef("pk")),
        row=OuterRef("row"),
    )
    found = _passed().filter(
        of_visible_workshops(user, "row__workshop"), ~Exists(later), row__removed_at=None
    )
    # `due` beside `ends_on`: a page is not ordered by a column that may be null.
    over = _latest_reports().filter(state__in=FINISHED, action=OuterRef("row"))
    found = found.annotate(due=F("ends_on")).filter(~Exists(over))
    return _narrow_through("row", found, filters)


def _standing_reports(user, filters, state):
    """The reports that say where their action stands now, where that is `state`."""
    found = _latest_reports().filter(
        of_visible_workshops(user, "action__workshop"), state=state, action__removed_at=None
    )
    return _narrow_through("action", found, filters)


def _latest_reports():
    """One for each action that has any. No subquery is compared with a state: a database that
    guesses few rows answer would read and sort all the actions to find twenty.
    """
    newer = ProgressReport.objects.filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk")),
        action=OuterRef("action"),
    )
    return ProgressReport.objects.filter(~Exists(newer))


def _reports_of(action):
    """Those of the outer query's action, the latest first."""
    return ProgressReport.objects.filter(action=OuterRef(action)).order_by("-on", "-pk")


def _narrow_through(path, queryset, filters):
    """`narrow` for what hangs from an action, whose words are the words of the action."""
    # One theme among others, never «the» theme: its index would gather all of its actions, where
    # walking the reports or the dates stops at the last row of the page.
    among = [filters.theme] if filters.theme else filters.themes
    themes_alone = replace(filters, query="", theme=None, themes=among)
    queryset = narrow(queryset, themes_alone, workshop=f"{path}__workshop", theme=f"{path}__theme")
    if filters.query:
        said = search(Action.objects.order_by(), filters.query)
        queryset = queryset.filter(**{f"{path}__in": said.values("pk")})
    return queryset
