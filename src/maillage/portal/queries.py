"""Reads that need every stage: what has a thread, and the front page."""

from django.db.models import Count, Q
from django.utils import timezone

from maillage.diagnosis.queries import findings_visible_to
from maillage.plan.queries import actions_visible_to
from maillage.plan.queries import wordings_visible_to as plan_wordings
from maillage.projections.queries import wordings_visible_to as projection_wordings
from maillage.scenarios.queries import scenarios_visible_to
from maillage.voices.models import Phase, Theme, Wording
from maillage.voices.queries import (
    current_consultation,
    latest_consultation,
    retex_visible_to,
    workshops_visible_to,
)

LATEST_WORKSHOPS = 6


def with_thread(user):
    """What has a thread, by the word of its address: who may see it sees its thread."""
    around = "workshop__theme__consultation"
    of_row = f"row__{around}"
    return {
        "retex": retex_visible_to(user).select_related(around, "consultation"),
        "constat": findings_visible_to(user).select_related("row__workshop__territory", of_row),
        "besoin": projection_wordings(user, "needs").select_related(of_row),
        "levier": projection_wordings(user, "levers").select_related(of_row),
        "action": actions_visible_to(user).select_related(around),
        "indicateur": plan_wordings(user, "indicators").select_related(of_row),
        "scenario": scenarios_visible_to(user)
        .select_related("estimate__territory")
        .defer("outcome", "question"),
    }


def workshop_of(thing):
    """Where a thing with a thread was said or written; None for what one person said alone, and
    for a scenario, which no workshop wrote."""
    if isinstance(thing, Wording):
        return thing.row.workshop
    return getattr(thing, "workshop", None)


def consultation_of(thing):
    """The one that a thing with a thread is of; None for a scenario."""
    workshop = workshop_of(thing)
    return getattr(workshop.theme if workshop else thing, "consultation", None)


def front_page(user):
    """The consultation that is open, its themes, where it stands, who spoke last. Three queries."""
    published = Count("workshops", filter=Q(workshops__published_at__isnull=False))
    latest = latest_consultation(user).values("pk")[:1]
    around = Theme.objects.filter(consultation__in=latest).select_related("consultation__territory")
    themes = list(around.annotate(held=published).order_by("number"))
    consultation = themes[0].consultation if themes else current_consultation(user)
    if consultation is None:
        return {"consultation": None}
    workshops = workshops_visible_to(user).filter(theme__consultation=consultation)
    return {
        "consultation": consultation,
        "consultation_title": consultation.title,
        "themes": themes,
        "phases": _phases(consultation),
        "workshops": list(workshops.order_by("-held_on", "-pk")[:LATEST_WORKSHOPS]),
    }


def _phases(consultation):
    today = timezone.localdate()
    phases = list(Phase.objects.filter(consultation=consultation))
    for phase in phases:
        phase.is_past = phase.ends_on < today
        phase.is_current = phase.starts_on <= today <= phase.ends_on
    return phases
