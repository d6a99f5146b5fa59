"""What everyone reads of the desks that are published: their findings, and what these rest on."""

from django.core.cache import caches
from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from maillage.diagnosis.models import Finding
from maillage.sorting.analysis import suppress
from maillage.sorting.enums import Rank
from maillage.sorting.models import Card, Decision, Desk, SharedFinding
from maillage.sorting.queries.desks import says
from maillage.territory.models import Territory, lineage, path_range
from maillage.toolbox.analysis import fold
from maillage.voices.enums import FEW, WIDE
from maillage.voices.queries import counts_as_a_voice, latest_consultation, of_visible_workshops

ALL, NOWHERE = "*", "?"
# As many answer to words: nobody turns the pages of a search.
MOST_NAMED = 50
MOST_GATHERED = 20
BREAKDOWN_LASTS = 3600


def published_desks(user):
    """Of the consultation that everyone is shown, in the order of its themes. One query."""
    latest = latest_consultation(user).values("pk")[:1]
    found = Desk.objects.filter(published_at__isnull=False, theme__consultation__in=latest)
    return list(found.select_related("theme").order_by("theme__number"))


def shared_in(desks, filters, kind=""):
    """What a list shows of each, as plain values."""
    among = [desk for desk in desks if filters.theme is None or desk.theme_id == filters.theme.pk]
    found = SharedFinding.objects.filter(desk__in=among, closed_at=None)
    if kind:
        found = found.filter(kind=kind)
    if filters.territory and not _holds_all(filters):
        found = found.filter(Exists(_cards_from(filters.territory)))
    columns = ("pk", "kind", "text", "voices", "workshops", "territories")
    return found.values(*columns, theme_number=F("desk__theme__number"))


def first_of_each(found, rank, most):
    """{kind: its rows, one more than `most` where there are more}. One query."""
    order = F(Rank(rank).column).desc(), F("pk").desc()
    place = Window(RowNumber(), partition_by=F("kind"), order_by=order)
    rows = {}
    for row in found.annotate(place=place).filter(place__lte=most + 1).order_by("kind", "place"):
        rows.setdefault(row["kind"], []).append(row)
    return rows


def shared_named(found, query, rank):
    """Those whose words begin like those looked for, ranked. One query: all desks have hundreds of
    findings, where they have thousands of points."""
    asked = fold(query).split()
    rows = found.order_by(f"-{Rank(rank).column}", "-pk")
    return [row for row in rows if says(row["text"], asked)]


def cards_of(finding, user):
    """Its points, taken back or not: the words of these alone are nowhere. Those of workshops that
    the reader may not read are left out."""
    of_one = Q(point__workshop=None)
    return Card.objects.filter(
        of_visible_workshops(user, "point__workshop") | of_one, finding=finding
    )


def gathered_by(finding, user):
    """The findings of workshops that rest on one of its points, the most rested first."""
    found = Finding.objects.filter(
        of_visible_workshops(user), removed_at=None, evidence__point__card__finding=finding
    )
    found = found.select_related("workshop__territory").distinct().order_by("-weight", "-pk")
    return list(found[:MOST_GATHERED])


def history_of(finding):
    """The decisions that touched it, the last first, with the hats of whoever took them."""
    touched = Q(changes__finding=finding) | Q(moves__to_finding=finding)
    touched |= Q(moves__from_finding=finding)
    keys = Decision.objects.filter(touched, desk=finding.desk_id).order_by().values("pk")
    found = Decision.objects.filter(pk__in=keys).select_related("decided_by", "undoes")
    of_it = Q(moves__to_finding=finding) | Q(moves__from_finding=finding)
    found = found.annotate(moved=Count("moves", filter=of_it))
    return found.prefetch_related("decided_by__roles").order_by("-number")


def breakdown(finding):
    """({profile: how many}, {(key, name) of a department: how many}): None is hidden, since so few
    spoke or it would tell them. As of the last gesture on it; a query, or none."""
    key = f"sorting:shared:{finding.pk}:{finding.touched}:{finding.voices}"
    kept = caches["pages"].get(key)
    if kept is None:
        kept = _counted(finding)
        caches["pages"].set(key, kept, BREAKDOWN_LASTS)
    return kept


def _counted(finding):
    wide = dict(Territory.objects.filter(kind__in=WIDE).values_list("pk", "name"))
    told = Card.objects.filter(
        counts_as_a_voice("point__retex"), finding=finding, point__withdrawn_at=None
    ).order_by()
    told = told.values_list("point__retex__profile", "point__retex__territory__path")
    counts, names = {}, {}
    for profile, path, count in told.annotate(Count("point__retex", distinct=True)):
        around = next((step for step in reversed(lineage(path or "")) if step in wide), None)
        place = NOWHERE if around is None else str(around)
        names[place] = wide.get(around, "")
        counts[profile, place] = counts.get((profile, place), 0) + count
    profiles, places = sorted({cell[0] for cell in counts}), sorted(names)
    if not counts:
        return {}, {}
    done = suppress(
        counts,
        [{ALL: None, **dict.fromkeys(profiles, ALL)}, {ALL: None, **dict.fromkeys(places, ALL)}],
        threshold=FEW,
        published=lambda cell: ALL in cell,
    )
    return (
        {profile: done.values.get((profile, ALL)) for profile in profiles},
        {(place, names[place]): done.values.get((ALL, place)) for place in places},
    )


def _holds_all(filters):
    return filters.consultation.territory.path.startswith(filters.territory.path)


def _cards_from(territory):
    """For `Exists`: what was said from there. One person is placed no nearer than a department."""
    held = path_range(territory.path, "point__workshop__territory__path")
    if territory.kind in WIDE:
        held |= path_range(territory.path, "point__retex__territory__path") & Q(
            point__retex__is_shown=True
        )
    return Card.objects.filter(held, finding=OuterRef("pk"))
