"""Testimonies whose authors did not know the theme: the machine guesses, a person tells."""

from django.db import transaction
from django.utils import timezone

from maillage.sorting import analysis
from maillage.sorting.models import ThemeGuess
from maillage.sorting.queries.themes import CONFIDENCE, examples_of, to_guess, words_of
from maillage.voices import actions as voices
from maillage.voices.models import Consultation, Retex

# Read together, at most.
PIECE = 200
# Answers after which it reads again, with them, those that wait.
LEARN_EVERY = 10


def guess_themes(*, acting_user):
    """Guess for those that nobody read yet, one consultation at a time. How many."""
    if not analysis.has_themes():
        return 0
    engine = analysis.engine()
    first = to_guess(engine).order_by("pk").values_list("consultation", flat=True).first()
    if first is None:
        return 0
    waiting = list(to_guess(engine).filter(consultation=first).order_by("pk")[:PIECE])
    consultation = Consultation.objects.get(pk=first)
    themes = {theme.pk: theme.title for theme in consultation.themes.order_by("number")}
    guesses = [(None, 0.0, True)] * len(waiting)
    if len(themes) > 1:
        guesses = analysis.likely_themes(
            words_of(waiting), examples_of(consultation), themes, confidence=CONFIDENCE
        )
    _write(waiting, guesses, engine)
    return len(waiting)


@transaction.atomic
def _write(waiting, guesses, engine):
    there = Retex.objects.select_for_update(of=("self",)).filter(
        pk__in=[retex.pk for retex in waiting], theme=None, is_shown=True
    )
    there = set(there.order_by("pk").values_list("pk", flat=True))
    ThemeGuess.objects.bulk_create(
        [
            ThemeGuess(
                retex_id=retex.pk,
                theme_id=None if unsure else theme,
                probability=round(probability, 4),
                engine=engine,
            )
            for retex, (theme, probability, unsure) in zip(waiting, guesses, strict=True)
            if retex.pk in there
        ],
        update_conflicts=True,
        unique_fields=["retex"],
        update_fields=["theme", "probability", "engine"],
    )


@transaction.atomic
def tell_theme(*, retex, theme, acting_user):
    """A person says which: what was guessed stays beside what was chosen."""
    retex = voices.tell_theme(retex=retex, theme=theme, acting_user=acting_user)
    guess, _created = ThemeGuess.objects.get_or_create(retex=retex)
    guess.chosen, guess.decided_by, guess.decided_at = theme, acting_user, timezone.now()
    guess.save(update_fields=["chosen", "decided_by", "decided_at"])
    here = ThemeGuess.objects.filter(retex__consultation=retex.consultation_id)
    if here.filter(decided_at__isnull=False).count() % LEARN_EVERY == 0:
        here.filter(decided_at=None).update(engine="")
    return guess
