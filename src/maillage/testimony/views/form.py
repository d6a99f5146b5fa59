"""`/temoigner/`: ask, show what was understood, receive, prove."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.testimony import frame, notices, queries, receipts, seal
from maillage.testimony.actions import receive_testimony
from maillage.testimony.enums import Suspicion
from maillage.testimony.errors import TooManyAtOnce
from maillage.testimony.speaking import Visit
from maillage.testimony.views import for_everyone
from maillage.testimony.views.classes import ask_for_a_code, class_code_of
from maillage.testimony.views.kept import later, not_open
from maillage.toolbox.same_origin import comes_from_here
from maillage.voices.enums import ConsultationStatus
from maillage.voices.errors import NotOpen, OtherWordsSameKey

# Whoever speaks here is nobody for us, signed in or not: the trail must not say who it was.
SOMEBODY = AnonymousUser()


@for_everyone
@frame.with_own_script
@require_http_methods(["GET", "HEAD", "POST"])
def form(request, slug=None):
    code, is_wrong = class_code_of(request)
    if is_wrong:
        return ask_for_a_code(request, is_wrong=True)
    found = [code.consultation] if code else queries.consultations_to_speak_in(request.user, slug)
    if slug is not None and not found:
        raise Http404
    step = request.POST.get("step")
    # What was received before the end has its receipt, asked for again after it.
    if not found or (found[0].status != ConsultationStatus.OPEN and step != "confirm"):
        return not_open(request, found[0] if found else None)
    visit = Visit(request, found[0], found[1:], code)
    if request.method != "POST":
        return visit.blank()
    if not comes_from_here(request):
        return review(visit, notices.FOREIGN, 403)
    if step == "correct":
        return visit.ask_again(200)
    return confirm(request, visit) if step == "confirm" else review(visit)


def review(visit, notice=None, status=200):
    if not visit.form.is_valid():
        return visit.ask_again(422 if status == 200 else status)
    return visit.show(notice, status)


def confirm(request, visit):
    if not visit.form.is_valid():
        return visit.ask_again()
    if visit.where.candidates:
        return visit.show(notices.WHICH, 422)
    if not visit.is_paced and not queries.is_received(visit.key):
        return visit.show(notices.AGAIN)
    try:
        receive(visit)
    except OtherWordsSameKey:
        return visit.show(notices.OTHER_WORDS, 422, key=uuid.uuid4())
    except TooManyAtOnce:
        return later(request)
    except NotOpen:
        return not_open(request, visit.consultation)
    shown = reverse("testimony:received", args=[seal.proof_of(visit.key)])
    return HttpResponseRedirect(shown + visit.in_language, status=303)


def receive(visit):
    return receive_testimony(
        consultation=visit.consultation,
        said=visit.said,
        client_key=visit.key,
        acting_user=SOMEBODY,
        network=visit.network,
        flags=[*visit.flags, *([Suspicion.HONEYPOT] if visit.is_suspect else [])],
        class_code=visit.class_code,
        about=visit.about.reference if visit.about else "",
    )


@for_everyone
@frame.with_own_script
@never_cache
@require_safe
def received(request, proof):
    """The receipt, at an address that is not the receipt and that expires."""
    key = seal.key_proved_by(proof)
    contribution = queries.received_under(uuid.UUID(key)) if key else None
    if contribution is None:
        return frame.page("testimony/receipt_expired.html", {}, 404)
    context = receipts.context_of(contribution, request.build_absolute_uri)
    answer = frame.page("testimony/receipt.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
