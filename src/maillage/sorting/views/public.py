"""A shared finding, as everyone reads it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from maillage.sorting.queries import cards, published
from maillage.sorting.views.around import neighbours
from maillage.toolbox.listing import keyset_page


@login_not_required
@require_safe
def finding(request, pk):
    visible = published.shared_visible_to(request.user)
    around = visible.select_related("merged_into", "desk__theme__consultation")
    finding = get_object_or_404(around, pk=pk)
    found = published.cards_read_under(finding, request.user)
    page = keyset_page(found, order=("pk",), cursor=request.GET.get("curseur", ""))
    theme = finding.desk.theme
    context = {
        "finding": finding,
        "theme": theme,
        "consultation_title": theme.consultation.title,
        "cards": cards.read(page.rows),
        **neighbours(page),
    }
    return render(request, "sorting/finding.html", context)
