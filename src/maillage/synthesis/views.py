"""The screens of the sheets: what came in, what would change, what is held, what leaves."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.synthesis import access, actions, exports, queries
from maillage.synthesis.errors import NotAsShown
from maillage.synthesis.forms import PASTED, DepositForm, DestinationForm
from maillage.synthesis.intake import read_all, stem
from maillage.synthesis.layout import FIRST_COLUMNS, sections
from maillage.toolbox.editing import add_wording
from maillage.voices.actions import publish_workshop, unpublish_workshop
from maillage.voices.filters import read_filters
from maillage.voices.lists import surroundings
from maillage.voices.queries import workshops_visible_to


@login_not_required
@require_safe
def home(request):
    filters = read_filters(request)
    page = queries.workshops_page(request.user, filters, request.GET.get("curseur", ""))
    context = {**surroundings(filters, page), "page": page}
    context["can_deposit"] = access.can_deposit(request.user)
    if context["can_deposit"]:
        waiting = queries.waiting_drafts(request.user).count()
        context |= {"form": DepositForm(), "waiting": waiting}
    return render(request, "synthesis/home.html", context)


@require_POST
def deposit(request):
    """Read what was dropped; nothing is written to any stage before its reader says yes."""
    if not access.can_deposit(request.user):
        raise PermissionDenied
    form = DepositForm(request.POST, request.FILES)
    kept = _keep(request, form) if form.is_valid() else []
    if form.errors:
        context = {"form": form, "kept": kept}
        return render(request, "synthesis/deposit.html", context, status=422)
    if len(kept) > 1:
        return redirect("synthesis:drafts")
    return redirect("synthesis:draft", kept[0].token)


def _keep(request, form):
    """Keep what can be read; the form says why the rest cannot."""
    sheets, refused = read_all(form.sources())
    for name, reason in refused:
        form.refuse(name, reason)
    if PASTED in dict(sheets):
        form.forget_pasted()
    return [
        actions.keep_draft(sheet=sheet, file_name=name, acting_user=request.user)
        for name, sheet in sheets
    ]


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
    consultation = queries.consultation_for(request.user)
    form = _destination_form(request, held, consultation)
    if "confirm" not in request.POST or not form.is_valid():
        return _preview(request, held, form)
    try:
        return _confirm(request, held, form.destination())
    except NotAsShown as changed:
        return _preview(request, held, form, changed)


def _destination_form(request, held, consultation):
    user = request.user
    pasted = held.file_name == PASTED
    title = held.sheet["theme"]["title"][:200] if pasted else stem(held.file_name)
    return DestinationForm(
        request.POST if request.method == "POST" else None,
        initial=queries.guess_destination(held.sheet, title, consultation, user),
        consultation=consultation,
        workshops=queries.workshops_to_correct(user, consultation),
        territories=queries.places_to_edit(user, consultation),
    )


def _preview(request, held, form, changed=None):
    report = _rehearse(request, held, form)
    context = {
        "draft": held,
        "form": form,
        "report": report,
        "changed": changed,
        "places": queries.places_told(held.sheet, form.consultation),
    }
    status = 422 if form.errors else changed.status if changed else 200
    return render(request, "synthesis/draft.html", context, status=status)


def _rehearse(request, held, form):
    """None while something is missing to say where the sheet goes."""
    if form.is_bound:
        destination = form.destination() if form.is_valid() else None
    else:
        destination = form.guessed()
    if destination is None:
        return None
    return actions.rehearse_import(
        sheet=held.sheet,
        file_name=held.file_name,
        destination=destination,
        acting_user=request.user,
    )


def _confirm(request, held, destination):
    report = actions.confirm_draft(
        draft=held,
        destination=destination,
        seen=request.POST.get("seen", ""),
        acting_user=request.user,
    )
    said = _("La feuille est importée : %(summary)s.") % {"summary": report.summary}
    messages.success(request, said)
    return redirect(report.workshop)


def _discard(request, held):
    actions.discard_draft(draft=held, acting_user=request.user)
    messages.success(request, _("La feuille est écartée : rien n’a été importé."))
    return redirect("synthesis:home")


@login_not_required
@require_safe
def sheet(request, slug):
    workshop = _visible_or_404(request, slug)
    can_edit = access.can_edit(request.user, workshop)
    stages = queries.stages_of(workshop)
    context = {
        "workshop": workshop,
        "consultation_title": workshop.theme.consultation.title,
        "headings": stages["retex"],
        "sections": sections(stages, workshop, can_edit=can_edit),
        "can_edit": can_edit,
        "imports": queries.imports_of(workshop) if can_edit else (),
        "formats": exports.FORMATS,
    }
    return render(request, "synthesis/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_row(request, slug, part):
    """Begin a row; its page then takes the rest."""
    workshop = _visible_or_404(request, slug)
    if part not in FIRST_COLUMNS:
        raise Http404
    if not access.can_edit(request.user, workshop):
        raise PermissionDenied
    key, label = FIRST_COLUMNS[part]
    return add_wording(
        request,
        add=partial(actions.add_row, workshop=workshop, part=part, column_key=key),
        back=f"{workshop.get_absolute_url()}#fin-{part}",
        title=_("Ajouter une ligne qui commence par : %(label)s") % {"label": label},
    )


def _visible_or_404(request, slug):
    visible = workshops_visible_to(request.user).select_related("theme__consultation")
    return get_object_or_404(visible, slug=slug)


@login_not_required
@require_safe
def download(request, slug, extension):
    workshop = _visible_or_404(request, slug)
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
    workshop = _visible_or_404(request, slug)
    if not access.can_edit(request.user, workshop):
        raise PermissionDenied
    if "publish" in request.POST:
        publish_workshop(workshop=workshop, acting_user=request.user)
        messages.success(request, _("L’atelier est publié : tout le monde peut lire sa feuille."))
    elif "unpublish" in request.POST:
        unpublish_workshop(workshop=workshop, acting_user=request.user)
        messages.success(request, _("L’atelier n’est plus publié."))
    return redirect(workshop)
