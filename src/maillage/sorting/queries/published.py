"""What everyone reads: the shared findings of the desks that are published, and their words."""

from django.db.models import F, Q

from maillage.accounts.queries import within_reach
from maillage.sorting.models import SharedFinding
from maillage.voices.enums import EDITORS

PUBLISHED = Q(desk__published_at__isnull=False)


def shared_visible_to(user):
    """Of published desks, and of those that the reader sorts. A closed one says what became of
    it."""
    there = within_reach(user, *EDITORS, field="desk__theme__consultation__territory")
    return SharedFinding.objects.filter(PUBLISHED | there)


def shared_of_retex(retex):
    """Where its points are gathered, as far as everyone reads it. One query."""
    found = SharedFinding.objects.filter(PUBLISHED, closed_at=None, cards__point__retex=retex)
    return list(found.distinct().order_by("pk"))


def shared_of_findings(findings):
    """[(finding of a workshop, the shared one under which a point of it lies)]. One query."""
    found = SharedFinding.objects.filter(
        PUBLISHED, closed_at=None, cards__point__evidence__finding__in=findings
    )
    found = found.annotate(of=F("cards__point__evidence__finding")).order_by("pk").distinct()
    return [(each.of, each) for each in found]
