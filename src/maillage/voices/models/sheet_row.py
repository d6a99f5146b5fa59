"""What the tables of a sheet are made of, whatever the stage: rows, wordings, and their links."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from maillage.voices.enums import LinkState


class SheetRow(models.Model):
    """A row that ties groups to groups: what the participants agreed on together."""

    workshop = models.ForeignKey("voices.Workshop", models.CASCADE, related_name="%(class)ss")
    # Its own, since a row may name another theme than its workshop's; and list pages filter
    # 100,000 rows by it, where a join costs more than the whole page may.
    theme = models.ForeignKey("voices.Theme", models.PROTECT, related_name="+")
    theme_text = models.TextField("thématique concernée", blank=True)
    position = models.PositiveIntegerField(default=0)
    folded = models.TextField(editable=False, default="")
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class Wording(models.Model):
    """One item of a cell, as the group worded it. Correcting it never touches the voices behind."""

    label: ClassVar[str] = ""
    # Its words may name a person: the trail, from which nothing is taken out, does not repeat them.
    may_name: ClassVar[bool] = False

    text = models.TextField("formulation")
    highlighted = models.BooleanField("soulignée dans les échanges", default=False)
    position = models.PositiveIntegerField(default=0)
    # Two people correct the same words: the second sees what the first wrote.
    version = models.PositiveIntegerField(default=1, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.text


class RestatementLink(models.Model):
    """«Said there in other words»: suggested by the machine or not; decided by someone."""

    state = models.CharField("état", max_length=16, choices=LinkState)
    score = models.FloatField("ressemblance", default=1.0)
    reason = models.CharField("mots communs", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("décidé le", null=True)

    class Meta:
        abstract = True

    @property
    def is_suggested(self):
        return self.state == LinkState.SUGGESTED
