"""After the password: the second factor, or setting it up. Nobody is signed in before."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.accounts import passkeys, pending, queries
from maillage.accounts.enums import Proof
from maillage.accounts.forms import AppForm, CodeForm
from maillage.accounts.views._answers import asked_to_wait, sign_in_is_complete
from maillage.accounts.views._new_app import hide_secret, secret_shown, shown
from maillage.accounts.views._recovery import show_codes_then


def after_the_password(view):
    """With the promise that the password was given; without it, one starts again."""

    @login_not_required
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request):
        promise = pending.current(request)
        if promise is None:
            return render(request, "accounts/start_again.html", status=409)
        return view(request, promise)

    return guarded


@after_the_password
def second_step(request, promise):
    if not queries.has_factor(promise.user):
        return redirect("accounts:set_up_app")
    form = CodeForm(request.POST or None, user=promise.user, device=promise.device)
    if form.is_valid():
        return sign_in_is_complete(request, promise, proof=form.proof)
    context = {"form": form, "has_passkey": passkeys.can_ask(promise.user)}
    return asked_to_wait(render(request, "accounts/second_step.html", context), form)


@after_the_password
def set_up_app(request, promise):
    """Only whoever has no factor: the password alone does not replace one."""
    user = promise.user
    if queries.has_factor(user):
        return redirect("accounts:second_step")
    secret = secret_shown(request)
    form = AppForm(request.POST or None, user=user, secret=secret, replaces=False)
    if form.is_valid():
        hide_secret(request)
        codes = reverse("accounts:recovery_codes")
        response = sign_in_is_complete(request, promise, proof=Proof.APP, landing=codes)
        show_codes_then(request, promise.landing)
        return response
    return render(request, "accounts/set_up_app.html", {"form": form, **shown(user, secret)})
