"""Testimonies without a theme, and what the machine learns their theme from."""

from django.db.models import Prefetch, Q

from maillage.accounts.queries import within_reach
from maillage.sorting.models import ThemeGuess
from maillage.voices.enums import EDITORS
from maillage.voices.models import Point, Retex, Theme

# The last ones that people placed: as many as are read in some seconds.
MOST_EXAMPLES = 2_000
# Under it the machine keeps silent.
CONFIDENCE = 0.5
SAID = Prefetch("points", Point.objects.filter(withdrawn_at=None).order_by("pk"), to_attr="said")


def without_theme(user):
    """Those of the reader: what everyone reads, in the consultations where they sort."""
    return told_or_not(user).filter(theme=None)


def told_or_not(user):
    """Told meanwhile by somebody else, too: whoever comes second is told so, and which."""
    alone = Retex.objects.filter(workshop=None, is_shown=True)
    return alone.filter(within_reach(user, *EDITORS, field="consultation__territory"))


def listed_without_theme(user):
    """With what was guessed, and the themes to choose from."""
    themes = Prefetch("consultation__themes", Theme.objects.order_by("number"))
    return (
        without_theme(user)
        .select_related("theme_guess__theme", "consultation")
        .prefetch_related(SAID, themes)
    )


def to_guess(engine):
    """Nobody told their theme, and this model was not asked, or not since it learnt."""
    found = Retex.objects.filter(workshop=None, theme=None, is_shown=True)
    return found.filter(
        Q(theme_guess=None) | (Q(theme_guess__decided_at=None) & ~Q(theme_guess__engine=engine))
    ).prefetch_related(SAID)


def examples_of(consultation):
    """(text, theme) that people placed in that consultation."""
    placed = Retex.objects.filter(
        consultation=consultation, workshop=None, theme__isnull=False, is_shown=True
    )
    placed = list(placed.prefetch_related(SAID).order_by("-pk")[:MOST_EXAMPLES])
    told = zip(placed, words_of(placed), strict=True)
    return [(words, retex.theme_id) for retex, words in told if words]


def words_of(retex):
    """All that each says, in one text."""
    return [
        " ".join(filter(None, [one.title, one.text, *(point.text for point in one.said)]))
        for one in retex
    ]


def theme_to_tell(retex, pk):
    return Theme.objects.filter(consultation=retex.consultation_id, pk=pk)


def count_answers(consultation):
    """(answered, as the machine guessed, otherwise): for the page of the method."""
    told = ThemeGuess.objects.filter(
        retex__consultation=consultation, decided_at__isnull=False
    ).values_list("theme", "chosen")
    told = list(told)
    guessed = [(theme, chosen) for theme, chosen in told if theme is not None]
    followed = sum(theme == chosen for theme, chosen in guessed)
    return len(told), followed, len(guessed) - followed
