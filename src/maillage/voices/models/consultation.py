from django.db import models
from django.db.models import Q

from maillage.voices.enums import ConsultationStatus, Moderation


class ConsultationQuerySet(models.QuerySet):
    def public(self):
        return self.exclude(status=ConsultationStatus.DRAFT)


class Consultation(models.Model):
    slug = models.SlugField("adresse courte", unique=True)
    title = models.CharField("titre", max_length=200)
    question = models.CharField("question posée", max_length=300)
    intro = models.TextField("présentation", blank=True)
    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="+")
    status = models.CharField(
        "état", max_length=12, choices=ConsultationStatus, default=ConsultationStatus.DRAFT
    )
    opened_at = models.DateTimeField("ouverte le", null=True, editable=False)
    moderation = models.CharField(
        "lecture par la modération", max_length=8, choices=Moderation, default=Moderation.BEFORE
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "consultation"
        constraints = [
            models.CheckConstraint(
                name="voices_consultation_opened_unless_draft",
                condition=Q(status=ConsultationStatus.DRAFT, opened_at=None)
                | (~Q(status=ConsultationStatus.DRAFT) & Q(opened_at__isnull=False)),
            )
        ]

    def __str__(self):
        return self.title


class Theme(models.Model):
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("titre", max_length=300)

    class Meta:
        verbose_name = "thématique"
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="voices_theme_number_once"
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"


class Phase(models.Model):
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="phases")
    title = models.CharField("titre", max_length=120)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin")

    class Meta:
        verbose_name = "phase"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="voices_phase_ends_after_it_starts",
                condition=Q(ends_on__gte=models.F("starts_on")),
            )
        ]

    def __str__(self):
        return self.title
