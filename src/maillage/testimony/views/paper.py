"""The form on paper: printed by anyone, typed by whoever holds the hat, credited to its author."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.testimony import exports, frame, queries, seal
from maillage.testimony.forms import CopiesForm, PaperForm
from maillage.testimony.frame import with_own_style
from maillage.testimony.paper import key_of, numbered_copies
from maillage.testimony.places import understood
from maillage.voices import access
from maillage.voices.actions import receive_retex
from maillage.voices.enums import Source
from maillage.voices.errors import OtherWordsSameKey
from maillage.voices.receipts import receipt_of


@login_not_required
@require_safe
def paper(request):
    """What to print, and for typists what to number and where to type."""
    consultation = _consultation(request)
    context = {
        "consultation": consultation,
        "consultation_title": consultation.title,
        "form": CopiesForm() if access.can_type(request.user, consultation) else None,
    }
    return render(request, "testimony/paper.html", context)


@login_not_required
@require_safe
def blank_form(request):
    return _pdf(request, _consultation(request))


@require_safe
def numbered_forms(request):
    """Each asks for a serial of its own: printed again, they are other forms."""
    consultation = _consultation(request)
    if not access.can_type(request.user, consultation):
        raise PermissionDenied
    form = CopiesForm(request.GET)
    if not form.is_valid():
        context = {"consultation": consultation, "form": form}
        return render(request, "testimony/paper.html", context, status=422)
    copies = numbered_copies(consultation, form.cleaned_data["copies"])
    return _pdf(request, consultation, copies)


@with_own_style
@require_http_methods(["GET", "HEAD", "POST"])
def transcribe(request):
    """In the order of the paper, by keyboard, one sheet after the other."""
    consultation = _consultation(request)
    if not access.can_type(request.user, consultation):
        raise PermissionDenied
    themes = queries.themes_of(consultation)
    if request.method != "POST":
        form = PaperForm(themes=themes, initial={"place": request.GET.get("lieu", "")})
        return _screen(request, consultation, form)
    form = PaperForm(themes=themes, data=request.POST)
    where = form.is_valid() and understood(
        form.cleaned_data["place"],
        key=form.cleaned_data["place_key"],
        chosen_for=form.cleaned_data["place_for"],
        consultation=consultation,
    )
    if not where or where.candidates:
        return _screen(request, consultation, form, where or None, 422)
    return _write(request, consultation, form, where)


def _write(request, consultation, form, where):
    serial = form.cleaned_data["serial"]
    key = key_of(consultation, serial) if serial else _key(request)
    try:
        receive_retex(
            consultation=consultation,
            said=form.said(where=where, language=form.cleaned_data["language"]),
            client_key=key,
            acting_user=request.user,
            source=Source.PAPER,
        )
    except OtherWordsSameKey:
        form.add_error("serial", form.TYPED_ALREADY)
        return _screen(request, consultation, form, status=422)
    following = {"saisi": seal.proof_of(key), "lieu": form.cleaned_data["place"]}
    address = reverse("testimony:transcribe", query=following)
    return HttpResponseRedirect(address, status=303)


def _screen(request, consultation, form, where=None, status=200):
    typed = queries.typed_with(request.GET.get("saisi", ""), request.user)
    context = {
        "csrf_token": get_token(request),
        "form": form,
        "where": where,
        "key": _key(request),
        "typed": typed,
        "receipt": typed and receipt_of(typed.client_key),
        "count": queries.typed_today(request.user),
    }
    return frame.page("testimony/transcribe.html", context, status)


def _consultation(request):
    found = queries.consultations_to_speak_in(request.user, request.GET.get("consultation"))
    if not found:
        raise Http404
    return found[0]


def _key(request):
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _pdf(request, consultation, copies=()):
    form = exports.paper_form(
        consultation=consultation,
        themes=queries.themes_of(consultation),
        address=request.build_absolute_uri(reverse("testimony:form")),
        copies=copies,
    )
    answer = HttpResponse(form, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="formulaire-{consultation.slug}.pdf"'
    return answer
