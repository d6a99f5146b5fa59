from functools import wraps

from django.conf import settings
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from maillage.accounts import actions, pending, queries
from maillage.accounts.forms import SignInForm
from maillage.accounts.views._answers import asked_to_wait, landing_of, sign_in_is_complete
from maillage.accounts.views.oidc import ID_TOKEN, leave_provider


class SignIn(views.LoginView):
    """The first step: the right password signs nobody in yet."""

    http_method_names = ("get", "head", "post")
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm

    def form_valid(self, form):
        user, landing = form.get_user(), self.get_success_url()
        pending.begin(self.request, user, landing=landing, device=form.device)
        if queries.enters_by_password_alone(user):
            return sign_in_is_complete(self.request, pending.current(self.request))
        known = queries.has_factor(user)
        return redirect("accounts:second_step" if known else "accounts:set_up_app")

    def form_invalid(self, form):
        return asked_to_wait(super().form_invalid(form), form)

    def get_context_data(self, **kwargs):
        # Django gives the name of the host as that of the site, and our pages have their own.
        return super().get_context_data(**kwargs) | {
            "site_name": settings.SITE_NAME,
            "demo_users": queries.demo_users(),
            "provider": settings.OIDC and settings.OIDC["name"],
        }


class SignOut(views.LogoutView):
    """At the identity provider too, for whoever came by it."""

    def post(self, request, *args, **kwargs):
        token = request.session.get(ID_TOKEN)
        response = super().post(request, *args, **kwargs)
        return (token and leave_provider(request, token)) or response


# Anyone may sign out, the visitor whose session ended meanwhile included: no detour by a password.
sign_out = login_not_required(SignOut.as_view())


def demo_only(view):
    """Outside the demonstration the page does not exist, whatever the method."""

    @wraps(view)
    def guarded(request):
        if not settings.DEMO:
            raise Http404
        return view(request)

    return guarded


@login_not_required
@demo_only
@require_POST
def sign_in_demo(request):
    key = request.POST.get("account", "")
    user = get_object_or_404(queries.demo_users(), pk=key if key.isdecimal() else None)
    actions.note_demo_sign_in(user=user, acting_user=user)
    login(request, user, backend=pending.BACKEND)
    return HttpResponseRedirect(landing_of(request))
