from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.diagnosis import actions, queries
from maillage.diagnosis.lists import listed
from maillage.diagnosis.tables import TABLE
from maillage.toolbox.editing import add_wording, edit_wording, return_address
from maillage.toolbox.listing import keyset_page
from maillage.voices.access import can_edit
from maillage.voices.errors import AlreadyRemoved
from maillage.voices.tables import cells


@login_not_required
@require_safe
def findings(request):
    """What each workshop wrote, beside what everyone gathered."""
    return render(request, "diagnosis/findings.html", listed(request) | {"is_beside": True})


@login_not_required
@require_safe
def finding(request, pk):
    visible = queries.findings_visible_to(request.user)
    around = visible.select_related("row__workshop__territory", "row__theme__consultation")
    finding = get_object_or_404(around, pk=pk)
    context = {
        "finding": finding,
        "row": finding.row,
        "consultation_title": finding.row.theme.consultation.title,
        "evidence": queries.evidence_of(finding, request.user),
        "can_edit": can_edit(request.user, finding.row.workshop),
    }
    return render(request, "diagnosis/finding.html", context)


@login_not_required
@require_safe
def row(request, pk):
    visible = queries.rows_visible_to(request.user).select_related("theme__consultation")
    row = get_object_or_404(visible, pk=pk)
    cells(TABLE, [row])
    context = {
        "row": row,
        "consultation_title": row.theme.consultation.title,
        "columns": [
            ("irritants", "irritant", _("Irritants"), row.cells["irritants"]),
            ("strengths", "strength", _("Points forts"), row.cells["strengths"]),
        ],
        "retex": queries.retex_cited(row, request.user),
        "can_edit": can_edit(request.user, row.workshop),
    }
    return render(request, "diagnosis/row.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_finding(request, pk):
    finding = _finding_to_edit(request, pk)
    return edit_wording(
        request,
        finding,
        reword=actions.reword,
        remove=actions.remove_wording,
        back=f"{finding.row.get_absolute_url()}#constat-{finding.pk}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cite(request, pk):
    """Look among what each person said for what this finding could rest on."""
    finding = _finding_to_edit(request, pk)
    if request.method == "POST":
        return _cite(request, finding, request.POST.get("point", ""))
    everywhere = request.GET.get("themes") == "toutes"
    query = request.GET.get("q", "").strip()[:200]
    found = queries.voices_to_cite(finding, query, None if everywhere else finding.theme_id)
    page = keyset_page(found, order=("-pk",), cursor=request.GET.get("curseur", ""))
    kept = {"q": query, "themes": "toutes" if everywhere else ""}
    context = {"finding": finding, "page": page, "everywhere": everywhere, **_around(page, kept)}
    return render(request, "diagnosis/cite.html", context)


def _cite(request, finding, pk):
    point = get_object_or_404(queries.points_to_cite(finding), pk=pk if pk.isdecimal() else None)
    actions.cite_point(finding=finding, point=point, acting_user=request.user)
    messages.success(request, _("Ce propos est cité : le constat s’appuie aussi sur lui."))
    return HttpResponseRedirect(return_address(request, finding.get_absolute_url()))


@require_POST
def uncite(request, pk, evidence):
    finding = _finding_to_edit(request, pk)
    evidence = get_object_or_404(queries.evidence_to_undo(finding), pk=evidence)
    actions.uncite_point(evidence=evidence, acting_user=request.user)
    messages.success(request, _("Le constat ne s’appuie plus sur ce propos."))
    return redirect(finding)


@require_http_methods(["GET", "HEAD", "POST"])
def add_finding(request, pk, key):
    row = get_object_or_404(queries.rows_visible_to(request.user), pk=pk)
    column = next((column for column in TABLE.columns if column.key == key), None)
    if column is None:
        raise Http404
    _refuse_unless_editor(request, row.workshop)
    return add_wording(
        request,
        add=partial(actions.add_wording, row=row, column_key=key),
        back=f"{row.get_absolute_url()}#{key}",
        title=_("Ajouter : %(label)s") % {"label": _(column.label)},
    )


def _finding_to_edit(request, pk):
    editable = queries.findings_to_edit(request.user).select_related("row__theme__consultation")
    finding = get_object_or_404(editable, pk=pk)
    _refuse_unless_editor(request, finding.row.workshop)
    if finding.removed_at:
        raise AlreadyRemoved
    return finding


def _around(page, kept):
    """The words searched, and the neighbouring pages that search the same."""
    kept = {name: value for name, value in kept.items() if value}
    pages = {"previous_url": page.previous_cursor, "next_url": page.next_cursor}
    urls = {name: at and f"?{urlencode({**kept, 'curseur': at})}" for name, at in pages.items()}
    return {"query": kept.get("q", ""), **urls}


def _refuse_unless_editor(request, workshop):
    if not can_edit(request.user, workshop):
        raise PermissionDenied
