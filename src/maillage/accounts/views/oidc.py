"""Signing in with an identity provider: one leaves, and comes back with an answer."""

import logging
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from mozilla_django_oidc.views import OIDCAuthenticationRequestView

from maillage.accounts import oidc, pending, queries
from maillage.accounts.enums import Proof
from maillage.accounts.views._answers import landing_of, sign_in_is_complete

LANDING, ID_TOKEN = "oidc_landing", "oidc_id_token"
# RFC 6749, RFC 9207; OpenID Connect Session Management.
ANSWERED = {"code", "state", "iss", "session_state"}

logger = logging.getLogger(__name__)


def provider_only(view):
    """Without a provider there is no such address, whatever the method."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request):
        if settings.OIDC is None:
            raise Http404
        return view(request)

    return guarded


class Leave(OIDCAuthenticationRequestView):
    """Its own: state, nonce and proof of key, kept in the session."""

    get_settings = staticmethod(oidc.setting)


@provider_only
@require_safe
def oidc_leave(request):
    try:
        response = Leave.as_view()(request)
    except oidc.NOT_BELIEVED as reason:
        return _refused(request, reason, status=502)
    request.session[LANDING] = landing_of(request)
    return response


@provider_only
@require_safe
def oidc_answer(request):
    try:
        claims = _claims(request)
    except oidc.NOT_BELIEVED as reason:
        return _refused(request, reason)
    user, is_known = queries.user_at_provider(claims.subject, claims.email)
    if user is None:
        return _refused(request, "no account")
    landing = request.session.pop(LANDING, None) or settings.LOGIN_REDIRECT_URL
    request.session[ID_TOKEN] = claims.id_token
    pending.begin(request, user, landing=landing, subject="" if is_known else claims.subject)
    has_factor = queries.has_factor(user)
    # The first time, whoever has a factor of ours gives it: an address is not yet a person.
    if claims.is_strong and (is_known or not has_factor):
        return sign_in_is_complete(request, pending.current(request), proof=Proof.PROVIDER)
    return redirect("accounts:second_step" if has_factor else "accounts:set_up_app")


def _claims(request):
    """Each parameter once, none that we do not know, for a request of this session, once."""
    asked = request.GET
    if set(asked) - ANSWERED or any(len(asked.getlist(name)) != 1 for name in asked):
        raise ValueError("other parameters")
    if asked.get("iss", settings.OIDC["issuer"]) != settings.OIDC["issuer"]:
        raise ValueError("another issuer")
    kept = oidc.taken_state(request, asked["state"])
    return oidc.Provider().claims_for(
        request,
        code=asked["code"],
        redirect_uri=request.build_absolute_uri(reverse("accounts:oidc_answer")),
        nonce=kept["nonce"],
        code_verifier=kept["code_verifier"],
    )


def _refused(request, reason, *, status=409):
    """One page, whatever is wrong; the journal says what, without the answer itself."""
    told = reason if isinstance(reason, str) else type(reason).__name__
    logger.warning("sign-in by the identity provider refused: %s", told)
    return render(request, "accounts/oidc_refused.html", status=status)


def leave_provider(request, token):
    """Where one signs out there; None when it says no such place."""
    if settings.OIDC is None:
        return None
    try:
        end = oidc.discovered().get("end_session_endpoint")
    except oidc.NOT_BELIEVED:
        return None
    back = {
        "id_token_hint": token,
        "post_logout_redirect_uri": request.build_absolute_uri("/"),
        "state": get_random_string(32),
    }
    return HttpResponseRedirect(f"{end}?{urlencode(back)}") if end else None
