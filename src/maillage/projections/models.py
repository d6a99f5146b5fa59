from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_noop

from maillage.voices.models import RestatementLink, SheetRow, Wording


class ProjectionRow(SheetRow):
    class Meta:
        verbose_name = "ligne des projections"
        indexes = [
            # The order of the list: the newest workshop first, each as its sheet reads.
            models.Index(fields=["-workshop", "position", "id"], name="projections_row_on_sheet"),
            models.Index(
                fields=["theme", "-workshop", "position", "id"], name="projections_row_by_theme"
            ),
        ]

    def get_absolute_url(self):
        return reverse("projections:row", args=[self.pk])


class Irritant(Wording):
    """A main irritant, as this table restates it; the link says which findings it stands for."""

    label = gettext_noop("irritant principal")

    row = models.ForeignKey(ProjectionRow, models.CASCADE, related_name="irritants")

    class Meta:
        verbose_name = "irritant principal"
        indexes = [models.Index(fields=["row", "position"], name="projections_irritant_in_row")]


class Need(Wording):
    label = gettext_noop("besoin")

    row = models.ForeignKey(ProjectionRow, models.CASCADE, related_name="needs")

    class Meta:
        verbose_name = "besoin"
        indexes = [models.Index(fields=["row", "position"], name="projections_need_in_row")]


class Lever(Wording):
    """An axis of improvement that answers the needs of its row."""

    label = gettext_noop("levier")

    row = models.ForeignKey(ProjectionRow, models.CASCADE, related_name="levers")

    class Meta:
        verbose_name = "levier"
        indexes = [models.Index(fields=["row", "position"], name="projections_lever_in_row")]


class IrritantLink(RestatementLink):
    irritant = models.ForeignKey(Irritant, models.CASCADE, related_name="finding_links")
    finding = models.ForeignKey("diagnosis.Finding", models.CASCADE, related_name="irritant_links")

    class Meta:
        verbose_name = "lien vers un constat"
        constraints = [
            models.UniqueConstraint(
                fields=["irritant", "finding"], name="projections_irritant_link_once"
            )
        ]
