"""Invitations, from one side and from the other: made, sent again, withdrawn; accepted."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.team import actions, queries
from maillage.team.errors import ForAnotherAddress, InvitationOver
from maillage.team.forms import InvitationForm, NewcomerForm
from maillage.team.mail import mail_of
from maillage.team.models import Invitation
from maillage.team.views import around, for_whoever_gives_hats
from maillage.toolbox.mail import sends

# The digest of the link that this browser followed: not the link, which would open the door again.
FOLLOWED = "team.invitation"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_gives_hats
def invite(request):
    form = InvitationForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        email = form.cleaned_data["email"]
        offer = actions.invite(email=email, acting_user=request.user, **form.hat)
        return _hand_over(request, offer)
    status = 422 if form.is_bound else 200
    return render(request, "team/invite.html", {"form": form}, status=status)


def _hand_over(request, offer):
    """By mail where there is one; else the link is shown, this once, to whoever invites."""
    invitation, token = offer
    if not settings.SENDS_MAIL:
        context = {"invitation": invitation, "link": _link(request, token)}
        return render(request, "team/link.html", context)
    # Without a token, a mail left a moment ago: a double click.
    if not token or sends(mail_of(invitation, _link(request, token)), what=invitation.pk):
        messages.success(request, _("Invitation envoyée à %(to)s.") % {"to": invitation.email})
    else:
        actions.note_not_sent(invitation=invitation, acting_user=request.user)
        messages.error(request, _("Le courriel n’est pas parti. Réessayez dans un moment."))
    return redirect("team:invitations")


def _link(request, token):
    return request.build_absolute_uri(reverse("team:invitation", args=[token]))


@require_safe
@for_whoever_gives_hats
def invitations(request):
    page = queries.page_of_invitations(request.user, request.GET.get("curseur", ""))
    context = {"page": page, **around(page, reverse("team:invitations"))}
    return render(request, "team/invitations.html", context)


@never_cache
@require_POST
def send_again(request, pk):
    invitation = get_object_or_404(queries.invitations(request.user), pk=pk)
    return _hand_over(request, actions.send_again(invitation=invitation, acting_user=request.user))


@never_cache
@require_POST
def withdraw(request, pk):
    invitation = get_object_or_404(queries.invitations(request.user), pk=pk)
    actions.withdraw(invitation=invitation, acting_user=request.user)
    messages.success(request, _("L’invitation est retirée : son lien ne sert plus."))
    return redirect("team:invitations")


@login_not_required
@never_cache
@require_safe
def invitation(request, token):
    """The link that was sent. It leaves the address at once: what is shown, shared or written in a
    journal afterwards opens nothing. Nothing is used up: mailboxes follow links by themselves."""
    digest = Invitation.digest_of(token)
    if queries.invitation_behind(digest) is None:
        raise InvitationOver
    request.session[FOLLOWED] = digest
    answer = redirect("team:accept")
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request):
    digest = request.session.get(FOLLOWED, "")
    found = queries.invitation_behind(digest)
    if found is None:
        raise InvitationOver
    answer = (_as_oneself if request.user.is_authenticated else _as_newcomer)(request, found)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _as_oneself(request, found):
    """Somebody who has an account: the hat is for that account only, if it is theirs."""
    if found.was_accepted:
        return redirect("accounts:home")
    if found.email != request.user.email:
        raise ForAnotherAddress
    if request.method != "POST":
        return render(request, "team/accept.html", {"invitation": found})
    actions.accept(digest=found.link_digest, acting_user=request.user)
    messages.success(request, _("Le rôle est à vous : %(role)s.") % {"role": found})
    return redirect("accounts:home")


def _as_newcomer(request, found):
    form = NewcomerForm(request.POST if request.method == "POST" else None, email=found.email)
    if form.is_valid():
        actions.accept_as_newcomer(
            digest=found.link_digest, acting_user=request.user, **form.cleaned_data
        )
    elif not found.was_accepted:
        context = {"invitation": found, "form": form, "sign_in_url": _sign_in_then_accept()}
        return render(request, "team/accept.html", context, status=422 if form.is_bound else 200)
    # One answer, whether an account was made now, a moment ago, or long before.
    messages.success(request, _("C’est enregistré. Connectez-vous pour continuer ; si vous aviez "
                                "déjà un compte, gardez son mot de passe."))  # fmt: skip
    return redirect(_sign_in_then_accept())


def _sign_in_then_accept():
    return redirect_to_login(reverse("team:accept")).url
