"""The part of a thread that figures weave: a contested figure, an estimate, a scenario of access
points, then the action that it became, its indicator and what was measured.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.atlas.models import Contest
from maillage.followup.models import Measure
from maillage.scenarios.queries import commitments_read_by, scenarios_visible_to
from maillage.territory.enums import About, Kind
from maillage.territory.models import School
from maillage.territory.queries import within
from maillage.toolbox.charts import french

# The latest of each: a page is read, not searched.
VOICES, MEASURES = 40, 6


def trace_scenario(thread, scenario):
    """Up to the voices that contest its figures, down to what was measured since."""
    key = _add_scenario(thread, scenario)
    _estimates(thread, [scenario])
    _contests(thread, scenario, key)
    _commitments(thread, Q(scenario=scenario.pk))


def behind_actions(thread, actions):
    """The scenarios that these actions come from, with all that is behind them."""
    for scenario in _commitments(thread, Q(action__in=actions)):
        _contests(thread, scenario, f"scenario-{scenario.pk}")


def from_a_voice(thread, retex):
    """What became of the figure that somebody does not live."""
    contest = Contest.objects.filter(retex=retex.pk).select_related("estimate__territory").first()
    if contest is None or contest.estimate is None:
        return
    figure = _add_figure(thread, contest)
    thread.join(f"retex-{retex.pk}", figure)
    found = scenarios_visible_to(thread.user).filter(territory=contest.estimate.territory_id)
    scenarios = list(found.defer("outcome", "question").select_related("estimate__territory"))
    for scenario in scenarios:
        thread.join(figure, _add_scenario(thread, scenario))
    if scenarios:
        _estimates(thread, scenarios)
        _commitments(thread, Q(scenario__in=[scenario.pk for scenario in scenarios]))


def _commitments(thread, condition):
    """Scenarios that became actions, and these; the scenarios."""
    scenarios, indicators = [], []
    for commitment in commitments_read_by(thread.user).filter(condition):
        scenario = commitment.scenario
        action = thread.add(
            "action",
            commitment.action_id,
            str(commitment.action),
            reverse("plan:action", args=[commitment.action_id]),
        )
        thread.join(_add_scenario(thread, scenario), action)
        text, href = commitment.indicator.text, commitment.indicator.get_absolute_url()
        thread.join(action, thread.add("indicateur", commitment.indicator_id, text, href))
        scenarios.append(scenario)
        indicators.append(commitment.indicator_id)
    if scenarios:
        _estimates(thread, scenarios)
        _measures(thread, indicators)
    return scenarios


def _add_scenario(thread, scenario):
    return thread.add("scenario", scenario.pk, scenario.name, scenario.get_absolute_url())


def _estimates(thread, scenarios):
    for scenario in scenarios:
        estimate = scenario.estimate
        text = _("Élèves sans solution, %(place)s, estimés le %(day)s") % {
            "place": estimate.territory.name,
            "day": date_format(localdate(estimate.made_at)),
        }
        href = reverse("atlas:schools", args=[estimate.territory.code])
        thread.join(thread.add("estimation", estimate.pk, text, href), f"scenario-{scenario.pk}")


def _contests(thread, scenario, key):
    """Of any estimate of these places: a figure is contested where it is, whatever its edition."""
    land = scenario.territory
    communes = within(land).filter(kind=Kind.COMMUNE).values("code")
    here = Q(about=About.COMMUNE, code__in=communes)
    here |= Q(about=About.SCHOOL, code__in=_schools(land).values("uai"))
    shown = Q(retex__is_shown=True) | (Q(retex=thread.own) if thread.own else Q(pk__in=[]))
    found = Contest.objects.filter(here, shown, estimate__territory=land)
    contests = found.select_related("retex", "estimate__territory").order_by("-pk")[:VOICES]
    for contest in contests:
        retex = contest.retex
        figure = _add_figure(thread, contest)
        text = retex.title or retex.text or retex.code
        voice = thread.add("retex", retex.pk, text, reverse("voices:retex", args=[retex.pk]))
        thread.join(voice, figure)
        thread.join(figure, key)


def _schools(land):
    return School.objects.filter(territory__in=within(land))


def _add_figure(thread, contest):
    view = "atlas:school" if contest.about == About.SCHOOL else "atlas:commune"
    href = reverse(view, args=[contest.estimate.territory.code, contest.code])
    text = _("Chiffre contesté : %(figure)s") % {"figure": contest.told}
    return thread.add("estimation", f"{contest.about}-{contest.code}", text, href)


def _measures(thread, indicators):
    latest = Measure.objects.filter(indicator__in=indicators).order_by("-on", "-pk")
    for measure in latest.select_related("indicator")[:MEASURES]:
        text = _("%(value)s le %(day)s, %(method)s") % {
            "value": french(measure.value, 0),
            "day": date_format(measure.on),
            "method": measure.get_method_display(),
        }
        href = reverse("followup:indicator", args=[measure.indicator_id])
        thread.join(
            f"indicateur-{measure.indicator_id}", thread.add("mesure", measure.pk, text, href)
        )
