"""`/diagnostic/methode/`: what the machine does, how well, and what people decided of it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.sorting.queries.method import method as told
from maillage.sorting.queries.method import quality
from maillage.toolbox.charts import Bar


@login_not_required
@require_safe
def method(request):
    measured = quality()
    bars = [
        Bar(_("Mêmes mots, à quelques lettres près"), 100 * measured["copies"]["precision"]),
        Bar(_("Thésaurus, sur le numérique éducatif"), measured["terms_before"]["percent"]),
        Bar(_("Modèle, sur des phrases de tous les jours"), measured["near_sentences"]["percent"]),
        Bar(_("Thésaurus, sur d’autres sujets"), measured["terms_after"]["percent"]),
        Bar(_("Modèle, sur des irritants très courts"), measured["near_short"]["percent"]),
    ]
    context = {"quality": measured, "bars": bars, **told(request.user)}
    return render(request, "sorting/method.html", context)
