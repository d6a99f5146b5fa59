"""`/confidentialite/`: what is kept, why, how long; what is yours, given or erased."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from maillage.privacy import access, actions, queries
from maillage.privacy.forms import AccountForm, ReceiptForm, VoiceForm
from maillage.privacy.register import CHAPTERS
from maillage.toolbox.same_origin import comes_from_here

# A key of ours has fewer.
MOST_DIGITS = 19


@login_not_required
@require_safe
def home(request):
    context = {
        "chapters": CHAPTERS,
        "controller": settings.CONTROLLER,
        "officer": settings.DPO_CONTACT,
        "can_answer": access.can_answer_people(request.user),
    }
    return render(request, "privacy/home.html", context)


# There is no cookie to forge with: the receipt is the proof, and `comes_from_here` is asked.
@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request):
    """Whoever holds a receipt is given what is kept under it, or has it erased."""
    form = ReceiptForm(request.POST or None)
    if request.method != "POST":
        return _mine(request, form)
    if not comes_from_here(request):
        raise PermissionDenied
    if not form.is_valid():
        return _mine(request, form, 422)
    retex = form.cleaned_data["receipt"].retex
    if "erase" in request.POST:
        return _erase(request, form, retex)
    return _given(request, queries.held_of_author(retex), retex)


def _erase(request, form, retex):
    if "sure" not in request.POST:
        return _mine(request, form, asks=True)
    actions.erase_author(retex=retex, acting_user=request.user)
    return render(request, "privacy/erased.html")


def _mine(request, form, status=200, *, asks=False):
    context = {"form": form, "asks_if_sure": asks}
    answer = render(request, "privacy/mine.html", context, status=status)
    answer["Referrer-Policy"] = "same-origin"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request):
    """For the data-protection officer: somebody who had an account asks."""
    if not access.can_answer_people(request.user):
        raise PermissionDenied
    form = AccountForm(request.POST or None, officer=request.user)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "reports": queries.reports()[:12]}
        return render(request, "privacy/person.html", context, status=status)
    return _answer_about(request, form, form.cleaned_data["email"])


def _answer_about(request, form, user):
    held = queries.held_of_account(user)
    if "sure" in request.POST:
        actions.erase_account(user=user, acting_user=request.user)
        messages.success(request, _("Le compte est effacé. Ce qu’il a publié reste, sans son nom."))
        return redirect("privacy:person")
    if "export" in request.POST or "read" in request.POST:
        return _given(request, held, user)
    context = {"form": form, "user_of": user, "fate": queries.fate_of(user, held)}
    if "erase" in request.POST:
        return render(request, "privacy/erase_account.html", context)
    return render(request, "privacy/person.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request):
    """For the data-protection officer: somebody who testified has lost the receipt."""
    if not access.can_answer_people(request.user):
        raise PermissionDenied
    form = VoiceForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "privacy/voice.html", {"form": form}, status=status)
    chosen = _chosen(request)
    if chosen and "sure" in request.POST:
        actions.erase_voice(retex=chosen, acting_user=request.user)
        messages.success(request, _("Le témoignage est effacé."))
        return redirect("privacy:voice")
    if chosen and ("export" in request.POST or "read" in request.POST):
        return _given(request, queries.held_of_author(chosen), chosen)
    found = queries.voices_found(request.user, form.cleaned_data["words"])
    context = {"form": form, "found": found, "chosen": chosen}
    return render(request, "privacy/voice.html", context)


def _chosen(request):
    """The testimony whose button was pressed, among those that this officer answers for."""
    pressed = (request.POST.get(name, "") for name in ("export", "read", "erase", "sure"))
    keys = [key for key in pressed if key.isdecimal() and len(key) < MOST_DIGITS]
    return queries.voices_answered_by(request.user).filter(pk__in=keys).first() if keys else None


def _given(request, held, target):
    actions.note_answer(target=target, acting_user=request.user)
    if "read" in request.POST:
        return render(request, "privacy/given.html", {"held": held})
    data = queries.as_data(held)
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="ce-qui-est-garde.json"'
    return answer
