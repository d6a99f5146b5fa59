"""`/compte/profil/`: one's own name and language, one's own sessions, one's own door."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.accounts.actions import change_profile, close_account, end_sessions
from maillage.team.forms import ProfileForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    user = request.user
    typed = request.POST if request.method == "POST" else None
    form = ProfileForm(typed, initial={"name": user.name, "language": user.language})
    if form.is_valid():
        change_profile(acting_user=user, **form.cleaned_data)
        with translation.override(user.language or translation.get_language()):
            messages.success(request, _("C’est enregistré."))
        return redirect("team:profile")
    return render(request, "team/profile.html", {"form": form}, status=422 if typed else 200)


@never_cache
@require_POST
def end_other_sessions(request):
    """All but this one."""
    end_sessions(user=request.user, acting_user=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Vos autres sessions sont fermées ; celle-ci continue."))
    return redirect("team:profile")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close_mine(request):
    if request.method != "POST":
        return render(request, "team/close_mine.html")
    close_account(user=request.user, acting_user=request.user)
    logout(request)
    messages.success(request, _("Votre compte est fermé. Ce que vous avez écrit reste."))
    return redirect("accounts:sign_in")
