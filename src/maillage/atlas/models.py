from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.territory.enums import About


class Contest(models.Model):
    """Somebody does not live what a figure says: their account, and which figure it was."""

    retex = models.OneToOneField("voices.Retex", models.CASCADE, primary_key=True, related_name="+")
    estimate = models.ForeignKey("territory.Estimate", models.SET_NULL, null=True, related_name="+")
    about = models.CharField(_("de quoi"), max_length=8, choices=About)
    code = models.CharField(_("code"), max_length=20)
    # As the page told it: another estimate may be in force since.
    told = models.CharField(_("chiffre contesté"), max_length=300)

    class Meta:
        verbose_name = _("chiffre contesté")
        indexes = [models.Index(fields=["about", "code"], name="atlas_contest_by_place")]

    def __str__(self):
        return self.told


class Hearing(models.Model):
    """How many people said that they have no network, as counted last and as it may be published.

    Pages read this row and count nothing.
    """

    consultation = models.OneToOneField(
        "voices.Consultation", models.CASCADE, primary_key=True, related_name="+"
    )
    counted_at = models.DateTimeField(_("compté le"))
    # What `hearing.heard` answers: never fewer than five people.
    body = models.JSONField(_("comptes"), default=dict)

    class Meta:
        verbose_name = _("voix sans réseau")

    def __str__(self):
        return f"{self.counted_at:%Y-%m-%d}"
