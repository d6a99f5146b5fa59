"""How many people are behind a shared finding: accounts, workshops, departments."""

from collections import Counter, defaultdict

from maillage.sorting.models import Card, SharedFinding
from maillage.territory.models import Territory, lineage
from maillage.voices.enums import WIDE
from maillage.voices.queries import counts_as_a_voice


def count_again(findings):
    """Write the counts that changed. Five queries, however many the findings and their cards."""
    # Locked first, in one order: two who count at once each see what the other one moved.
    keys = sorted(findings.order_by().values_list("pk", flat=True).distinct())
    if not keys:
        return
    held = SharedFinding.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    held = list(held.order_by("pk"))
    voices, workshops, territories = _counted(keys)
    changed = []
    for finding in held:
        counts = voices[finding.pk], workshops[finding.pk], territories[finding.pk]
        if counts != (finding.voices, finding.workshops, finding.territories):
            finding.voices, finding.workshops, finding.territories = counts
            changed.append(finding)
    SharedFinding.objects.bulk_update(changed, ["voices", "workshops", "territories"])


def _counted(keys):
    """{finding: how many}, three times. A person who said two of its points is one voice."""
    cards = Card.objects.filter(finding__in=keys).order_by()
    told = cards.filter(counts_as_a_voice("point__retex"), point__withdrawn_at=None)
    told = told.values_list("finding", "point__retex", "point__retex__territory__path").distinct()
    at_tables = cards.filter(point__workshop__isnull=False)
    at_tables = at_tables.values_list(
        "finding", "point__workshop", "point__workshop__territory__path"
    ).distinct()
    accounts, tables = list(told), list(at_tables)
    voices = Counter(finding for finding, _retex, _path in accounts)
    workshops = Counter(finding for finding, _workshop, _path in tables)
    wide = set(Territory.objects.filter(kind__in=WIDE).values_list("pk", flat=True))
    places = defaultdict(set)
    for finding, _who, path in accounts + tables:
        places[finding].add(_area(path, wide))
    return (
        voices,
        workshops,
        Counter({finding: len(areas - {None}) for finding, areas in places.items()}),
    )


def _area(path, wide):
    """The department or wider that a place is part of: a commune may hold one teacher who spoke."""
    around = [key for key in lineage(path or "") if key in wide]
    return around[-1] if around else None
