from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PurgeReport(models.Model):
    """What one purge removed, by rule, in numbers."""

    at = models.DateTimeField(_("le"), default=timezone.now, editable=False)
    counts = models.JSONField(_("effacés"), default=dict)

    class Meta:
        verbose_name = _("rapport de purge")
        ordering = ["-pk"]


class Lease(models.Model):
    """Who runs what comes back every hour: one server at a time, and another when it dies."""

    name = models.CharField(max_length=40, primary_key=True)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("bail d’une tâche")
