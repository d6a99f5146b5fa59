"""What a scenario looks for, event names, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.accounts.enums import RoleKind
from maillage.voices.enums import EDITORS

# Who looks for places, in a territory and below; who shows everybody what was found.
MAKERS = (*EDITORS, RoleKind.ANALYST)
PUBLISHERS = (RoleKind.TERRITORY_LEAD, RoleKind.ADMINISTRATOR)


class Objective(TextChoices):
    REACH = "reach", _("Atteindre le plus d’élèves avec tant de lieux")
    BUDGET = "budget", _("Atteindre le plus d’élèves avec un budget")
    EVERYBODY = "everybody", _("Atteindre tous ceux qui peuvent l’être, avec le moins de lieux")
    SHORTEN = "shorten", _("Raccourcir le chemin de tous, avec tant de lieux")


# What each objective asks beside the distance.
WITH_PLACES = (Objective.REACH, Objective.SHORTEN)


class Event(TextChoices):
    SCENARIO_MADE = "scenarios.scenario.made", _("Scénario calculé")
    SCENARIO_DESCRIBED = "scenarios.scenario.described", _("Scénario renommé ou annoté")
    SCENARIO_PUBLISHED = "scenarios.scenario.published", _("Scénario publié")
    SCENARIO_UNPUBLISHED = "scenarios.scenario.unpublished", _("Scénario retiré de la publication")
    SCENARIO_DELETED = "scenarios.scenario.deleted", _("Scénario supprimé")
    SCENARIO_PLANNED = "scenarios.scenario.planned", _("Scénario devenu une action du plan")
