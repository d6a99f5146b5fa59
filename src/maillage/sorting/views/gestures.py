"""Every gesture comes here; what cannot be done is shown again, with what was typed and why."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from maillage.sorting import actions
from maillage.sorting.forms import GestureForm
from maillage.sorting.queries import cards, desks, history
from maillage.sorting.views.around import desk_to_sort, theme_to_sort
from maillage.toolbox.editing import return_address
from maillage.toolbox.errors import Refusal

ACTS = {
    "open": (actions.open_finding, gettext_lazy("Ouvrir ce constat")),
    "place": (actions.place, gettext_lazy("Réunir sous ce constat")),
    "set_aside": (actions.set_aside, gettext_lazy("Mettre de côté")),
    "take_back": (actions.take_back, gettext_lazy("Remettre à trier")),
    "refuse": (actions.refuse, gettext_lazy("Refuser ce rapprochement")),
    "merge": (actions.merge, gettext_lazy("Fusionner ces constats")),
    "split": (actions.split, gettext_lazy("Scinder ce constat")),
    "rename": (actions.rename, gettext_lazy("Reformuler ce constat")),
    "undo": (actions.undo, gettext_lazy("Annuler cette décision")),
}


# What is sent again as it was: the points and the words are shown, to be changed.
KEPT = ("geste", "finding", "into", "suggestion", "decision")


@require_POST
def gesture(request, pk):
    desk = desk_to_sort(request, pk)
    form = GestureForm(request.POST, desk=desk)
    if not form.is_valid():
        return _again(request, desk, form, status=422)
    act, _label = ACTS[form.cleaned_data["geste"]]
    try:
        decision = act(desk=desk, acting_user=request.user, **form.said)
    except Refusal as refusal:
        return _again(request, desk, form, status=refusal.status, refusal=refusal)
    [decision] = history.decisions_numbered(desk, [decision.number])
    done = _("Décision n° %(n)d : %(what)s.")
    told = done % {"n": decision.number, "what": history.what(decision)}
    messages.success(request, told)
    return HttpResponseRedirect(return_address(request, desk.get_absolute_url()))


def _again(request, desk, form, *, status, refusal=None):
    """What was typed, on what is there now: to be done all the same, otherwise, or left."""
    desk.refresh_from_db()
    gesture = form.data.get("geste", "")
    said = cards.read(cards.on_desk(desk, form.data.getlist("cards")))
    context = {
        "theme": desk.theme,
        "desk": desk,
        "consultation_title": desk.theme.consultation.title,
        "form": form,
        "refusal": refusal,
        "gesture": gesture,
        "label": ACTS.get(gesture, ("", ""))[1],
        "cards": said,
        "here": return_address(request, desk.get_absolute_url()),
        **_sent_again(desk, form),
    }
    return render(request, "sorting/again.html", context, status=status)


def _sent_again(desk, form):
    return {
        "finding": desks.finding_on(desk.theme_id, form.data.get("finding")),
        "into": desks.finding_on(desk.theme_id, form.data.get("into")),
        "takes_text": form.data.get("geste") in {"open", "split", "rename"},
        "kept": [(name, form.data[name]) for name in KEPT if form.data.get(name)],
        "seen": desk.decided,
        "key": uuid4,
    }


@require_POST
def lay(request, pk):
    theme = theme_to_sort(request, pk)
    laid = actions.lay_cards(theme=theme, acting_user=request.user)
    if laid:
        messages.success(request, _("Propos posés sur le bureau : %(n)d.") % {"n": laid})
    else:
        messages.info(request, _("Tout ce qui a été dit est déjà sur le bureau."))
    return redirect("sorting:desk", theme.pk)


@require_POST
def publish(request, pk):
    desk = desk_to_sort(request, pk)
    if "retirer" in request.POST:
        actions.unpublish_desk(desk=desk, acting_user=request.user)
        messages.success(request, _("Les constats de cette thématique ne sont plus publics."))
    else:
        actions.publish_desk(desk=desk, acting_user=request.user)
        messages.success(request, _("Les constats de cette thématique sont lus par tous."))
    return redirect("sorting:desk", pk)
