"""Lay on the desk of each theme the points that can be sorted; follow what becomes of them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_noop

from maillage.diagnosis.models import Evidence
from maillage.sorting.access import can_sort
from maillage.sorting.actions._counting import count_again
from maillage.sorting.enums import Tray
from maillage.sorting.models import Card, Change, Desk, SharedFinding
from maillage.toolbox.analysis import fold
from maillage.voices.models import Point, Theme

AT_ONCE = 2000
# In the language of the site, as what people write.
WORDS_GONE = gettext_noop("Constat à reformuler : ses mots ont été retirés")


@transaction.atomic
def lay_cards(*, theme, acting_user):
    """Lay what is not there yet, take off what nobody decided on and may not be read any more.

    Harmless to call again: it writes what changed and nothing else. The number of cards laid.
    """
    if not can_sort(acting_user, theme):
        raise PermissionDenied
    sortable = _sortable(theme)
    _lift(Card.objects.filter(desk__theme=theme).exclude(point__in=sortable.values("pk")))
    return _lay(theme, sortable)


def lay_what_came(*, acting_user):
    """On the desks that people work on: what nobody announced, since a file or a consultation that
    reads afterwards publishes as it comes. The number of cards laid."""
    themes = list(Theme.objects.filter(desk__isnull=False).order_by("pk"))
    return sum(lay_cards(theme=theme, acting_user=acting_user) for theme in themes)


@transaction.atomic
def follow_retex(*, retex, acting_user):
    """What one person said is now read by everyone, or no longer, or is nowhere any more."""
    if retex.workshop_id is not None:
        return
    theirs = Card.objects.filter(point__retex=retex)
    _forget_words(theirs.filter(point__withdrawn_at__isnull=False).exclude(folded=""))
    if retex.is_shown and retex.theme_id:
        _lift(theirs.exclude(desk__theme=retex.theme_id))
        said = Point.objects.filter(retex=retex, workshop=None, withdrawn_at=None)
        _lay(retex.theme, said)
    else:
        _lift(theirs)
    count_again(SharedFinding.objects.filter(cards__point__retex=retex))


@transaction.atomic
def follow_diagnosis(*, workshop, acting_user):
    """A sheet was written or corrected: what its table said goes on the desks of its themes."""
    told = Evidence.objects.filter(finding__workshop=workshop, point__workshop=workshop)
    standing = told.filter(finding__removed_at=None)
    theirs = Card.objects.filter(point__workshop=workshop)
    _lift(theirs.exclude(point__in=standing.values("point")))
    themes = standing.order_by().values("finding__theme").distinct()
    for theme in Theme.objects.filter(pk__in=themes):
        of_theme = standing.filter(finding__theme=theme)
        _lay(theme, Point.objects.filter(pk__in=of_theme.values("point"), withdrawn_at=None))
    count_again(SharedFinding.objects.filter(cards__point__workshop=workshop))


def _forget_words(cards):
    """Placed, a card outlives the words that its author took back; a wording that copied them does
    not, neither now nor in what was decided."""
    taken_back = set(cards.values_list("folded", flat=True))
    if not taken_back:
        return
    findings = SharedFinding.objects.filter(desk__cards__in=cards).distinct()
    copied = [each.pk for each in findings if fold(each.text) in taken_back]
    SharedFinding.objects.filter(pk__in=copied).update(text=WORDS_GONE)
    for change in Change.objects.filter(finding__in=findings):
        told = {
            name: WORDS_GONE
            for name in ("before", "after")
            if fold(getattr(change, name) or "") in taken_back
        }
        if told:
            Change.objects.filter(pk=change.pk).update(**told)
    cards.update(folded="")


def _sortable(theme):
    return _at_tables(theme) | _alone(theme.pk)


def _at_tables(theme):
    """What groups agreed on, as far as their sheets still say it."""
    told = Evidence.objects.filter(finding__theme=theme, finding__removed_at=None)
    return Point.objects.filter(
        pk__in=told.values("point"), workshop__isnull=False, withdrawn_at=None
    )


def _alone(theme):
    """What single persons said and everyone reads."""
    # Gathered once: asked of each point, SQLite would walk all the voices of the theme each time.
    told = Point.retex.through.objects.filter(retex__theme=theme, retex__is_shown=True)
    return Point.objects.filter(pk__in=told.values("point"), workshop=None, withdrawn_at=None)


def _lay(theme, points):
    missing = list(points.filter(card=None).order_by("pk").values_list("pk", "kind", "text"))
    if not missing:
        return 0
    desk, _ = Desk.objects.get_or_create(theme=theme)
    laid = [
        Card(point_id=pk, desk=desk, kind=kind, folded=fold(text)) for pk, kind, text in missing
    ]
    # Two who lay at once: each card is laid once.
    Card.objects.bulk_create(laid, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(missing)


def _lift(cards):
    """Those that nobody decided on; the others stay, for the decision does."""
    cards.filter(tray=Tray.TO_SORT, touched=0).delete()
