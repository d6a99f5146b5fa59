"""What the machine read in the words of a card. Nobody decides here: it goes with the words, and
any analysis makes it again.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage.sorting.models.desk import Card
from maillage.sorting.models.suggestions import Run


class Reading(models.Model):
    card = models.OneToOneField(Card, models.CASCADE, primary_key=True, related_name="reading")
    # Which spelling and which thesaurus: others read otherwise.
    edition = models.CharField("édition de la lecture", max_length=40)
    # Of the words in one spelling: equal when they are the same, case and slips aside.
    words = models.CharField("empreinte des mots", max_length=32, blank=True, db_index=True)
    # {term of the thesaurus: how strongly it is said}.
    terms = models.JSONField("termes du thésaurus", default=dict)
    # The one that is said the most strongly.
    term = models.CharField("terme", max_length=200, blank=True)
    # Vectors of two encoders do not compare: one of another is made again.
    encoder = models.CharField("modèle", max_length=120, blank=True)
    vector = models.BinaryField("vecteur", null=True)
    # At the middle of its finding or of what is suggested: a new card is compared with these
    # few, never with all the others.
    is_anchor = models.BooleanField(default=False)

    class Meta:
        verbose_name = "lecture d’un propos"
        indexes = [
            models.Index(
                fields=["card"], name="sorting_reading_anchor", condition=Q(is_anchor=True)
            )
        ]


class Found(models.Model):
    """What a step of an analysis found, in numbers of cards: whoever takes it up does not begin
    again. Gone when it ends."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="found", db_index=False)
    step = models.CharField(max_length=20)
    what = models.JSONField(default=dict)

    class Meta:
        verbose_name = "étape d’une analyse"
        constraints = [
            models.UniqueConstraint(fields=["run", "step"], name="sorting_found_once_a_step")
        ]


class ThemeGuess(models.Model):
    """Where the words of somebody who did not know would belong, and what a person answered."""

    retex = models.OneToOneField(
        "voices.Retex", models.CASCADE, primary_key=True, related_name="theme_guess"
    )
    # None: under the threshold, the machine keeps silent.
    theme = models.ForeignKey("voices.Theme", models.CASCADE, null=True, related_name="+")
    probability = models.FloatField("probabilité", default=0.0)
    engine = models.CharField("moteur", max_length=120, blank=True)
    # None: nobody answered yet.
    chosen = models.ForeignKey("voices.Theme", models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("décidé le", null=True)

    class Meta:
        verbose_name = "thématique proposée"
