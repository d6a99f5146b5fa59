"""Who wears what; hats given and taken back, accounts closed and opened again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts.access import can_close, can_reopen, can_reset_second_factor
from maillage.accounts.actions import (
    close_account,
    end_sessions,
    grant_role,
    reopen_account,
    reset_second_factor,
    revoke_role,
)
from maillage.team import access, queries
from maillage.team.forms import FiltersForm, HatForm
from maillage.team.views import around, for_whoever_gives_hats


@require_safe
@for_whoever_gives_hats
def people(request):
    form = FiltersForm(request.GET, user=request.user)
    page = queries.page_of_people(request.user, form.filters(), request.GET.get("curseur", ""))
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "form": form,
        "page": page,
        "is_sifted": bool(asked),
        **around(page, reverse("team:people"), asked),
    }
    return render(request, "team/people.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, pk):
    """One person: the hats that the reader may take back, and another one to give."""
    found = get_object_or_404(queries.people(request.user), pk=pk)
    form = HatForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        role = grant_role(user=found, acting_user=request.user, **form.hat)
        messages.success(request, _("Rôle confié : %(role)s.") % {"role": role})
        return redirect("team:person", pk)
    context = {
        "form": form,
        "person": found,
        "hats": queries.hats_of(request.user, found),
        "closes": found.is_active and found != request.user and can_close(request.user, found),
        "reopens": not found.is_active and can_reopen(request.user, found),
    }
    return render(request, "team/person.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, pk):
    role = queries.hats(request.user).select_related("user").filter(pk=pk).first()
    if role is None:
        return _taken_back_already(request, pk)
    if request.method != "POST":
        return render(request, "team/take_back.html", {"role": role})
    told = {"role": str(role), "person": role.user}
    revoke_role(role=role, acting_user=request.user)
    messages.success(request, _("Rôle repris à %(person)s : %(role)s.") % told)
    return _back_to(request, role.user)


def _taken_back_already(request, pk):
    """A double click, or somebody else a moment ago: it is done. What is elsewhere is not told."""
    if request.method != "POST" or not access.can_see_the_team(request.user):
        raise Http404
    if queries.is_worn(pk):
        raise Http404
    messages.info(request, _("Ce rôle est déjà repris."))
    return redirect("team:people")


def _back_to(request, person):
    """Their page, as long as the reader sees it."""
    seen = queries.people(request.user).filter(pk=person.pk).exists()
    return redirect("team:person", person.pk) if seen else redirect("team:people")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk):
    person = get_object_or_404(queries.people(request.user), pk=pk)
    # Closed already: a double click, or somebody else.
    if not person.is_active:
        return redirect("team:person", pk)
    if not can_close(request.user, person):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "team/close.html", {"person": person})
    close_account(user=person, acting_user=request.user)
    messages.success(request, _("Le compte de %(person)s est fermé.") % {"person": person})
    return _back_to(request, person)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk):
    person = get_object_or_404(queries.people(request.user), pk=pk)
    # Open already: a double click, or somebody else.
    if person.is_active:
        return redirect("team:person", pk)
    if not can_reopen(request.user, person):
        raise PermissionDenied
    if request.method != "POST":
        context = {"person": person, "hats": queries.hats_of(request.user, person)}
        return render(request, "team/reopen.html", context)
    gives_back = "gives_back" in request.POST
    reopen_account(user=person, gives_back=gives_back, acting_user=request.user)
    messages.success(request, _("Le compte de %(person)s est rouvert.") % {"person": person})
    return _back_to(request, person)


@never_cache
@require_POST
def end_sessions_of(request, pk):
    person = get_object_or_404(queries.people(request.user), pk=pk)
    if not can_close(request.user, person):
        raise PermissionDenied
    end_sessions(user=person, acting_user=request.user)
    told = _("%(person)s devra se reconnecter, sur tous ses appareils.")
    messages.success(request, told % {"person": person})
    return redirect("team:person", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset_factor(request, pk):
    """For whoever lost telephone, keys and recovery codes, once it is sure who asks."""
    person = get_object_or_404(queries.people(request.user), pk=pk)
    if not can_reset_second_factor(request.user, person):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "team/reset_factor.html", {"person": person})
    reset_second_factor(user=person, acting_user=request.user)
    told = _("%(person)s réglera son second facteur à sa prochaine connexion.")
    messages.success(request, told % {"person": person})
    return redirect("team:person", pk)
