from django.conf import settings
from django.db import models


class SheetDraft(models.Model):
    """A sheet that was read and is shown before anything is written: no one has said yes yet."""

    token = models.UUIDField(unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    sheet = models.JSONField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # Set once confirmed: a second click finds the workshop that the first one made.
    workshop = models.ForeignKey("voices.Workshop", models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = "feuille à confirmer"


class SheetImport(models.Model):
    """A sheet that came in: the file as it was read, what it changed, who brought it."""

    workshop = models.ForeignKey("voices.Workshop", models.CASCADE, related_name="imports")
    file_name = models.CharField("fichier", max_length=255)
    digest = models.CharField("empreinte", max_length=64)
    sheet = models.JSONField("contenu lu")
    changes = models.JSONField("ce qui a changé", default=list)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "import de feuille"
        ordering = ["-imported_at", "-pk"]
        indexes = [models.Index(fields=["digest"], name="synthesis_import_by_digest")]
