"""The points on a desk, as whoever sorts reads them: their words, and who said them."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from maillage.sorting.enums import Tray
from maillage.sorting.models import Card
from maillage.territory.models import Territory, lineage
from maillage.voices.enums import WIDE, Profile
from maillage.voices.models import Retex

# As many people as are named beside a point; the others are counted.
NAMED = 2


@dataclass
class Said:
    """A card for the templates. Words that may not be read any more are not here."""

    card: Card
    words: str
    who: list
    others: int
    language: str
    # Those that everyone reads, and a page may link to.
    accounts: list = field(default_factory=list)

    @property
    def pk(self):
        return self.card.pk

    @property
    def kind(self):
        return self.card.kind


def cards_to_sort(theme, kind="", tray=Tray.TO_SORT):
    found = Card.objects.filter(desk__theme=theme, tray=tray, point__withdrawn_at=None)
    return found.filter(kind=kind) if kind else found


def read(cards):
    """Each as it is read. Three queries for all of them, or none."""
    if not cards:
        return []
    keys = [card.pk for card in cards]
    told = Retex.objects.filter(removed_at=None).order_by("pk").select_related("territory")
    around = Card.objects.filter(pk__in=keys).select_related("point__workshop", "finding")
    filled = around.prefetch_related(Prefetch("point__retex", told, to_attr="told")).in_bulk()
    areas = dict(Territory.objects.filter(kind__in=WIDE).values_list("pk", "name"))
    return [_said(filled[key], areas) for key in keys if key in filled]


def _said(card, areas):
    point, workshop = card.point, card.point.workshop
    accounts = point.told if workshop else [each for each in point.told if each.is_shown]
    if point.withdrawn_at:
        return Said(card, "", [_("Parole retirée")], 0, "fr")
    if not workshop and not accounts:
        return Said(card, "", [_("Parole qui attend d’être relue par la modération")], 0, "fr")
    if workshop:
        who = [_("%(workshop)s, en atelier") % {"workshop": workshop.title}]
        return Said(card, point.text, who, 0, "fr", [r for r in accounts if r.is_shown][:NAMED])
    who = [_person(retex, areas) for retex in accounts[:NAMED]]
    others = len(accounts) - len(who)
    return Said(card, point.text, who, others, accounts[0].language, accounts[:NAMED])


def _person(retex, areas):
    """The profile, and the department or wider: a commune may hold one teacher who spoke."""
    who = str(Profile(retex.profile).label)
    path = retex.territory.path if retex.territory else ""
    around = [areas[key] for key in lineage(path) if key in areas]
    return f"{who}, {around[-1]}" if around else who


def on_desk(desk, keys):
    """Of those that a page sent, the ones that are still there."""
    keys = [int(key) for key in keys if key.isdecimal()]
    return list(Card.objects.filter(desk=desk, pk__in=keys).order_by("pk"))
