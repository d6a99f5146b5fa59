"""`/moderation/`: read, decide, say why. And, for every reader, report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from maillage.audit.queries import history_of
from maillage.moderation import access, actions, queries
from maillage.moderation.enums import Decision, Queue
from maillage.moderation.errors import TooManyReports
from maillage.moderation.forms import DecisionForm, ReportForm
from maillage.moderation.reading import Reading
from maillage.toolbox import pace
from maillage.toolbox.same_origin import comes_from_here

# Of one network, in an hour: a class that reports what it reads, not a robot.
REPORTS_MOST, REPORTS_SECONDS = 60, 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request):
    """What waits, oldest first, and one decision for those that are ticked."""
    if not access.can_moderate_somewhere(request.user):
        raise PermissionDenied
    form = DecisionForm(request.POST if request.method == "POST" else None)
    asked = request.GET.get("etat", "")
    chosen = Queue(asked) if asked in Queue.values else Queue.WAITING
    ticked = _ticked(request)
    if request.method == "POST" and ticked and form.is_valid():
        _decide(request, form, ticked)
        return HttpResponseRedirect(request.get_full_path())
    if request.method == "POST" and not ticked:
        form.add_error(None, _("Cochez au moins un témoignage."))
    page = queries.page_of(request.user, chosen, request.GET.get("curseur", ""))
    context = _listed(request, page, chosen, ticked)
    status = 422 if form.is_bound else 200
    return render(request, "moderation/queue.html", {**context, "form": form}, status=status)


def _listed(request, page, chosen, ticked):
    keys = [row.pk for row in page.rows]
    reports, about = queries.reports_on(keys), queries.told_about(keys)
    base = reverse("moderation:queue")
    at = f"{base}?etat={chosen}&curseur=" if chosen else f"{base}?curseur="
    return {
        "rows": [
            Reading(row, row.retex.said, reports.get(row.pk, ()), about.get(row.pk, ()))
            for row in page.rows
        ],
        "ticked": ticked.keys(),
        "chosen": chosen,
        "tabs": [(each, f"{base}?etat={each}" if each else base) for each in Queue],
        "waiting": queries.count_waiting(request.user),
        "previous_url": page.has_previous and at + page.previous_cursor,
        "next_url": page.has_next and at + page.next_cursor,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item(request, pk):
    """One account whole, what readers say of it, what was decided before."""
    contribution = get_object_or_404(queries.to_moderate(request.user), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _decide(request, form, {pk: request.POST.get("seen", "")})
        return _to_the_next(request)
    retex = contribution.retex
    reports, about = queries.reports_on([pk]).get(pk, ()), queries.told_about([pk]).get(pk, ())
    context = {
        "form": form,
        "read": Reading(contribution, queries.points_of(retex), reports, about),
        "retex": retex,
        "former": queries.former_words(retex),
        "history": history_of(retex),
        "phone": queries.phone_of(retex),
        "waiting": queries.count_waiting(request.user),
    }
    return render(request, "moderation/item.html", context, status=422 if form.is_bound else 200)


def _to_the_next(request):
    following = queries.next_waiting(request.user)
    return redirect("moderation:item", following.pk) if following else redirect("moderation:queue")


def _ticked(request):
    """{account: the mark of what was read} of those ticked, where the reader moderates."""
    asked = [key for key in request.POST.getlist("retex") if key.isdecimal()][:100]
    allowed = queries.to_moderate(request.user).filter(pk__in=asked) if asked else ()
    return {each.pk: request.POST.get(f"seen-{each.pk}", "") for each in allowed}


def _decide(request, form, seen):
    decided = actions.decide(
        decision=form.cleaned_data["decision"],
        seen=seen,
        reason=form.told_reason,
        acting_user=request.user,
    )
    _tell(request, form.cleaned_data["decision"], decided)


def _tell(request, decision, decided):
    """What was done, and what was not because somebody came first."""
    count = len(decided.done)
    if count and decision == Decision.PUBLISH:
        text = ngettext("%(n)d témoignage publié.", "%(n)d témoignages publiés.", count)
        messages.success(request, text % {"n": count})
    elif count:
        text = ngettext("%(n)d témoignage n’est pas publié : son auteur lira pourquoi.",
                        "%(n)d témoignages ne sont pas publiés : leurs auteurs liront pourquoi.",
                        count)  # fmt: skip
        messages.success(request, text % {"n": count})
    for retex in decided.met:
        text = _(
            "Le témoignage n° %(n)d a changé pendant que vous le lisiez : quelqu’un en a décidé "
            "autrement, ou son auteur l’a corrigé ou retiré. Votre décision n’a rien changé ; il "
            "est maintenant : %(state)s."
        )
        messages.warning(request, text % {"n": retex.pk, "state": retex.get_state_display()})


@login_not_required
# No cookie, no account: `comes_from_here` is asked instead of a token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Say that something is wrong with what everyone reads, without saying who one is."""
    retex = get_object_or_404(queries.open_to_reports(pk))
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not comes_from_here(request):
        raise PermissionDenied
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "retex": retex}
        return render(request, "moderation/report.html", context, status=status)
    if pace.too_many(request, "reports", most=REPORTS_MOST, seconds=REPORTS_SECONDS):
        raise TooManyReports
    reporter = pace.digest_of("reporter", retex.pk, pace.network_of(request))
    actions.report_retex(
        retex=retex, reporter=reporter, acting_user=request.user, **form.cleaned_data
    )
    return redirect("moderation:reported")


@login_not_required
@require_safe
def reported(request):
    return render(request, "moderation/reported.html")
