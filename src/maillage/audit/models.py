"""The trail. Written by `audit.actions.record` alone, read through `audit.queries`."""

from django.db import models

from maillage.audit.errors import TrailIsFinal

GENESIS = "0" * 64


class EntryQuerySet(models.QuerySet):
    """What was written stays as written; the database repeats this rule with triggers."""

    def update(self, **values):
        raise TrailIsFinal

    def delete(self):
        raise TrailIsFinal


class Entry(models.Model):
    id = models.BigAutoField(primary_key=True)
    # Not the primary key: a sequence leaves holes when a transaction is undone, the chain must not.
    number = models.BigIntegerField("numéro", unique=True)
    at = models.DateTimeField("le")
    event = models.CharField("événement", max_length=100)
    # No foreign key: the entry outlives the account. No name either: it is looked up when shown,
    # so that erasing a person leaves a number and breaks no hash.
    actor_id = models.BigIntegerField("auteur", null=True)
    actor_label = models.CharField("qualité de l’auteur", max_length=40)
    target_kind = models.CharField("genre d’objet", max_length=100, blank=True)
    target_id = models.CharField("identifiant de l’objet", max_length=64, blank=True)
    data = models.JSONField("détail", default=dict)
    previous_hash = models.CharField("empreinte précédente", max_length=64)
    hash = models.CharField("empreinte", max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        ordering = ["number"]
        indexes = [
            models.Index(
                fields=["target_kind", "target_id", "number"], name="audit_entry_of_target"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.event}"

    def delete(self, *args, **kwargs):
        raise TrailIsFinal


class Head(models.Model):
    """The last link, in one row: the lock that keeps numbers gapless, and the proof of the end."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    # The last one that changed what everyone reads, and was not one voice more among them.
    shown = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "tête du journal"
        constraints = [
            models.CheckConstraint(name="audit_head_is_one_row", condition=models.Q(id=1)),
        ]

    def __str__(self):
        return f"{self.number}:{self.hash}"
