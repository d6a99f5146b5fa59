from django.db import models
from django.db.models import Q

from maillage.moderation.enums import Grievance


class Report(models.Model):
    """A reader says that something is wrong with what everyone reads. Nobody knows who they are."""

    retex = models.ForeignKey("voices.Retex", models.CASCADE, related_name="+")
    kind = models.CharField("motif", max_length=12, choices=Grievance)
    words = models.TextField("précisions", blank=True, max_length=500)
    sent_at = models.DateTimeField("reçu le", auto_now_add=True)
    # From which network, as a digest made with our secret for this account alone: it tells two
    # readers of one account apart, and nothing else. Gone as soon as a moderator has decided.
    reporter = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField("lu le", null=True)

    class Meta:
        verbose_name = "signalement"
        indexes = [models.Index(fields=["closed_at"], name="moderation_report_closed")]
        constraints = [
            models.UniqueConstraint(
                fields=["retex", "reporter"],
                condition=Q(closed_at=None),
                name="moderation_report_once_by_reader",
            ),
            models.CheckConstraint(
                name="moderation_report_closed_names_nobody",
                condition=Q(closed_at=None) | Q(reporter=""),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
