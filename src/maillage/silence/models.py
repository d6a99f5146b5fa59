from django.db import models


class Edition(models.Model):
    """What was counted last, as it may be published: pages read this row and count nothing."""

    consultation = models.OneToOneField(
        "voices.Consultation", models.CASCADE, related_name="+", verbose_name="consultation"
    )
    counted_at = models.DateTimeField("compté le")
    # Codes, names of territories, counts (None: hidden), populations and where they come from.
    body = models.JSONField("comptes", default=dict)

    class Meta:
        verbose_name = "édition du silence"
