"""`/diagnostic/tri/<theme>/analyse/`: ask the machine to read a desk, and see how far it is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.sorting import actions
from maillage.sorting.queries import desks, runs
from maillage.sorting.views.around import theme_to_sort

# Between two looks of a page that follows an analysis, without any script.
SECONDS = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def analysis(request, pk):
    theme = theme_to_sort(request, pk)
    if request.method == "POST":
        return _ask(request, theme)
    found = runs.runs_of(desks.desk_of(theme))
    now = found[0] if found and found[0].is_under_way else None
    follows = now is not None and request.GET.get("suivre") != "non"
    context = {
        "theme": theme,
        "consultation_title": theme.consultation.title,
        "now": now,
        "runs": found[1:] if now else found,
        "follows": follows,
        "missing": runs.what_is_missing(),
    }
    response = render(request, "sorting/analysis.html", context)
    if follows:
        response["Refresh"] = str(SECONDS)
    return response


def _ask(request, theme):
    actions.ask_run(theme=theme, acting_user=request.user)
    messages.success(request, _("L’analyse est demandée : elle commence dans un instant."))
    return redirect("sorting:analysis", theme.pk)
