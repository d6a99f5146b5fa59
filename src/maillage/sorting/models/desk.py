"""The desk of a theme as it stands today: the sum of its decisions, kept so that it reads fast."""

from django.db import models
from django.urls import reverse

from maillage.sorting.enums import Tray
from maillage.toolbox.deletion import GoesUnless
from maillage.voices.enums import PointKind


class Desk(models.Model):
    """One theme. Whoever decides holds this row: two gestures at once take their turns."""

    theme = models.OneToOneField("voices.Theme", models.CASCADE, related_name="desk")
    # How many decisions were taken: the number of the last one.
    decided = models.PositiveIntegerField("décisions", default=0, editable=False)
    # Its findings are read by everyone since then; before, by whoever sorts.
    published_at = models.DateTimeField("publié le", null=True, editable=False)

    class Meta:
        verbose_name = "bureau d’une thématique"

    def get_absolute_url(self):
        return reverse("sorting:desk", args=[self.theme_id])


class SharedFinding(models.Model):
    """What several voices say, worded by whoever sorts; the points themselves keep their words."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="findings")
    kind = models.CharField("nature", max_length=10, choices=PointKind)
    text = models.TextField("formulation")
    # The number of the last decision that touched it: a page shows it, a gesture gives it back.
    touched = models.PositiveIntegerField(default=0, editable=False)
    # Merged into another, or emptied of its last point: kept, since a decision may be undone.
    closed_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    # By what it is ranked, counted by the actions that place points.
    voices = models.PositiveIntegerField("voix", default=0, editable=False)
    workshops = models.PositiveIntegerField("ateliers", default=0, editable=False)
    territories = models.PositiveIntegerField("territoires", default=0, editable=False)

    class Meta:
        verbose_name = "constat partagé"
        indexes = [
            models.Index(
                fields=["desk", "kind", f"-{by}", "-id"],
                name=f"sorting_by_{by}",
                condition=models.Q(closed_at=None),
            )
            for by in ("voices", "workshops", "territories")
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("sorting:finding", args=[self.pk])


class Card(models.Model):
    """A point laid on the desk of its theme. It lies in one tray, and under one finding at most."""

    # Taken back by its author, a point goes with its card; placed by somebody, both stay without
    # words, for what was decided stands.
    point = models.OneToOneField(
        "voices.Point", GoesUnless("tray", Tray.PLACED.value), related_name="card"
    )
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="cards")
    kind = models.CharField("nature", max_length=10, choices=PointKind)
    tray = models.CharField("où", max_length=8, choices=Tray, default=Tray.TO_SORT)
    finding = models.ForeignKey(
        SharedFinding, models.SET_NULL, null=True, related_name="cards", db_index=False
    )
    # The words of its point, for whoever searches; they go when its author takes them back.
    folded = models.TextField(editable=False, default="")
    # The number of the last decision that moved it.
    touched = models.PositiveIntegerField(default=0, editable=False)
    laid_at = models.DateTimeField("posé le", auto_now_add=True)

    class Meta:
        verbose_name = "propos à trier"
        indexes = [
            models.Index(fields=["desk", "tray", "kind", "id"], name="sorting_card_in_tray"),
            models.Index(fields=["finding", "id"], name="sorting_card_under_finding"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sorting_card_placed_under_a_finding",
                condition=models.Q(tray=Tray.PLACED, finding__isnull=False)
                | (~models.Q(tray=Tray.PLACED) & models.Q(finding=None)),
            )
        ]
