from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_noop

from maillage.diagnosis.enums import FindingKind
from maillage.voices.models import SheetRow, Wording


class DiagnosisRow(SheetRow):
    retex_numbers = models.JSONField("RETEX cités", default=list, blank=True)

    class Meta:
        verbose_name = "ligne du diagnostic"
        indexes = [models.Index(fields=["workshop", "position"], name="diagnosis_row_on_sheet")]

    def get_absolute_url(self):
        return reverse("diagnosis:row", args=[self.pk])


class Finding(Wording):
    """An irritant or a strength as the group worded it; its evidence says on whose words."""

    label = gettext_noop("constat")

    row = models.ForeignKey(DiagnosisRow, models.CASCADE, related_name="findings")
    kind = models.CharField("nature", max_length=10, choices=FindingKind)
    # Repeated from the row, which never changes workshop: the ranked list reads 100,000 of these.
    workshop = models.ForeignKey("voices.Workshop", models.CASCADE, related_name="+")
    theme = models.ForeignKey("voices.Theme", models.PROTECT, related_name="+")
    weight = models.PositiveIntegerField("témoignages à l’appui", default=0, editable=False)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "constat"
        indexes = [
            models.Index(fields=["row", "position"], name="diagnosis_finding_in_row"),
            models.Index(fields=["-weight", "-id"], name="diagnosis_finding_ranked"),
            models.Index(fields=["theme", "-weight", "-id"], name="diagnosis_finding_by_theme"),
        ]

    def get_absolute_url(self):
        return reverse("diagnosis:finding", args=[self.pk])


class Evidence(models.Model):
    """This finding rests on that point: who said so, when, and whether a machine suggested it."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    point = models.ForeignKey("voices.Point", models.PROTECT, related_name="evidence")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("décidé le")
    suggested_by = models.CharField("suggéré par", max_length=80, blank=True)

    class Meta:
        verbose_name = "preuve"
        constraints = [
            models.UniqueConstraint(fields=["finding", "point"], name="diagnosis_evidence_once")
        ]
