"""Keys: to sign in with one, alone or after the password, and to add one."""

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.accounts import actions, passkeys, pending
from maillage.accounts.enums import Proof
from maillage.accounts.forms import NewPasskeyForm, PasskeyForm
from maillage.accounts.views._answers import landing_of, sign_in_is_complete
from maillage.accounts.views.security import just_shown_who

# The one script of these pages: our own file.
with_script = csp_update({"script-src": ["'self'"]})


@login_not_required
@with_script
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_by_passkey(request):
    """After a password, as the second proof; without one, unlocked by its owner, as both."""
    promise = pending.current(request)
    known, form = promise and promise.user, PasskeyForm(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["credential"]
        user = actions.use_passkey(request=request, text=text, user=known, acting_user=known)
        if user is not None:
            promise = promise or pending.Pending(user, landing_of(request), device="")
            return sign_in_is_complete(request, promise, proof=Proof.PASSKEY)
        form.add_error(None, _("Cette clé n’ouvre rien ici. Réessayez, ou entrez autrement."))
    asked = passkeys.ask(request, known)
    context = {"form": form, "asked": asked, "next": landing_of(request), "promise": promise}
    return render(request, "accounts/sign_in_by_passkey.html", context)


@with_script
@require_http_methods(["GET", "HEAD", "POST"])
@just_shown_who
def add_passkey(request):
    form = NewPasskeyForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if actions.add_passkey(
            request=request, text=given["credential"], name=given["name"], acting_user=request.user
        ):
            messages.success(request, _("Cette clé ouvre maintenant votre compte."))
            return redirect("accounts:security")
        form.add_error(None, _("La clé n’a pas répondu comme il faut. Réessayez."))
    asked = passkeys.ask_new(request, request.user)
    return render(request, "accounts/add_passkey.html", {"form": form, "asked": asked})
