"""Reads: what leaves, in order, by chunks of which none is larger than another."""

from django.db.models import Prefetch
from django.utils.timezone import localdate

from maillage.accounts.queries import within_reach
from maillage.exchange.models import Batch, ImportedRetex
from maillage.exchange.references import pk_of, reference_of
from maillage.territory.models import Territory, lineage
from maillage.voices.enums import EDITORS, WIDE, PointKind
from maillage.voices.models import Point, Retex, Theme
from maillage.voices.queries import consultations_visible_to

CHUNK = 1_000


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


def everything(consultation):
    return Retex.objects.filter(consultation=consultation, removed_at=None)


def already_here(consultation, references):
    """Those that name a testimony held here: one of ours, or one that was imported before."""
    held = ImportedRetex.objects.filter(consultation=consultation, reference__in=references)
    known = set(held.values_list("reference", flat=True))
    ours = {pk: reference for reference in references if (pk := pk_of(reference)) is not None}
    there = Retex.objects.filter(consultation=consultation, pk__in=ours)
    return known | {ours[pk] for pk in there.values_list("pk", flat=True)}


def rows_of(found):
    """Each RETEX as a row of our columns. Two queries for a thousand of them, in flat memory."""
    areas = _Areas()
    points = Prefetch("points", Point.objects.filter(withdrawn_at=None).order_by("pk"))
    about = ("theme", "territory", "workshop", "imported")
    last = 0
    while True:
        chunk = found.filter(pk__gt=last).order_by("pk").select_related(*about)
        chunk = list(chunk.prefetch_related(points)[:CHUNK])
        for retex in chunk:
            yield retex, _row(retex, areas)
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].pk


def _row(retex, areas):
    points = list(retex.points.all())
    area = areas.around(retex.territory)
    return {
        "identifiant": str(_reference(retex)),
        "date": localdate(retex.told_at).isoformat(),
        "profil": retex.profile,
        "thematique": str(retex.theme.number) if retex.theme else "",
        "territoire": f"{area.kind}-{area.code}" if area else "",
        "lieu": area.name if area else "",
        "titre": retex.title,
        "recit": retex.text,
        "points_forts": _said(points, PointKind.STRENGTH),
        "irritants": _said(points, PointKind.IRRITANT),
        "liens": "\n".join(retex.links),
        "langue": retex.language,
        "recueil": retex.source,
    }


def _reference(retex):
    """Drawn from its number, or the one it came with: the same from one export to the next."""
    imported = getattr(retex, "imported", None)
    return imported.reference if imported else reference_of(retex.pk)


def _said(points, kind):
    return "\n".join(point.text for point in points if point.kind == kind)


class _Areas:
    """One person is placed no nearer than a department."""

    def __init__(self):
        wide = Territory.objects.filter(kind__in=WIDE)
        self.wide = {place.pk: place for place in wide}

    def around(self, territory):
        steps = reversed(lineage(territory.path)) if territory else ()
        return next((self.wide[step] for step in steps if step in self.wide), None)
