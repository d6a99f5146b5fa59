from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """A file of voices: held until its reader says yes, then what came with it."""

    token = models.CharField(max_length=24, unique=True, editable=False)
    consultation = models.ForeignKey("voices.Consultation", models.CASCADE, related_name="+")
    file_name = models.CharField(_("fichier"), max_length=200)
    # Under MAILLAGE_DATA/media, as it came; removed once imported or forgotten.
    stored = models.CharField(max_length=200, blank=True, editable=False)
    digest = models.CharField(_("empreinte"), max_length=64)
    # {index of a column: our name, or nothing to leave it}: what its reader said of those that are
    # not recognised.
    columns = models.JSONField(_("colonnes choisies"), default=dict, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("déposé le"), default=timezone.now, editable=False)
    # How many rows came, and how many were there already.
    added = models.PositiveIntegerField(_("ajoutés"), default=0)
    known = models.PositiveIntegerField(_("déjà là"), default=0)
    imported_at = models.DateTimeField(_("importé le"), null=True, editable=False)
    undone_at = models.DateTimeField(_("annulé le"), null=True, editable=False)

    class Meta:
        verbose_name = _("fichier de témoignages")
        ordering = ["-pk"]

    def __str__(self):
        return self.file_name


class ImportedRetex(models.Model):
    """Which file it came with, and under which identifier: the same one is never written twice."""

    retex = models.OneToOneField(
        "voices.Retex", models.CASCADE, related_name="imported", primary_key=True
    )
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    reference = models.UUIDField(_("identifiant"))
    consultation = models.ForeignKey("voices.Consultation", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("témoignage importé")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "reference"], name="exchange_reference_once"
            )
        ]
