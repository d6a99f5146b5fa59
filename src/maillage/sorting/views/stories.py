"""`/diagnostic/tri/<thématique>/recits/`: one story at a time, and the ideas it seems to hold."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.sorting import actions, analysis
from maillage.sorting.forms import StoryForm
from maillage.sorting.queries import desks, stories
from maillage.sorting.views.around import surroundings, theme_to_sort
from maillage.toolbox.errors import Refusal, Stale
from maillage.toolbox.listing import capped_count


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def story(request, pk):
    theme = theme_to_sort(request, pk)
    if request.method == "POST":
        return _split(request, theme)
    after = request.GET.get("apres", "")
    waiting = stories.stories_to_split(theme)
    retex = waiting.filter(pk__gt=int(after) if after.isdecimal() else 0).first()
    return _shown(request, theme, retex, retex and _proposed(retex))


def _split(request, theme):
    asked = request.POST.get("retex", "")
    if not asked.isdecimal():
        return _shown(request, theme, None, None, 422)
    retex, form = get_object_or_404(stories.story_of(theme, asked)), StoryForm(request.POST)
    if not form.is_valid():
        return _shown(request, theme, retex, form, 422)
    told = {name: form.cleaned_data[name] for name in ("irritants", "strengths", "version")}
    try:
        actions.split_story(retex=retex, acting_user=request.user, **told)
    except Refusal as refusal:
        return _shown(request, theme, retex, _again(form, refusal), refusal.status)
    messages.success(request, _("C’est noté : ces passages sont sur le bureau, tels quels."))
    return redirect("sorting:story", pk=theme.pk)


def _shown(request, theme, retex, form, status=200):
    context = surroundings(request, theme, desks.desk_of(theme))
    context |= {
        "retex": retex,
        "form": form,
        "pointed": analysis.points_in(retex.text) if retex else [],
        "waiting": capped_count(stories.stories_to_split(theme)),
    }
    return render(request, "sorting/story.html", context, status=status)


def _proposed(retex):
    said = {"strength": [], "irritant": []}
    for passage, kind, _reason in analysis.points_in(retex.text):
        if "\n" not in passage:
            said[kind].append(passage)
    lines = {f"{kind}s": "\n".join(passages) for kind, passages in said.items()}
    return StoryForm(initial={"retex": retex.pk, "version": retex.version, **lines})


def _again(form, refusal):
    """What was typed, with why it was refused, on the story as it is now."""
    data = form.data.copy()
    if isinstance(refusal, Stale):
        data["version"] = refusal.version
    again = StoryForm(data)
    again.is_valid()
    again.add_error(None, str(refusal))
    return again
