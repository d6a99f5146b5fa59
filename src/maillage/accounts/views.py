from functools import wraps

from django.conf import settings
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage.accounts import actions, queries, throttle
from maillage.accounts.forms import SignInForm
from maillage.accounts.signals import desk_asked


class SignIn(views.LoginView):
    http_method_names = ("get", "head", "post")
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm

    def form_valid(self, form):
        user = form.get_user()
        actions.note_sign_in(user=user, acting_user=user)
        response = super().form_valid(form)
        if not form.device:
            _remember_device(response, user)
        return response

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.too_many_tries:
            response.status_code = 429
            response["Retry-After"] = int(throttle.WINDOW.total_seconds())
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(demo_users=queries.demo_users(), **kwargs)


def _remember_device(response, user):
    response.set_cookie(
        throttle.device_cookie_name(),
        throttle.new_device(user.email),
        max_age=throttle.DEVICE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


# Anyone may sign out, the visitor whose session ended meanwhile included: no detour by a password.
sign_out = login_not_required(views.LogoutView.as_view())


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
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(_landing(request))


def _landing(request):
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return asked
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@never_cache
@require_safe
def home(request):
    answers = desk_asked.send(type(request.user), user=request.user)
    context = {
        "roles": queries.roles_of(request.user),
        "waiting": [told for _receiver, told in answers if told],
    }
    return render(request, "accounts/home.html", context)
