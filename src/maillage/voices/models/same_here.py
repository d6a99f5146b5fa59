from django.db import models


class SameHere(models.Model):
    """«Moi aussi»: one browser says so of one account, once. Nobody is known, nothing is voted."""

    # Its unique constraint begins with it.
    retex = models.ForeignKey(
        "voices.Retex", models.CASCADE, related_name="same_here_said", db_index=False
    )
    # A digest made with our secret, for this account alone: what a browser says of one account is
    # tied to nothing that it says of another.
    browser = models.CharField("empreinte du navigateur", max_length=64)

    class Meta:
        verbose_name = "moi aussi"
        constraints = [
            models.UniqueConstraint(
                fields=["retex", "browser"], name="voices_same_here_once_by_browser"
            )
        ]

    def __str__(self):
        return f"moi aussi, RETEX {self.retex_id}"
