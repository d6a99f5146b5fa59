"""The desks that somebody sorts, and what lies on one."""

from collections import Counter, defaultdict

from django.db.models import Count, Exists, OuterRef, Q

from maillage.accounts.queries import within_reach
from maillage.sorting.enums import Tray
from maillage.sorting.models import (
    Card,
    Desk,
    KeptApart,
    SharedFinding,
    SuggestedCard,
    Suggestion,
)
from maillage.toolbox.analysis import fold
from maillage.toolbox.listing import capped_count
from maillage.voices.enums import EDITORS
from maillage.voices.models import Theme
from maillage.voices.queries import consultations_visible_to

# The keys from 1 to 9.
NEAREST = 9


def themes_visible_to(user):
    """Those of consultations that one may read: whether one sorts there, `access` says."""
    visible = consultations_visible_to(user).values("pk")
    return Theme.objects.filter(consultation__in=visible).select_related("consultation__territory")


def themes_sorted_by(user):
    there = within_reach(user, *EDITORS, field="consultation__territory")
    found = Theme.objects.filter(there).select_related("consultation", "desk")
    return found.order_by("-consultation__opened_at", "consultation", "number")


def count_to_sort(user):
    there = within_reach(user, *EDITORS, field="desk__theme__consultation__territory")
    return capped_count(Card.objects.filter(there, tray=Tray.TO_SORT, point__withdrawn_at=None))


def trays_of(themes):
    """{theme: {tray: how many cards}}. One query."""
    counts = defaultdict(Counter)
    found = Card.objects.filter(desk__theme__in=themes, point__withdrawn_at=None).order_by()
    for theme, tray, count in found.values_list("desk__theme", "tray").annotate(n=Count("pk")):
        counts[theme][tray] = count
    return counts


def desk_of(theme):
    """None before anything was laid on it."""
    desk = Desk.objects.filter(theme=theme).first()
    if desk:
        desk.theme = theme
    return desk


def suggestions_of(theme):
    """What nobody answered yet, as long as something in it is to sort."""
    left = SuggestedCard.objects.filter(suggestion=OuterRef("pk"), card__tray=Tray.TO_SORT)
    open_finding = Q(finding=None) | Q(finding__closed_at=None)
    found = Suggestion.objects.filter(Exists(left), open_finding, desk__theme=theme)
    return found.filter(answered_by=None).select_related("run", "finding").order_by("rank", "pk")


def suggestion_after(theme, rank=None, pk=0):
    found = suggestions_of(theme)
    if rank is not None:
        found = found.filter(Q(rank__gt=rank) | Q(rank=rank, pk__gt=pk))
    return found.first()


def cards_suggested(suggestion):
    """Those still to sort, the surest first: [(card, the reason of this one)]."""
    held = SuggestedCard.objects.filter(suggestion=suggestion, card__tray=Tray.TO_SORT)
    held = held.filter(card__point__withdrawn_at=None).select_related("card")
    return [(each.card, each.reason) for each in held.order_by("-score", "card")]


def kept_apart(desk):
    """What somebody said does not go together, and nobody has undone since."""
    return KeptApart.objects.filter(decision__desk=desk, decision__undone_by=None)


def next_to_sort(theme, after=0):
    """The next point; from the first one again at the end."""
    found = Card.objects.filter(desk__theme=theme, tray=Tray.TO_SORT, point__withdrawn_at=None)
    found = found.order_by("pk")
    return found.filter(pk__gt=after).first() or found.first()


def findings_of(theme, kind=""):
    found = SharedFinding.objects.filter(desk__theme=theme, closed_at=None)
    return found.filter(kind=kind) if kind else found


def findings_named(theme, query="", kind="", most=50):
    """Those whose words begin like those looked for, the most voiced first. One query: a desk has
    hundreds of findings, where it has thousands of points."""
    asked = fold(query).split()
    found = findings_of(theme, kind).order_by("-voices", "-pk")
    if not asked:
        return list(found[:most])
    return [each for each in found if says(each.text, asked)][:most]


def nearest_findings(theme, kind, words, most=NEAREST):
    """Those that share most with these words, then the most voiced. One query."""
    said = set(fold(words).split())
    found = list(findings_of(theme, kind).order_by("-voices", "-pk").only("pk", "text", "voices"))
    told = {each.pk: set(fold(each.text).split()) for each in found}
    # A word that stands in every finding tells none of them apart.
    common = Counter(word for each in told.values() for word in each)
    nearness = {
        pk: sum(1 / common[word] for word in each & said if len(word) > 2)
        for pk, each in told.items()
    }
    return sorted(found, key=lambda each: -nearness[each.pk])[:most]


def others_named(theme, finding, query=""):
    """What it could be merged into: by the words looked for, else the nearest by its own."""
    if query:
        found = findings_named(theme, query, finding.kind, NEAREST + 1)
    else:
        found = nearest_findings(theme, finding.kind, finding.text, NEAREST + 1)
    return [each for each in found if each.pk != finding.pk][:NEAREST]


def finding_on(theme, pk):
    """Closed ones too: whoever comes too late is told what became of it."""
    if not str(pk or "").isdecimal():
        return None
    found = SharedFinding.objects.filter(desk__theme=theme, pk=pk)
    return found.select_related("merged_into", "desk").first()


def cards_under(finding):
    return Card.objects.filter(finding=finding)


def says(text, asked):
    """Does some word of the text begin like each of those looked for?"""
    told = fold(text).split()
    return all(any(word.startswith(each) for word in told) for each in asked)
