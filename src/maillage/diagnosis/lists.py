"""What the workshops wrote, as a list: in its own page, and at `/diagnostic/` until some desk is
published."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from maillage.diagnosis import queries
from maillage.diagnosis.enums import FindingKind
from maillage.toolbox.charts import Bar
from maillage.toolbox.listing import keyset_page
from maillage.voices.filters import narrow, read_filters
from maillage.voices.lists import Choice, surroundings

NATURE = Choice("nature", gettext_lazy("Nature"), dict(FindingKind.choices))
# The drawing tells the first of a page apart; the list says them all.
DRAWN = 10


def listed(request):
    """For `diagnosis/findings.html`."""
    filters = read_filters(request, also=(NATURE.name,))
    kind = NATURE.asked(filters)
    found = narrow(queries.findings_listed(request.user, kind), filters)
    page = keyset_page(found, order=("-weight", "-pk"), cursor=request.GET.get("curseur", ""))
    prefix = reverse("diagnosis:finding", args=[0]).removesuffix("0/")
    listed = {"rows": page.rows, "prefix": prefix, "weights": _weights(page.rows)}
    return surroundings(filters, page, NATURE) | listed


def _weights(rows):
    """The bars of the page. Where all weigh the same, a drawing would say nothing."""
    if len({row["weight"] for row in rows}) < 2:
        return []
    return [Bar(row["text"], row["weight"], kind=row["kind"]) for row in rows[:DRAWN]]
