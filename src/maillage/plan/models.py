from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_noop

from maillage.plan.enums import ActorRole, Direction, IndicatorKind, Term
from maillage.voices.models import RestatementLink, SheetRow, Wording


class Action(SheetRow):
    """One row of the plan: what, how, who, when, and how we shall know."""

    # Repeated from its first lever (or step) and nearest horizon: the board reads one table.
    title = models.CharField("intitulé", max_length=500, blank=True)
    term = models.CharField("terme", max_length=8, choices=Term, blank=True)

    class Meta:
        verbose_name = "action"
        indexes = [
            models.Index(fields=["workshop", "position"], name="plan_action_on_sheet"),
            models.Index(fields=["theme", "-id"], name="plan_action_by_theme"),
            models.Index(fields=["term", "-id"], name="plan_action_by_term"),
        ]

    def __str__(self):
        return self.title or f"Action {self.pk}"

    def get_absolute_url(self):
        return reverse("plan:action", args=[self.pk])


class ActionLever(Wording):
    """«Quoi»: the lever this action pulls, as the plan restates it."""

    label = gettext_noop("axe d’amélioration")

    row = models.ForeignKey(Action, models.CASCADE, related_name="levers")

    class Meta:
        verbose_name = "axe d’amélioration"
        indexes = [models.Index(fields=["row", "position"], name="plan_lever_in_action")]


class Step(Wording):
    """«Comment»."""

    label = gettext_noop("étape")

    row = models.ForeignKey(Action, models.CASCADE, related_name="steps")

    class Meta:
        verbose_name = "étape"
        indexes = [models.Index(fields=["row", "position"], name="plan_step_in_action")]


class Actor(Wording):
    """«Qui»: the words of the sheet, and the parties read in them where they could be."""

    label = gettext_noop("acteur")
    may_name = True

    row = models.ForeignKey(Action, models.CASCADE, related_name="actors")
    role = models.CharField("rôle", max_length=8, choices=ActorRole, blank=True)
    names = models.JSONField("parties", default=list, blank=True)

    class Meta:
        verbose_name = "acteur"
        indexes = [models.Index(fields=["row", "position"], name="plan_actor_in_action")]


class Horizon(Wording):
    """«Quand»: a term, dates, recurring slots, or just the words."""

    label = gettext_noop("temporalité")

    row = models.ForeignKey(Action, models.CASCADE, related_name="horizons")
    terms = models.JSONField("termes", default=list, blank=True)
    slots = models.JSONField("créneaux", default=list, blank=True)
    starts_on = models.DateField("à partir du", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "temporalité"
        indexes = [
            models.Index(fields=["row", "position"], name="plan_horizon_in_action"),
            # Late actions are found from the dates that passed, not from all the actions.
            models.Index(
                fields=["-ends_on", "-id"],
                name="plan_horizon_by_end",
                condition=models.Q(removed_at=None, ends_on__isnull=False),
            ),
        ]


class Indicator(Wording):
    """How we shall know: a figure to follow, or a success factor that no figure holds."""

    label = gettext_noop("indicateur ou facteur de réussite")

    row = models.ForeignKey(Action, models.CASCADE, related_name="indicators")
    kind = models.CharField("nature", max_length=16, choices=IndicatorKind)
    unit = models.CharField("unité", max_length=60, blank=True)
    direction = models.CharField("sens", max_length=4, choices=Direction, blank=True)
    baseline = models.DecimalField("départ", max_digits=16, decimal_places=4, null=True, blank=True)
    target = models.DecimalField("cible", max_digits=16, decimal_places=4, null=True, blank=True)
    source = models.CharField("source", max_length=300, blank=True)

    class Meta:
        verbose_name = "indicateur"
        indexes = [
            models.Index(fields=["row", "position"], name="plan_indicator_in_action"),
            models.Index(fields=["kind", "-id"], name="plan_indicator_by_kind"),
        ]

    def get_absolute_url(self):
        return reverse("followup:indicator", args=[self.pk])


class LeverLink(RestatementLink):
    action_lever = models.ForeignKey(ActionLever, models.CASCADE, related_name="lever_links")
    lever = models.ForeignKey("projections.Lever", models.CASCADE, related_name="action_links")

    class Meta:
        verbose_name = "lien vers un levier"
        constraints = [
            models.UniqueConstraint(fields=["action_lever", "lever"], name="plan_lever_link_once")
        ]
