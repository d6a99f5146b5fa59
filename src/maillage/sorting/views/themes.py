"""`/diagnostic/tri/sans-thematique/`: what the machine guesses, and a person tells."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.sorting import access, actions
from maillage.sorting.queries import themes
from maillage.sorting.queries.runs import what_is_missing
from maillage.sorting.views.around import neighbours
from maillage.toolbox.listing import keyset_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def without_theme(request):
    if not access.can_sort_somewhere(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _tell(request)
    found = themes.listed_without_theme(request.user)
    page = keyset_page(found, order=("-pk",), cursor=request.GET.get("curseur", ""))
    context = {"rows": page.rows, "missing": what_is_missing(), **neighbours(page)}
    return render(request, "sorting/without_theme.html", context)


def _tell(request):
    asked = request.POST.get("retex", ""), request.POST.get("thematique", "")
    retex, theme = (int(each) if each.isdecimal() else None for each in asked)
    retex = get_object_or_404(themes.told_or_not(request.user), pk=retex)
    theme = get_object_or_404(themes.theme_to_tell(retex, theme))
    actions.tell_theme(retex=retex, theme=theme, acting_user=request.user)
    messages.success(
        request, _("Ce témoignage est maintenant dans « %(theme)s ».") % {"theme": theme}
    )
    return HttpResponseRedirect(request.get_full_path())
