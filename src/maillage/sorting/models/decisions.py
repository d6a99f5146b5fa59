"""Every gesture is a row, never changed. The desk of any day is the sum of those taken by then."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage.sorting.enums import Tray, Verb
from maillage.sorting.models.desk import Card, Desk, SharedFinding


class Decision(models.Model):
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="decisions", db_index=False)
    # 1, 2, 3… on its desk, in the order in which they were taken.
    number = models.PositiveIntegerField("numéro")
    verb = models.CharField("geste", max_length=10, choices=Verb)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("décidé le", auto_now_add=True)
    # Which encoder and edition proposed it, or nothing: a person alone.
    suggested_by = models.CharField("suggéré par", max_length=120, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    # Drawn by the page: a double click, a lost answer sent again, are one decision.
    key = models.UUIDField("clé de l’envoi", unique=True)

    class Meta:
        verbose_name = "décision"
        constraints = [
            models.UniqueConstraint(fields=["desk", "number"], name="sorting_decision_number_once")
        ]
        indexes = [models.Index(fields=["desk", "decided_at"], name="sorting_decision_of_a_day")]


class Move(models.Model):
    """This decision took that card from here to there."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="moves")
    card = models.ForeignKey(Card, models.CASCADE, related_name="moves")
    from_tray = models.CharField(max_length=8, choices=Tray)
    from_finding = models.ForeignKey(SharedFinding, models.SET_NULL, null=True, related_name="+")
    to_tray = models.CharField(max_length=8, choices=Tray)
    to_finding = models.ForeignKey(SharedFinding, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "déplacement"
        constraints = [
            models.UniqueConstraint(fields=["decision", "card"], name="sorting_move_card_once")
        ]


class Change(models.Model):
    """This decision opened, reworded or closed that finding. None: it was not open."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="changes")
    finding = models.ForeignKey(SharedFinding, models.CASCADE, related_name="changes")
    before = models.TextField("avant", null=True)  # noqa: DJ001 (not open is not empty)
    after = models.TextField("après", null=True)  # noqa: DJ001

    class Meta:
        verbose_name = "changement de formulation"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "finding"], name="sorting_change_finding_once"
            )
        ]


class KeptApart(models.Model):
    """Somebody said no: that card is not of this finding, or not with that other card."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="apart")
    card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    finding = models.ForeignKey(SharedFinding, models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey(Card, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = "rapprochement refusé"
        constraints = [
            models.CheckConstraint(
                name="sorting_apart_from_one_thing",
                condition=Q(finding=None, other__isnull=False)
                | Q(finding__isnull=False, other=None),
            )
        ]
