import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ClassCode(models.Model):
    """What a teacher writes on the board: whoever types it speaks as a pupil of that place.

    Nothing ties it to what was said with it, not even to the hour: a class is a small group.
    """

    code = models.CharField(_("code"), max_length=9, unique=True)
    consultation = models.ForeignKey("voices.Consultation", models.CASCADE, related_name="+")
    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="+")
    school = models.ForeignKey(
        "territory.School", models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField(_("classe"), max_length=80)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    expires_on = models.DateField(_("dernier jour"))
    revoked_at = models.DateTimeField(_("annulé le"), null=True, editable=False)
    count = models.PositiveIntegerField(_("témoignages reçus"), default=0, editable=False)

    class Meta:
        verbose_name = _("code de classe")
        indexes = [
            models.Index(fields=["consultation", "-id"], name="testimony_class_code_list"),
        ]

    def __str__(self):
        return self.code

    def is_usable(self, *, late=False):
        """`late`: until the next evening, for what was being written when it ended."""
        last = self.expires_on + dt.timedelta(days=1 if late else 0)
        return self.revoked_at is None and last >= timezone.localdate()


class Tally(models.Model):
    """How often something happened lately, counted in the database for all servers together.

    The key is a digest made with the secret and the day: it names neither a text nor a network, and
    the next day's is another. Rows of the days before are removed.
    """

    key = models.CharField(max_length=64, primary_key=True)
    day = models.DateField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("compteur d’envois")

    def __str__(self):
        return f"{self.count} le {self.day}"
