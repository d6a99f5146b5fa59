"""Reads of the scenarios. What a scenario computed is stored: pages compute nothing."""

from django.db.models import Q

from maillage.accounts.queries import territories_where, within_reach
from maillage.plan.queries import actions_visible_to, sheet_rows
from maillage.plan.tables import TABLE
from maillage.scenarios.enums import MAKERS
from maillage.scenarios.errors import NoEstimate, UnknownDepartment
from maillage.scenarios.models import Commitment, Question, Scenario
from maillage.territory.enums import Kind
from maillage.territory.models import Territory, path_range
from maillage.territory.queries import estimate_of, latest_estimates, travel_modes
from maillage.toolbox.listing import keyset_page
from maillage.voices.access import can_edit_in
from maillage.voices.enums import EDITORS
from maillage.voices.models import Workshop
from maillage.voices.tables import as_sheet_rows

COMPARED = 100


def scenarios_visible_to(user):
    """Those that everybody reads, those of the team where the reader is of it."""
    visible = Q(published_at__isnull=False)
    if user.is_authenticated:
        visible |= within_reach(user, *MAKERS, field="territory")
    return Scenario.objects.filter(visible).select_related("territory")


def page_of_scenarios(user, *, cursor=""):
    """The latest first, without what they computed: one query."""
    found = scenarios_visible_to(user).defer("outcome", "question").select_related("made_by")
    return keyset_page(found, order=("-pk",), cursor=cursor)


def scenarios_to_compare(user):
    return scenarios_visible_to(user).defer("outcome", "question").order_by("-pk")[:COMPARED]


def two_scenarios(user, keys):
    """In the order of the keys."""
    found = scenarios_visible_to(user).select_related("estimate").in_bulk(keys)
    return [found[key] for key in keys]


def territories_to_search(user):
    """Départements of the reader whose pupils without a solution are estimated."""
    estimated = latest_estimates().values("territory")
    return territories_where(user, *MAKERS).filter(pk__in=estimated).order_by("folded")


def may_search(user):
    """Whether the reader is of the team somewhere, estimated or not."""
    return territories_where(user, *MAKERS).exists()


def workshops_to_plan_in(user, scenario):
    """Workshops whose plan the reader may write, in the scenario's département or around it."""
    reach = within_reach(user, *EDITORS, field="territory")
    inside = path_range(scenario.territory.path, "territory__path")
    near = inside | Q(territory__in=scenario.territory.lineage)
    return Workshop.objects.filter(reach, near).select_related("theme", "territory")


def commitment_of(scenario):
    """What it became, unless that was taken out of the plan since."""
    found = Commitment.objects.filter(scenario=scenario, action__removed_at=None)
    return found.select_related("action__workshop", "indicator").first()


def is_out_of_roads(scenario):
    """Whether the network that its minutes rest on is held no more: they cannot be told again."""
    way, department = Question.of(scenario.question).by, scenario.territory.code
    return bool(way) and way not in travel_modes([department]).get(department, ())


def scenario_behind(action, user):
    """The scenario that an action of the plan comes from; None for the others."""
    found = scenarios_visible_to(user).filter(commitment__action=action)
    return found.defer("outcome", "question").first()


def commitments_read_by(user):
    """Actions that come from a scenario that the reader may read, with both and the estimate."""
    found = Commitment.objects.filter(
        scenario__in=scenarios_visible_to(user).values("pk"),
        action__in=actions_visible_to(user).values("pk"),
    )
    found = found.select_related(
        "scenario__estimate__territory", "scenario__territory", "action", "indicator__row"
    )
    return found.defer("scenario__outcome", "scenario__question").order_by("pk")


def commitments_resting_on(territory):
    """Those whose indicator follows what is estimated of this département."""
    found = Commitment.objects.filter(scenario__territory=territory, action__removed_at=None)
    return found.select_related("scenario", "action__workshop__territory", "indicator__row")


def plan_of(workshop):
    """The rows of a workshop's plan, as a sheet holds them."""
    return as_sheet_rows(TABLE, sheet_rows(workshop))


def may_plan(user, scenario):
    """Whether there is a plan that the reader may write, or a workshop that they may open."""
    return can_edit_in(user, scenario.territory) or workshops_to_plan_in(user, scenario).exists()


def department_named(code):
    """The département of that code, however it is typed: 1, 01, 2a."""
    found = Territory.objects.filter(kind=Kind.DEPARTMENT, code=code.upper().zfill(2)).first()
    if found is None:
        raise UnknownDepartment(code=code[:10])
    return found


def estimate_in_force(territory):
    estimate = estimate_of(territory)
    if estimate is None:
        raise NoEstimate(territory=territory)
    return estimate
