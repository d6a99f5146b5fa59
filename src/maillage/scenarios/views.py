"""`/carte/scenarios/`: where to open access points, whom that reaches, and what comes of it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.scenarios import access, actions, drawing, exports, queries, telling
from maillage.scenarios.forms import DescriptionForm, PlanForm, QuestionForm
from maillage.toolbox.errors import Refusal
from maillage.voices.models import Theme


@login_not_required
@require_safe
def home(request):
    page = queries.page_of_scenarios(request.user, cursor=request.GET.get("curseur", ""))
    context = {
        "rows": page.rows,
        "previous_url": page.has_previous and f"?curseur={page.previous_cursor}",
        "next_url": page.has_next and f"?curseur={page.next_cursor}",
        "may_search": queries.may_search(request.user),
    }
    return render(request, "scenarios/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    if not queries.may_search(request.user):
        raise PermissionDenied
    territories = queries.territories_to_search(request.user)
    if request.method != "POST":
        form = QuestionForm.fresh(territories=territories, scenario=_duplicated(request))
        return _form_page(request, form, territories)
    form = QuestionForm(request.POST, territories=territories)
    if not form.is_valid():
        return _form_page(request, form, territories, status=422)
    said = {name: form.cleaned_data[name] for name in ("territory", "client_key", "name", "note")}
    make = partial(actions.make_scenario, question=form.question(), **said)
    scenario = _unless_refused(form, make, request.user)
    if scenario is None:
        return _form_page(request, form, territories, status=422)
    return redirect(scenario)


@login_not_required
@require_safe
def scenario(request, pk):
    return _scenario_page(request, _visible(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request, pk):
    scenario = _editable(request, pk)
    form = DescriptionForm(
        request.POST or None, initial={"name": scenario.name, "note": scenario.note}
    )
    if request.method == "POST" and form.is_valid():
        actions.describe_scenario(scenario=scenario, acting_user=request.user, **form.cleaned_data)
        messages.success(request, _("C’est enregistré."))
        return redirect(scenario)
    context = {"form": form, "scenario": scenario}
    status = 422 if form.is_bound else 200
    return render(request, "scenarios/describe.html", context, status=status)


@require_POST
def publication(request, pk):
    scenario = _visible(request, pk)
    if "unpublish" in request.POST:
        actions.unpublish_scenario(scenario=scenario, acting_user=request.user)
        messages.success(request, _("Ce scénario n’est plus lu que par l’équipe."))
    else:
        actions.publish_scenario(scenario=scenario, acting_user=request.user)
        messages.success(request, _("Tout le monde peut lire ce scénario."))
    return redirect(scenario)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    scenario = _editable(request, pk)
    if request.method != "POST":
        return render(request, "scenarios/delete.html", {"scenario": scenario})
    actions.delete_scenario(scenario=scenario, acting_user=request.user)
    messages.success(request, _("Le scénario est supprimé."))
    return redirect("scenarios:home")


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, pk):
    """One click where a workshop is there; the form says the rest."""
    scenario = _visible(request, pk)
    form = _plan_form(request, scenario)
    if form is None:
        raise PermissionDenied
    if request.method != "POST":
        return _scenario_page(request, scenario)
    if not form.is_valid():
        return _scenario_page(request, scenario, form=form, status=422)
    done = actions.commit_scenario(scenario=scenario, acting_user=request.user, **form.cleaned_data)
    messages.success(request, _("L’action est dans le plan, avec son indicateur."))
    return redirect(done.action)


@login_not_required
@require_safe
def compare(request):
    known = list(queries.scenarios_to_compare(request.user))
    by_key = {str(each.pk): each.pk for each in known}
    asked = [by_key[key] for key in request.GET.getlist("s") if key in by_key]
    two = list(dict.fromkeys(asked))[:2]
    chosen = [*asked, None, None][:2]
    context = {
        "known": known,
        "selects": [
            {"label": _("Le premier"), "chosen": chosen[0]},
            {"label": _("Le second"), "chosen": chosen[1]},
        ],
        "asked_wrong": len(asked) > len(two),
    }
    if len(two) == 2:
        context["comparison"] = telling.comparison(*queries.two_scenarios(request.user, two))
    return render(request, "scenarios/compare.html", context)


@login_not_required
@require_safe
def data(request, pk, file_format):
    scenario = _visible(request, pk)
    if file_format not in exports.FORMATS:
        raise Http404
    chosen = exports.FORMATS[file_format]
    sent = HttpResponse(chosen.write(scenario), content_type=chosen.content_type)
    name = f"scenario-{scenario.pk}.{file_format}"
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


def _duplicated(request):
    asked = request.GET.get("de", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 12):
        return None
    return queries.scenarios_visible_to(request.user).filter(pk=asked).first()


def _unless_refused(form, make, user):
    try:
        return make(acting_user=user)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _form_page(request, form, territories, status=200):
    context = {"form": form, "is_possible": form.is_bound or territories.exists()}
    return render(request, "scenarios/new.html", context, status=status)


def _visible(request, pk):
    return get_object_or_404(queries.scenarios_visible_to(request.user), pk=pk)


def _editable(request, pk):
    scenario = _visible(request, pk)
    if not access.can_edit(request.user, scenario):
        raise PermissionDenied
    return scenario


def _plan_form(request, scenario):
    """None for whoever writes no plan there."""
    if not (request.user.is_authenticated and queries.may_plan(request.user, scenario)):
        return None
    workshops = queries.workshops_to_plan_in(request.user, scenario)
    choices = {"workshops": workshops, "themes": Theme.objects.order_by("number", "pk")}
    if request.method == "POST":
        return PlanForm(request.POST, **choices)
    first = workshops.order_by("-pk").first()
    return PlanForm(
        initial={"workshop": first and first.pk, "horizon": _("court terme")}, **choices
    )


def _scenario_page(request, scenario, form=None, status=200):
    commitment = queries.commitment_of(scenario)
    context = {
        "scenario": scenario,
        "may_edit": access.can_edit(request.user, scenario),
        "may_publish": access.can_publish(request.user, scenario),
        "may_search": queries.may_search(request.user),
        "commitment": commitment,
        "is_out_of_roads": commitment is not None and queries.is_out_of_roads(scenario),
        "form": None if commitment else form or _plan_form(request, scenario),
        "drawing": drawing.map_of(scenario),
        "formats": exports.FORMATS,
        **telling.told(scenario),
    }
    return render(request, "scenarios/scenario.html", context, status=status)
