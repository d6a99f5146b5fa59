"""States, methods and event names of the follow-up, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgressState(TextChoices):
    NOT_STARTED = "not_started", _("Pas commencée")
    UNDER_WAY = "under_way", _("En cours")
    BLOCKED = "blocked", _("Bloquée")
    DONE = "done", _("Faite")
    ABANDONED = "abandoned", _("Abandonnée")


FINISHED = (ProgressState.DONE, ProgressState.ABANDONED)
# Not a state: a date that passed while the action was neither done nor given up.
LATE = "late"


class Method(TextChoices):
    """How a figure was obtained. An estimate never stands in for a measurement."""

    MEASURED = "measured", _("Mesurée")
    SIMULATED = "simulated", _("Simulée")
    ESTIMATED = "estimated", _("Estimée")
    DECLARED = "declared", _("Déclarée")


class Event(TextChoices):
    PROGRESS_REPORTED = "followup.progress.reported", _("Avancement signalé")
    MEASURE_RECORDED = "followup.measure.recorded", _("Mesure enregistrée")
