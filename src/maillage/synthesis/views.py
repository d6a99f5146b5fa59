"""The screens of the sheets: what came in, what would change, what is held, what leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.synthesis import access, actions, exports, queries
from maillage.synthesis.forms import DepositForm, DestinationForm
from maillage.synthesis.intake import read_all, stem
from maillage.synthesis.layout import sections
from maillage.voices.actions import publish_workshop, unpublish_workshop
from maillage.voices.filters import read_filters
from maillage.voices.queries import workshops_visible_to


@login_not_required
@require_safe
def home(request):
    filters = read_filters(request)
    page = queries.workshops_page(request.user, filters, request.GET.get("curseur", ""))
    can_deposit = access.can_deposit(request.user)
    context = {
        "filters": filters,
        "page": page,
        "can_deposit": can_deposit,
        "next_url": page.next_cursor and filters.address(curseur=page.next_cursor),
        "previous_url": page.previous_cursor and filters.address(curseur=page.previous_cursor),
    }
    if can_deposit:
        context |= {"form": DepositForm(), "waiting": queries.waiting_drafts(request.user)}
    return render(request, "synthesis/home.html", context)


@require_POST
def deposit(request):
    """Read what was dropped; nothing is written to any stage before its reader says yes."""
    if not access.can_deposit(request.user):
        raise PermissionDenied
    form = DepositForm(request.POST, request.FILES)
    kept, refused = [], []
    if form.is_valid():
        sheets, refused = read_all(form.sources())
        kept = [
            actions.keep_draft(sheet=sheet, file_name=name, acting_user=request.user)
            for name, sheet in sheets
        ]
    if refused or not kept:
        context = {"form": form, "kept": kept, "refused": refused}
        return render(request, "synthesis/deposit.html", context, status=422)
    return (
        redirect("synthesis:draft", kept[0].token)
        if len(kept) == 1
        else redirect("synthesis:drafts")
    )


@require_safe
def drafts(request):
    return render(
        request, "synthesis/drafts.html", {"drafts": queries.waiting_drafts(request.user)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, token):
    """Preview first; then, on a yes, all of it or nothing."""
    held = get_object_or_404(queries.drafts_of(request.user), token=token)
    if held.workshop_id:
        return redirect(held.workshop)
    if "discard" in request.POST:
        return _discard(request, held)
    form = _destination_form(request, held)
    if request.method == "POST" and form.is_valid() and "confirm" in request.POST:
        return _confirm(request, held, form.destination())
    report = None
    if not form.is_bound or form.is_valid():
        report = _rehearse(request, held, form)
    context = {"draft": held, "form": form, "report": report}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "synthesis/draft.html", context, status=status)


def _destination_form(request, held):
    consultation = queries.consultation_for(request.user)
    guess = queries.guess_destination(held.sheet, stem(held.file_name), consultation)
    return DestinationForm(
        request.POST if request.method == "POST" else None,
        initial=guess,
        consultation=consultation,
        workshops=queries.workshops_to_correct(request.user, consultation),
        territories=access.territories_to_edit(request.user),
    )


def _rehearse(request, held, form):
    destination = form.destination() if form.is_bound else form.guessed()
    if destination is None:
        return None
    return actions.rehearse_import(
        sheet=held.sheet,
        file_name=held.file_name,
        destination=destination,
        acting_user=request.user,
    )


def _confirm(request, held, destination):
    report = actions.confirm_draft(draft=held, destination=destination, acting_user=request.user)
    said = "La feuille n’a rien changé." if report.is_unchanged else "La feuille est importée."
    messages.success(request, said)
    return redirect(report.workshop)


def _discard(request, held):
    actions.discard_draft(draft=held, acting_user=request.user)
    messages.success(request, "La feuille est écartée : rien n’a été importé.")
    return redirect("synthesis:home")


@login_not_required
@require_safe
def sheet(request, slug):
    workshop = get_object_or_404(workshops_visible_to(request.user), slug=slug)
    can_edit = access.can_edit(request.user, workshop)
    stages = queries.stages_of(workshop)
    context = {
        "workshop": workshop,
        "headings": stages["retex"],
        "sections": sections(stages),
        "can_edit": can_edit,
        "imports": queries.imports_of(workshop) if can_edit else (),
        "formats": exports.FORMATS,
    }
    return render(request, "synthesis/sheet.html", context)


@login_not_required
@require_safe
def download(request, slug, extension):
    workshop = get_object_or_404(workshops_visible_to(request.user), slug=slug)
    document = exports.document(workshop, extension)
    if document is None:
        raise Http404
    return HttpResponse(
        document.content,
        content_type=document.content_type,
        headers={"Content-Disposition": f'attachment; filename="{document.file_name}"'},
    )


@require_POST
def publication(request, slug):
    workshop = get_object_or_404(workshops_visible_to(request.user), slug=slug)
    publish = "publish" in request.POST
    act = publish_workshop if publish else unpublish_workshop
    act(workshop=workshop, acting_user=request.user)
    messages.success(
        request, "L’atelier est publié." if publish else "L’atelier n’est plus publié."
    )
    return redirect(workshop)
