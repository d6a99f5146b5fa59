"""What several steps of signing in answer."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.accounts import actions, pending, throttle


def sign_in_is_complete(request, promise, *, proof="", landing=""):
    """The one place, beside the click of the demonstration, where somebody gets signed in."""
    if promise.subject:
        actions.link_identity(
            user=promise.user,
            issuer=settings.OIDC["issuer"],
            subject=promise.subject,
            acting_user=promise.user,
        )
    pending.open_session(request, promise.user)
    actions.note_sign_in(user=promise.user, acting_user=promise.user, proof=proof)
    # Not by `redirect`, which takes a word for the name of a page.
    response = HttpResponseRedirect(landing or promise.landing)
    if not promise.device:
        _remember_device(response, promise.user)
    return response


def landing_of(request):
    """Where whoever signs in was going, on this site."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return asked
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def asked_to_wait(response, form):
    if form is not None and form.too_many_tries:
        response.status_code = 429
        response["Retry-After"] = int(throttle.WINDOW.total_seconds())
    return response


def _remember_device(response, user):
    response.set_cookie(
        throttle.device_cookie_name(),
        throttle.new_device(user.email),
        max_age=throttle.DEVICE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
