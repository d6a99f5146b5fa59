"""A password that is forgotten, by mail; one that is known, from one's own pages."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts import actions
from maillage.accounts.forms import ForgottenForm, NewPasswordForm
from maillage.accounts.views.security import just_shown_who


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request):
    """The same answer whoever is asked for. Without a mail server, the page says whom to ask."""
    form = ForgottenForm(request.POST or None)
    if settings.SENDS_MAIL and form.is_valid():

        def link_to(uid, token):
            return request.build_absolute_uri(reverse("accounts:reset_password", args=[uid, token]))

        actions.ask_new_password(
            email=form.cleaned_data["email"], link_to=link_to, acting_user=request.user
        )
        return redirect("accounts:reset_sent")
    context = {"form": form, "sends_mail": settings.SENDS_MAIL}
    return render(request, "accounts/forgotten.html", context)


@login_not_required
@require_safe
def reset_sent(request):
    return render(request, "accounts/reset_sent.html")


@login_not_required
@require_safe
def reset_done(request):
    return render(request, "accounts/reset_done.html")


class ResetPassword(views.PasswordResetConfirmView):
    """The token goes from the address to the session before the page is shown."""

    form_class = NewPasswordForm
    template_name = "accounts/reset_password.html"
    success_url = reverse_lazy("accounts:reset_done")

    def render_to_response(self, context, **response):
        status = 200 if context["validlink"] else 410
        return super().render_to_response(context, status=status, **response)


# Asked before the link is looked at.
reset_password = require_http_methods(["GET", "HEAD", "POST"])(ResetPassword.as_view())


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@just_shown_who
def change_password(request):
    form = NewPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("C’est changé. Vos autres sessions sont fermées."))
        return redirect("accounts:security")
    return render(request, "accounts/change_password.html", {"form": form})
