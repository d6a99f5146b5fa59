"""The lobby: the front page, the thread of anything, what a public service owes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from maillage.portal import access, queries
from maillage.portal.actions import prepare_consultation
from maillage.portal.forms.consultation import ConsultationForm
from maillage.portal.gallery import gallery_context
from maillage.portal.thread import thread_of
from maillage.voices.access import can_edit
from maillage.voices.queries import current_consultation

# What the thread of each kind is called, and the list that its page stands in.
KINDS = {
    "retex": (gettext_lazy("Le fil d’un retour"), gettext_lazy("Retours"), "voices:retours"),
    "constat": (
        gettext_lazy("Le fil d’un constat"),
        gettext_lazy("Diagnostic"),
        "sorting:shared",
    ),
    "besoin": (gettext_lazy("Le fil d’un besoin"), gettext_lazy("Projections"), "projections:rows"),
    "levier": (gettext_lazy("Le fil d’un levier"), gettext_lazy("Projections"), "projections:rows"),
    "action": (gettext_lazy("Le fil d’une action"), gettext_lazy("Plan d’action"), "plan:actions"),
    "indicateur": (
        gettext_lazy("Le fil d’un indicateur"),
        gettext_lazy("Plan d’action"),
        "plan:actions",
    ),
    "scenario": (
        gettext_lazy("Le fil d’un scénario"),
        gettext_lazy("Scénarios"),
        "scenarios:home",
    ),
}


@login_not_required
@require_safe
def home(request):
    page = queries.front_page(request.user)
    page["can_prepare"] = access.can_prepare(request.user, page["consultation"])
    return render(request, "portal/home.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request):
    """Change what the front page says; on an empty installation, open the first consultation."""
    held = current_consultation(request.user)
    if not access.can_prepare(request.user, held):
        raise PermissionDenied
    if request.method != "POST":
        form = ConsultationForm.filled(held)
        return render(request, "portal/consultation.html", {"form": form})
    form = ConsultationForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/consultation.html", {"form": form}, status=422)
    prepare_consultation(consultation=held, acting_user=request.user, **form.cleaned_data)
    messages.success(request, _("La page d’accueil est à jour."))
    return redirect("portal:home")


@login_not_required
@require_safe
def thread(request, kind, pk):
    things = queries.with_thread(request.user).get(kind)
    if things is None:
        raise Http404
    thing = get_object_or_404(things, pk=pk)
    thread = thread_of(kind, thing, request.user)
    workshop = queries.workshop_of(thing)
    title, stage, list_name = KINDS[kind]
    context = {
        "thing": thing,
        "thread": thread,
        "title": title,
        "stage": stage,
        "stage_url": reverse(list_name),
        "doubts": thread.doubts if workshop and can_edit(request.user, workshop) else (),
        "consultation_title": getattr(queries.consultation_of(thing), "title", ""),
    }
    return render(request, "portal/thread.html", context)


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "portal/accessibility.html")


@login_not_required
@require_safe
def gallery(request):
    return render(request, "portal/gallery.html", gallery_context())
