"""How to be told what becomes of one's words: left with the receipt, confirmed by mail."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from maillage.portal.actions import confirm_telling as confirm
from maillage.portal.forms.own_words import ContactForm
from maillage.portal.own_words import SOMEBODY
from maillage.portal.views.my_words import for_everyone, for_its_author, private
from maillage.toolbox import pace
from maillage.voices.actions import leave_contact, stop_contact
from maillage.voices.queries import contact_of, contact_to_confirm, contact_to_stop

# Of one network, in an hour: each one may write to an address that its owner did not give.
LEFT_MOST, LEFT_SECONDS = 60, 3600


@for_its_author
@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request, sent, receipt):
    """Leave a way to be told, change it, or have it forgotten."""
    if sent.retex.is_withdrawn or sent.is_minor:
        return HttpResponseRedirect(reverse("portal:my_words", args=[receipt]))
    here = reverse("portal:tell_me", args=[receipt])
    if request.method == "POST" and "stop" in request.POST:
        stop_contact(retex=sent.retex, acting_user=SOMEBODY)
        return HttpResponseRedirect(here)
    form = ContactForm(
        request.POST if request.method == "POST" else None, sends_mail=settings.SENDS_MAIL
    )
    if request.method == "POST" and form.is_valid() and not _floods(request, form):
        _leave(request, sent.retex, form)
        return HttpResponseRedirect(here)
    context = {"receipt": receipt, "form": form, "contact": contact_of(sent.retex)}
    status = 422 if form.is_bound else 200
    return render(request, "portal/tell_me.html", context, status=status)


def _floods(request, form):
    flood = pace.too_many(request, "contacts", most=LEFT_MOST, seconds=LEFT_SECONDS)
    if flood:
        form.add_error(None, form.TOO_MANY)
    return flood


def _leave(request, retex, form):
    leave_contact(
        retex=retex,
        **form.cleaned_data,
        language=get_language(),
        site=request.build_absolute_uri("/"),
        acting_user=SOMEBODY,
    )


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_telling(request, token):
    """A button, since mailboxes open the links of mails before their readers do."""
    contact = contact_to_confirm(token)
    if contact is None:
        return private(render(request, "portal/telling.html", {"what": "expired"}, status=404))
    if request.method == "POST":
        confirm(contact=contact, acting_user=SOMEBODY)
        return private(render(request, "portal/telling.html", {"what": "confirmed"}))
    return private(render(request, "portal/telling.html", {"what": "confirm"}))


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def stop_telling(request, token):
    """From the link of a mail, or the button that mailboxes show for it. Twice is once."""
    contact = contact_to_stop(token)
    if request.method == "POST" and contact is not None:
        stop_contact(retex=contact.retex, acting_user=SOMEBODY)
        contact = None
    what = "stopped" if contact is None else "stop"
    return private(render(request, "portal/telling.html", {"what": what}))
