from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage.followup.enums import Method, ProgressState


class ProgressReport(models.Model):
    """Where an action stands on a day, as its lead says. The last is the state; the others stay."""

    action = models.ForeignKey("plan.Action", models.CASCADE, related_name="reports")
    state = models.CharField("état", max_length=12, choices=ProgressState)
    on = models.DateField("à la date du")
    text = models.TextField("ce qui s’est passé", blank=True)
    obstacle = models.TextField("ce qui bloque", blank=True)
    unblocker = models.CharField("qui peut débloquer", max_length=200, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reported_at = models.DateTimeField(auto_now_add=True)
    # Made by the form: a double click or a retry after a lost answer writes one report.
    client_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = "point d’avancement"
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["action", "-on", "-id"], name="followup_report_latest"),
            models.Index(fields=["state", "-id"], name="followup_report_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="followup_blocked_says_why_and_by_whom",
                condition=~Q(state=ProgressState.BLOCKED) | (~Q(obstacle="") & ~Q(unblocker="")),
            )
        ]


class Measure(models.Model):
    """A value of an indicator, never without its date, its source and its method."""

    indicator = models.ForeignKey("plan.Indicator", models.CASCADE, related_name="measures")
    value = models.DecimalField("valeur", max_digits=16, decimal_places=4)
    on = models.DateField("à la date du")
    method = models.CharField("méthode", max_length=10, choices=Method)
    source = models.CharField("source", max_length=300)
    margin = models.DecimalField(
        "marge (±)", max_digits=16, decimal_places=4, null=True, blank=True
    )
    territory = models.ForeignKey(
        "territory.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField("remarque", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    client_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = "mesure"
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["indicator", "-on", "-id"], name="followup_measure_latest")]
        constraints = [
            models.CheckConstraint(
                name="followup_margin_is_positive", condition=Q(margin=None) | Q(margin__gte=0)
            ),
            models.CheckConstraint(name="followup_measure_has_source", condition=~Q(source="")),
        ]
