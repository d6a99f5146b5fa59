from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.projections import actions, queries
from maillage.projections.forms import DrawLinkForm
from maillage.projections.tables import TABLE
from maillage.toolbox.editing import add_wording, decide, edit_wording
from maillage.toolbox.listing import keyset_page
from maillage.voices.access import can_edit
from maillage.voices.errors import AlreadyRemoved
from maillage.voices.filters import narrow, read_filters
from maillage.voices.lists import surroundings
from maillage.voices.tables import cells

# Key, kind and title of each column, in the order of the sheet; the thread's word where it has one.
COLUMNS = (
    ("irritants", "irritant", gettext_lazy("Irritants principaux"), ""),
    ("needs", "need", gettext_lazy("Besoins"), "besoin"),
    ("levers", "lever", gettext_lazy("Leviers"), "levier"),
)

# The newest workshop first, each in the order of its sheet.
ORDER = ("-workshop", "position", "pk")


@login_not_required
@require_safe
def rows(request):
    filters = read_filters(request)
    found = narrow(queries.rows_listed(request.user), filters)
    page = keyset_page(found, order=ORDER, cursor=request.GET.get("curseur", ""))
    cells(TABLE, page.rows)
    context = surroundings(filters, page)
    context |= {"rows": page.rows, "prefix": reverse("projections:rows")}
    return render(request, "projections/rows.html", context)


@login_not_required
@require_safe
def row(request, pk):
    visible = queries.rows_visible_to(request.user).select_related("theme__consultation")
    row = get_object_or_404(visible, pk=pk)
    is_editor = can_edit(request.user, row.workshop)
    context = {
        "row": row,
        "consultation_title": row.theme.consultation.title,
        "columns": _columns(row, queries.links_of(row, with_refused=is_editor)),
        "can_edit": is_editor,
        "findings": queries.findings_to_tie(row.workshop) if is_editor else (),
    }
    return render(request, "projections/row.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request, key, pk):
    item = get_object_or_404(queries.wordings_to_edit(request.user, key), pk=pk)
    _refuse_unless_editor(request, item.row.workshop)
    if item.removed_at:
        raise AlreadyRemoved
    return edit_wording(
        request,
        item,
        reword=actions.reword,
        remove=actions.remove_wording,
        back=_place_of(item, key),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_item(request, pk, key):
    row = get_object_or_404(queries.rows_visible_to(request.user), pk=pk)
    _refuse_unless_editor(request, row.workshop)
    return add_wording(
        request,
        add=partial(actions.add_wording, row=row, column_key=key),
        back=f"{row.get_absolute_url()}#{key}",
        title=_("Ajouter : %(label)s") % {"label": _(TABLE.column(key).label)},
    )


@require_POST
def decide_link(request, pk):
    link = get_object_or_404(queries.links_visible_to(request.user), pk=pk)
    _refuse_unless_editor(request, link.irritant.row.workshop)
    return decide(
        request,
        choices={
            "confirm": partial(actions.confirm_link, link=link),
            "refuse": partial(actions.refuse_link, link=link),
        },
        back=_place_of(link.irritant, "irritants"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def draw_link(request, pk):
    irritant = get_object_or_404(queries.wordings_visible_to(request.user, "irritants"), pk=pk)
    _refuse_unless_editor(request, irritant.row.workshop)
    findings = queries.findings_to_tie(irritant.row.workshop)
    form = DrawLinkForm(request.POST or None, findings=findings)
    back = _place_of(irritant, "irritants")
    if form.is_valid():
        finding = form.cleaned_data["finding"]
        actions.draw_link(irritant=irritant, finding=finding, acting_user=request.user)
        messages.success(request, _("Le lien est tracé."))
        return HttpResponseRedirect(back)
    context = {"form": form, "irritant": irritant, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "projections/draw_link.html", context, status=status)


def _columns(row, links):
    """Each column with its items, and each irritant with its links (the template shows no other:
    a need may bear the number of an irritant)."""
    cells(TABLE, [row])
    return [
        (*column, [(item, links.get(item.pk, ())) for item in row.cells[column[0]]])
        for column in COLUMNS
    ]


def _place_of(item, key):
    return f"{item.row.get_absolute_url()}#{key}-{item.pk}"


def _refuse_unless_editor(request, workshop):
    if not can_edit(request.user, workshop):
        raise PermissionDenied
