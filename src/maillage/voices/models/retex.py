from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.voices.enums import PointKind, Profile, RetexState, Source

IS_SHOWN = Q(state=RetexState.PUBLISHED, removed_at=None)
SHOWN = Q(is_shown=True)


class Retex(models.Model):
    """One account of experience, from one voice. Two accounts told under one number stay two."""

    # None: one person speaks, for themselves. Without indexes of their own: those below begin so.
    workshop = models.ForeignKey(
        "voices.Workshop",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="retex",
        db_index=False,
    )
    consultation = models.ForeignKey(
        "voices.Consultation", models.PROTECT, related_name="+", db_index=False
    )
    # None: "je ne sais pas". Whoever sorts will tell.
    theme = models.ForeignKey(
        "voices.Theme", models.PROTECT, null=True, related_name="+", db_index=False
    )
    territory = models.ForeignKey(
        "territory.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    school = models.ForeignKey(
        "territory.School", models.PROTECT, null=True, blank=True, related_name="+"
    )
    profile = models.CharField("profil", max_length=16, choices=Profile, default=Profile.OTHER)
    source = models.CharField("source", max_length=12, choices=Source, default=Source.WORKSHOP)
    # The language it is told in, for whoever reads it aloud; never translated by a machine.
    language = models.CharField("langue", max_length=16, default="fr")
    state = models.CharField(
        "état", max_length=10, choices=RetexState, default=RetexState.RECEIVED, editable=False
    )
    # Anyone may read it: its state says published, and it still stands. Lists read this alone.
    is_shown = models.BooleanField(default=False, editable=False)
    told_at = models.DateTimeField("dit le", default=timezone.now, editable=False)
    # Its place on the sheet: under which heading, in which order. The number is the one people say.
    heading = models.PositiveIntegerField(default=0)
    rank = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField("numéro", null=True, blank=True)
    place = models.TextField("lieu", blank=True)
    title = models.TextField("titre", blank=True)
    text = models.TextField("récit", blank=True)
    links = models.JSONField("liens", default=list, blank=True)
    folded = models.TextField(editable=False, default="")
    # How many browsers said «moi aussi»: counted here so that a list reads no other table.
    same_here = models.PositiveIntegerField("moi aussi", default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "RETEX"
        indexes = [
            models.Index(fields=["theme", "-id"], name="voices_retex_by_theme"),
            models.Index(fields=["workshop", "heading", "rank"], name="voices_retex_on_sheet"),
            *(
                # In the order of the list that everyone reads, one for each way to cut it: by two
                # together as well, or a list that one of them makes rare is walked to its end.
                models.Index(fields=[*by, "-id"], name=f"voices_shown_{name}", condition=SHOWN)
                for name, by in (
                    ("all", ["consultation"]),
                    ("by_theme", ["theme"]),
                    ("by_profile", ["consultation", "profile"]),
                    ("by_source", ["consultation", "source"]),
                    ("by_theme_profile", ["theme", "profile"]),
                    ("by_theme_source", ["theme", "source"]),
                    ("by_profile_source", ["consultation", "profile", "source"]),
                    ("by_territory", ["territory"]),
                )
            ),
            # What workshops told, alone where people would be singled out.
            models.Index(
                fields=["consultation", "-id"],
                name="voices_shown_together",
                condition=SHOWN & Q(workshop__isnull=False),
            ),
            # How many spoke from each place, without reading what workshops told.
            models.Index(
                fields=["consultation", "territory"],
                name="voices_alone_by_territory",
                condition=SHOWN & Q(workshop=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="voices_retex_is_shown_when_published",
                condition=Q(is_shown=True) & IS_SHOWN | Q(is_shown=False) & ~IS_SHOWN,
            )
        ]

    def __str__(self):
        return self.title or self.text[:80]

    def get_absolute_url(self):
        return reverse("voices:retex", args=[self.pk])

    @property
    def is_withdrawn(self):
        return self.state == RetexState.WITHDRAWN

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


class Contribution(models.Model):
    """How an account came to us when one person sent it: what proves it, and what follows it.

    Apart from the account that everyone reads: nothing here is ever published.
    """

    retex = models.OneToOneField(
        Retex, models.CASCADE, related_name="contribution", primary_key=True
    )
    # Drawn by the page before it is sent: a double click, a retry, two tabs are one contribution.
    client_key = models.UUIDField("clé de l’envoi", unique=True)
    # Of what was sent: the same key with other words is a mistake, not a retry.
    body_digest = models.CharField("empreinte de l’envoi", max_length=64)
    # Never the receipt itself: whoever reads the database could speak for its author.
    receipt_digest = models.CharField("empreinte du récépissé", max_length=64, unique=True)
    is_minor = models.BooleanField("moins de 15 ans", default=False)
    # Typed from paper by this person, and still said by its author.
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Which points of the text looked like personal data when it was sent: kinds, never words.
    flags = models.JSONField("signalé à la lecture", default=list, blank=True)
    # A moderator has it to read since then; None once somebody did. Nobody forgets: it is born so.
    waits_since = models.DateTimeField(
        "à lire depuis", null=True, default=timezone.now, editable=False
    )
    # How many readers said, since it was last read, that something in it is wrong.
    reports = models.PositiveSmallIntegerField("signalements", default=0, editable=False)
    decided_at = models.DateTimeField("décidé le", null=True)
    # What the author reads when it is not published.
    reason = models.TextField("motif", blank=True)

    class Meta:
        verbose_name = "envoi"
        indexes = [
            models.Index(
                fields=["-reports", "waits_since", "retex"],
                name="voices_contribution_to_read",
                condition=Q(waits_since__isnull=False),
            )
        ]


class Point(models.Model):
    """An irritant or a strength in the words of whoever said it: never rewritten, only cited."""

    workshop = models.ForeignKey(
        "voices.Workshop", models.CASCADE, null=True, blank=True, related_name="points"
    )
    retex = models.ManyToManyField(Retex, related_name="points", blank=True)
    kind = models.CharField("nature", max_length=10, choices=PointKind)
    text = models.TextField("propos")
    # Its words are gone, at their author's wish; what rested on it says so and stays whole.
    withdrawn_at = models.DateTimeField("retiré le", null=True, editable=False)

    class Meta:
        verbose_name = "point"

    def __str__(self):
        return self.text
