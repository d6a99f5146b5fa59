"""What protects one's account: seen, and changed by whoever has just shown who they are."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts import actions, pending, queries
from maillage.accounts.forms import AppForm, confirm_form
from maillage.accounts.views._answers import asked_to_wait
from maillage.accounts.views._new_app import hide_secret, secret_shown, shown
from maillage.accounts.views._recovery import codes_are_shown, hide_codes, show_codes_then


def just_shown_who(view):
    """A session left open somewhere changes nothing: within five minutes of a proof, or ask again.

    Accounts of the demonstration are everybody's: nobody changes what opens them.
    """

    @never_cache
    @wraps(view)
    def guarded(request, **arguments):
        if request.user.is_demo:
            raise PermissionDenied
        if pending.is_fresh(request):
            return view(request, **arguments)
        return redirect("accounts:confirm")

    return guarded


@never_cache
@require_safe
def security(request):
    context = {
        "factors": list(queries.factors_of(request.user)),
        "codes_left": len(queries.recovery_codes_of(request.user)),
        "fresh": pending.is_fresh(request),
    }
    return render(request, "accounts/security.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request):
    form = confirm_form(request.POST or None, user=request.user)
    if form and form.is_valid():
        pending.prove(request)
        return redirect("accounts:security")
    return asked_to_wait(render(request, "accounts/confirm.html", {"form": form}), form)


@require_http_methods(["GET", "HEAD", "POST"])
@just_shown_who
def change_app(request):
    user, secret = request.user, secret_shown(request)
    form = AppForm(request.POST or None, user=user, secret=secret, replaces=True)
    if form.is_valid():
        hide_secret(request)
        messages.success(request, _("C’est cette application qui donne vos codes maintenant."))
        return redirect("accounts:security")
    return render(request, "accounts/change_app.html", {"form": form, **shown(user, secret)})


@require_POST
@just_shown_who
def remove_factor(request, pk):
    factor = get_object_or_404(queries.factors_of(request.user), pk=pk)
    actions.remove_factor(user=request.user, factor=factor, acting_user=request.user)
    messages.success(request, _("C’est retiré."))
    return redirect("accounts:security")


@require_POST
@just_shown_who
def renew_codes(request):
    actions.renew_recovery_codes(user=request.user, acting_user=request.user)
    show_codes_then(request)
    return redirect("accounts:recovery_codes")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request):
    if request.method == "POST":
        return redirect(hide_codes(request))
    codes = queries.recovery_codes_of(request.user) if codes_are_shown(request) else []
    return render(request, "accounts/recovery_codes.html", {"codes": codes})
