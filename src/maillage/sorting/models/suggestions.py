"""What the machine proposes, with its reasons. It decides nothing: people answer."""

from django.conf import settings
from django.db import models

from maillage.sorting.enums import RunState, RunStep
from maillage.sorting.models.decisions import Decision
from maillage.sorting.models.desk import Card, Desk, SharedFinding
from maillage.sorting.reasons import in_words
from maillage.voices.enums import PointKind


class Run(models.Model):
    """One analysis of a desk, from being asked to its end; taken up again where it was stopped."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="runs")
    state = models.CharField("état", max_length=8, choices=RunState, default=RunState.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField("demandée le", auto_now_add=True)
    started_at = models.DateTimeField("commencée le", null=True)
    ended_at = models.DateTimeField("terminée le", null=True)
    # Whoever runs it holds it until then; one that dies leaves its turn.
    leased_until = models.DateTimeField(null=True)
    # Drawn by whoever holds it: one that comes back too late writes nothing more.
    holder = models.CharField(max_length=32, blank=True, editable=False)
    step = models.CharField("étape", max_length=12, choices=RunStep, default=RunStep.READ)
    # Times in a row that it was taken up and got no further.
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    done = models.PositiveIntegerField("propos lus", default=0)
    total = models.PositiveIntegerField("propos à lire", default=0)
    # Encoder and edition, seed, thresholds: what the method page says.
    engine = models.CharField("moteur", max_length=120, blank=True)
    settings = models.JSONField("réglages", default=dict)
    fault = models.CharField("erreur", max_length=500, blank=True)

    class Meta:
        verbose_name = "analyse"
        constraints = [
            models.UniqueConstraint(
                fields=["desk"],
                name="sorting_one_run_at_a_time",
                condition=models.Q(state__in=[RunState.WAITING, RunState.RUNNING]),
            )
        ]


class Suggestion(models.Model):
    """These cards seem to say the same: join them to that finding, or open one for them."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="suggestions")
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="suggestions", db_index=False)
    kind = models.CharField("nature", max_length=10, choices=PointKind)
    # The order in which they are shown: the most worth a decision first.
    rank = models.PositiveIntegerField(default=0)
    # Single words that set it apart, never anybody's sentence: what is taken back goes everywhere.
    name = models.CharField("mots distinctifs", max_length=200, blank=True)
    finding = models.ForeignKey(SharedFinding, models.CASCADE, null=True, related_name="+")
    # Codes, told in words by reasons.py: «mêmes mots», «thésaurus : zone blanche»…
    reasons = models.JSONField("raisons", default=list)
    # None: nobody answered yet.
    answered_by = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="answers")

    class Meta:
        verbose_name = "rapprochement proposé"
        indexes = [
            models.Index(
                fields=["desk", "rank", "id"],
                name="sorting_suggestion_to_answer",
                condition=models.Q(answered_by=None),
            )
        ]

    @property
    def in_words(self):
        return [in_words(code) for code in self.reasons]


class SuggestedCard(models.Model):
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="cards")
    card = models.ForeignKey(Card, models.CASCADE, related_name="suggested")
    score = models.FloatField("ressemblance", default=1.0)
    reason = models.CharField("raison", max_length=200, blank=True)

    class Meta:
        verbose_name = "propos d’un rapprochement"
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "card"], name="sorting_suggested_card_once"
            )
        ]

    @property
    def in_words(self):
        return in_words(self.reason)
