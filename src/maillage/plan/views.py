from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.plan import actions, queries
from maillage.plan.forms import DefinitionForm, LeverChoice
from maillage.plan.signals import origin_asked
from maillage.plan.tables import TABLE
from maillage.toolbox import editing
from maillage.toolbox.errors import Refusal
from maillage.toolbox.listing import Page
from maillage.voices.access import can_edit
from maillage.voices.filters import read_filters
from maillage.voices.lists import Choice, surroundings

TERM = Choice(
    "terme", gettext_lazy("Terme"), {name: term.label for name, term in queries.TERMS.items()}
)
# The section of the sheet in which each column stands, and its question.
PLACES = {
    "levers": "quoi",
    "steps": "comment",
    "actors": "qui",
    "horizon": "quand",
    "indicators": "reussite",
}


@login_not_required
@require_safe
def action_list(request):
    filters = read_filters(request, also=(TERM.name,))
    page = queries.page_of_actions(
        request.user,
        filters,
        term=queries.TERMS.get(TERM.asked(filters)),
        cursor=request.GET.get("curseur", ""),
    )
    return render(request, "plan/actions.html", {"page": page, **surroundings(filters, page, TERM)})


@login_not_required
@require_safe
def board(request):
    filters = read_filters(request, also=(TERM.name,))
    columns = [
        (term.label, rows, filters.address(terme=term.value or "unsaid") if more else "")
        for term, rows, more in queries.board(request.user, filters)
    ]
    *dated, (_, undated, more_undated) = columns
    context = {"columns": dated, "undated": undated, "more_undated": more_undated}
    context["is_empty"] = not any(rows for _, rows, _ in columns)
    context["list_url"] = reverse("plan:actions")
    return render(request, "plan/board.html", {**context, **surroundings(filters, Page([]))})


@login_not_required
@require_safe
def action(request, pk):
    action = get_object_or_404(queries.actions_visible_to(request.user), pk=pk)
    may_edit = can_edit(request.user, action.workshop)
    context = {
        "action": queries.tell(action, with_refused=may_edit),
        "may_edit": may_edit,
        "levers": queries.levers_to_link(request.user, action) if may_edit else (),
        "origins": _origins(request.user, action),
    }
    return render(request, "plan/action.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, key, pk):
    wording = _editable_wording(request, key, pk)
    return editing.edit_wording(
        request,
        wording,
        reword=actions.reword,
        remove=actions.remove_wording,
        back=_place(wording.row, key),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk, key):
    _column_or_404(key)
    row = get_object_or_404(queries.actions_visible_to(request.user), pk=pk)
    _or_refuse(request.user, row)
    return editing.add_wording(
        request,
        add=partial(actions.add_wording, row=row, column_key=key),
        back=_place(row, key),
        title=_("Ajouter : %(label)s") % {"label": _(TABLE.column(key).label)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def define(request, pk):
    indicator = _editable_wording(request, "indicators", pk)
    initial = {name: getattr(indicator, name) for name in DefinitionForm.base_fields}
    form = DefinitionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.define_indicator(
            indicator=indicator, definition=form.cleaned_data, acting_user=request.user
        )
        messages.success(
            request, _("L’indicateur est précisé. Les mots de l’atelier n’ont pas changé.")
        )
        return redirect(_place(indicator.row, "indicators"))
    context = {"form": form, "indicator": indicator, "action": indicator.row}
    status = 422 if form.is_bound else 200
    return render(request, "plan/indicator.html", context, status=status)


@require_POST
def decide(request, pk):
    link = get_object_or_404(queries.links_visible_to(request.user), pk=pk)
    _or_refuse(request.user, link.action_lever.row)
    choices = {
        "confirm": partial(actions.confirm_link, link=link),
        "refuse": partial(actions.refuse_link, link=link),
    }
    return editing.decide(request, choices=choices, back=_place(link.action_lever.row, "levers"))


@require_POST
def draw(request, pk):
    restating = _editable_wording(request, "levers", pk)
    levers = queries.levers_to_link(request.user, restating.row)
    form = LeverChoice(request.POST, levers=levers)
    if not form.is_valid():
        raise Refusal(_("Choisissez un levier dans la liste : ce sont ceux des projections."))
    actions.draw_link(action_lever=restating, acting_user=request.user, **form.cleaned_data)
    messages.success(request, _("Le lien est tracé."))
    return redirect(_place(restating.row, "levers"))


def _origins(user, action):
    answers = origin_asked.send(type(action), action=action, user=user)
    return [told for _receiver, told in answers if told]


def _editable_wording(request, key, pk):
    _column_or_404(key)
    wording = get_object_or_404(queries.wordings_visible_to(request.user, key), pk=pk)
    _or_refuse(request.user, wording.row)
    return wording


def _column_or_404(key):
    if key not in PLACES:
        raise Http404


def _or_refuse(user, action):
    if not can_edit(user, action.workshop):
        raise PermissionDenied


def _place(action, key):
    return f"{action.get_absolute_url()}#{PLACES[key]}"
