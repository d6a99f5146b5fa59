from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from maillage.followup import actions, queries
from maillage.followup.access import can_report
from maillage.followup.enums import LATE, ProgressState
from maillage.followup.errors import KeyReused
from maillage.followup.forms import MeasureForm, ReportForm
from maillage.followup.words import course, states_drawing, tell_measures, tell_standing
from maillage.plan.queries import definition_of
from maillage.toolbox.errors import Refusal
from maillage.toolbox.keeping import kept_page
from maillage.voices.filters import read_filters
from maillage.voices.lists import Choice, surroundings

STATE = Choice(
    "etat", gettext_lazy("État"), {LATE: gettext_lazy("En retard"), **dict(ProgressState.choices)}
)


@login_not_required
@require_safe
def home(request):
    filters = read_filters(request, also=(STATE.name,))
    return kept_page(request, lambda: _home(request, filters))


def _home(request, filters):
    cursor = request.GET.get("curseur", "")
    standing = STATE.asked(filters) or ""
    page = queries.page_of_followed(request.user, filters, standing=standing, cursor=cursor)
    context = {"page": page, "action_url": reverse("followup:home") + "actions/"}
    tell_standing(page.rows)
    # Not when words are looked for: the reader has something in mind, and it costs a search each.
    if page.rows and not (standing or cursor or filters.query):
        context["urgent"] = tell_standing(queries.urgent(request.user, filters))
        context |= _tally(request.user, filters)
    return render(request, "followup/home.html", {**context, **surroundings(filters, page, STATE)})


@login_not_required
@require_safe
def action(request, pk):
    action = get_object_or_404(queries.followed_actions(request.user), pk=pk)
    form = ReportForm.fresh() if can_report(request.user, action) else None
    return _action_page(request, action, form)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    action = get_object_or_404(queries.followed_actions(request.user), pk=pk)
    if not can_report(request.user, action):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("followup:action", pk)
    form, status = _saved(ReportForm, request, actions.report_progress, action=action)
    if status:
        return _action_page(request, action, form, status=status)
    messages.success(request, _("C’est enregistré. Tout le monde peut le lire sur cette page."))
    return redirect("followup:action", pk)


@login_not_required
@require_safe
def indicator_list(request):
    filters = read_filters(request)
    cursor = request.GET.get("curseur", "")
    page = queries.page_of_indicators(request.user, filters, cursor=cursor)
    for indicator in page.rows:
        tell_measures(indicator)
    context = {"page": page, "base": reverse("followup:indicators")}
    return render(request, "followup/indicators.html", {**context, **surroundings(filters, page)})


@login_not_required
@require_safe
def indicator(request, pk):
    indicator = get_object_or_404(queries.followed_indicators(request.user), pk=pk)
    form = MeasureForm.fresh() if can_report(request.user, indicator.row) else None
    return _indicator_page(request, indicator, form)


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request, pk):
    indicator = get_object_or_404(queries.followed_indicators(request.user), pk=pk)
    if not can_report(request.user, indicator.row):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("followup:indicator", pk)
    form, status = _saved(MeasureForm, request, actions.record_measure, indicator=indicator)
    if status:
        return _indicator_page(request, indicator, form, status=status)
    messages.success(request, _("La mesure est enregistrée, avec sa source et sa méthode."))
    return redirect("followup:indicator", pk)


def _saved(form_class, request, write, **target):
    """(form, 0) once written; (form, status) with what was typed and the reason when it is not."""
    form = form_class(request.POST)
    if not form.is_valid():
        return form, 422
    try:
        write(acting_user=request.user, **target, **form.cleaned_data)
    except KeyReused as refusal:
        return form_class.again(request.POST, refusal), refusal.status
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return form, refusal.status
    return form, 0


def _action_page(request, action, form, status=200):
    (action,) = tell_standing([action])
    context = {"action": action, "history": queries.history(action), "form": form}
    return render(request, "followup/action.html", context, status=status)


def _indicator_page(request, indicator, form, status=200):
    context = {
        "indicator": tell_measures(indicator),
        "definition": definition_of(indicator),
        "course": course(indicator) if len(indicator.measured) > 1 else "",
        "latest_first": indicator.measured[::-1],
        "form": form,
    }
    return render(request, "followup/indicator.html", context, status=status)


def _tally(user, filters):
    tally, is_whole = queries.tally(user, filters)
    lines = [(state.label, n, filters.address(etat=state.value)) for state, n in tally.items()]
    return {
        "tally": lines,
        "drawing": states_drawing(tally),
        "is_whole": is_whole,
        "sample": queries.SAMPLE,
        "blocked_url": filters.address(etat=ProgressState.BLOCKED.value),
        "late_url": filters.address(etat=LATE),
    }
