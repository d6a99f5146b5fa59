"""Reads: what leaves, in order, by chunks of which none is larger than another."""

from django.core.cache import caches
from django.db.models import Exists
from django.utils.timezone import get_current_timezone

from maillage.accounts.queries import within_reach
from maillage.exchange.files import open_table
from maillage.exchange.models import Batch, ImportedRetex
from maillage.exchange.references import namer, pk_of
from maillage.territory.models import Territory, lineage
from maillage.toolbox.search import search
from maillage.voices.enums import EDITORS, WIDE, PointKind, RetexState
from maillage.voices.filters import narrow_retex, without_the_few
from maillage.voices.models import Point, Retex, Theme
from maillage.voices.queries import consultations_visible_to, with_points_of

CHUNK = 2_000
READ = (
    "pk", "told_at", "profile", "theme_id", "territory_id", "title", "text", "links", "language",
    "source", "imported__reference",
)  # fmt: skip
NOWHERE, NO_POINTS = ("", ""), ((), ())


def table_of(path):
    """A file as the field sends it, opened: its header, its rows. Unreadable says why it is not."""
    return open_table(path)


def batches_visible_to(user):
    reach = within_reach(user, *EDITORS, field="consultation__territory")
    return Batch.objects.filter(reach).select_related("consultation__territory", "created_by")


def themes_of(consultation):
    return Theme.objects.filter(consultation=consultation).order_by("number")


def consultation_named(user, slug):
    visible = consultations_visible_to(user).select_related("territory")
    if slug:
        return visible.filter(slug=slug).first()
    return visible.order_by("-opened_at", "-pk").first()


def published(consultation):
    """What everyone reads: one person's words, and what workshops told."""
    return Retex.objects.filter(consultation=consultation, is_shown=True)


def narrowed(found, filters, kind, profile, source):
    """(those that these filters leave, whether people are held back): as in the list, whoever asks,
    since a file goes from hand to hand."""
    found = search(narrow_retex(found, filters, profile=profile, source=source), filters.query)
    if kind:
        found = found.filter(Exists(with_points_of(kind)))
    return without_the_few(found, filters, profile=profile, source=source)


def edition(found, key):
    """(how many, the day of the last one), as of a minute at most: a million takes a while."""
    kept = caches["minute"]
    told = kept.get(f"exchange:{key}")
    if told is None:
        last = found.order_by("-pk").values_list("told_at", flat=True).first()
        told = (found.order_by().count(), last)
        kept.set(f"exchange:{key}", told)
    return told


def everything(consultation):
    """All that still says something."""
    standing = Retex.objects.filter(consultation=consultation, removed_at=None)
    return standing.exclude(state=RetexState.WITHDRAWN)


def already_here(consultation, references):
    """Those that name a testimony held here: one of ours, or one that was imported before."""
    held = ImportedRetex.objects.filter(consultation=consultation, reference__in=references)
    known = set(held.values_list("reference", flat=True))
    ours = {pk: reference for reference in references if (pk := pk_of(reference)) is not None}
    there = Retex.objects.filter(consultation=consultation, pk__in=ours)
    return known | {ours[pk] for pk in there.values_list("pk", flat=True)}


def rows_of(found):
    """Each RETEX as the values of our columns, lists being lists.

    Values, not models: of a million rows, building them would cost more than reading them. Three
    statements for CHUNK rows, in flat memory, and nothing stays open between them.
    """
    themes, areas, name = dict(Theme.objects.values_list("pk", "number")), _Areas(), namer()
    zone, ordered, last = get_current_timezone(), found.order_by("pk").values_list(*READ), 0
    while last is not None:
        chunk = list(ordered.filter(pk__gt=last)[:CHUNK])
        points = _points_of([row[0] for row in chunk])
        areas.learn(row[4] for row in chunk)
        for pk, at, profile, theme, place, title, text, links, language, source, known in chunk:
            area, area_name = areas.around[place]
            strengths, irritants = points.get(pk, NO_POINTS)
            yield (
                str(known or name(pk)),
                at.astimezone(zone).date().isoformat(),
                profile,
                str(themes.get(theme, "")),
                area,
                area_name,
                title,
                text,
                strengths,
                irritants,
                links,
                language,
                source,
            )
        last = chunk[-1][0] if len(chunk) == CHUNK else None


def _points_of(keys):
    """{key: (its strengths, its irritants)}, in the order in which they were said."""
    if not keys:
        return {}
    tied = Point.retex.through.objects.filter(point__withdrawn_at=None)
    # Most exports take neighbours: a range is found sooner than each of its keys.
    if keys[-1] - keys[0] < 2 * len(keys):
        tied = tied.filter(retex_id__gte=keys[0], retex_id__lte=keys[-1])
    else:
        tied = tied.filter(retex_id__in=keys)
    found = {}
    for key, kind, text in tied.order_by("point_id").values_list(
        "retex_id", "point__kind", "point__text"
    ):
        found.setdefault(key, ([], []))[kind == PointKind.IRRITANT].append(text)
    return found


class _Areas:
    """One person is placed no nearer than a department."""

    def __init__(self):
        wide = Territory.objects.filter(kind__in=WIDE).values_list("pk", "kind", "code", "name")
        self.wide = {pk: (f"{kind}-{code}", name) for pk, kind, code, name in wide}
        # {key of a place: (key, name) of what holds it}
        self.around = {None: NOWHERE}

    def learn(self, places):
        new = {place for place in places if place not in self.around}
        if not new:
            return
        for pk, path in Territory.objects.filter(pk__in=new).values_list("pk", "path"):
            steps = reversed(lineage(path))
            self.around[pk] = next((self.wide[s] for s in steps if s in self.wide), NOWHERE)
