from django.conf import settings
from django.db import models
from django.urls import reverse

from maillage.voices.enums import PointKind, Profile, Source


class Retex(models.Model):
    """One account of experience, from one voice. Two accounts told under one number stay two."""

    workshop = models.ForeignKey(
        "voices.Workshop", models.CASCADE, null=True, blank=True, related_name="retex"
    )
    theme = models.ForeignKey("voices.Theme", models.PROTECT, related_name="+")
    territory = models.ForeignKey(
        "territory.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    profile = models.CharField("profil", max_length=12, choices=Profile, default=Profile.OTHER)
    source = models.CharField("source", max_length=12, choices=Source, default=Source.WORKSHOP)
    # Its place on the sheet: under which heading, in which order. The number is the one people say.
    heading = models.PositiveIntegerField(default=0)
    rank = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField("numéro", null=True, blank=True)
    place = models.TextField("lieu", blank=True)
    title = models.TextField("titre", blank=True)
    text = models.TextField("récit", blank=True)
    links = models.JSONField("liens", default=list, blank=True)
    folded = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "RETEX"
        indexes = [
            models.Index(fields=["theme", "-id"], name="voices_retex_by_theme"),
            models.Index(fields=["workshop", "heading", "rank"], name="voices_retex_on_sheet"),
        ]

    def __str__(self):
        return self.title or self.text[:80]

    def get_absolute_url(self):
        return reverse("voices:retex", args=[self.pk])

    @property
    def code(self):
        return f"RETEX {self.number}" if self.number is not None else "RETEX"


class FormerRetex(models.Model):
    """The words of an account before they were corrected: kept here, where they can be erased.

    Not in the trail, whose rows are chained and can never be taken out of it.
    """

    retex = models.ForeignKey(Retex, models.CASCADE, related_name="former")
    title = models.TextField("titre", blank=True)
    text = models.TextField("récit", blank=True)
    links = models.JSONField("liens", default=list, blank=True)
    replaced_at = models.DateTimeField("remplacé le", auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "version précédente d’un RETEX"
        ordering = ["-pk"]

    def __str__(self):
        return self.title or self.text[:80]


class Point(models.Model):
    """An irritant or a strength in the words of whoever said it: never rewritten, only cited."""

    workshop = models.ForeignKey(
        "voices.Workshop", models.CASCADE, null=True, blank=True, related_name="points"
    )
    retex = models.ManyToManyField(Retex, related_name="points", blank=True)
    kind = models.CharField("nature", max_length=10, choices=PointKind)
    text = models.TextField("propos")

    class Meta:
        verbose_name = "point"

    def __str__(self):
        return self.text
