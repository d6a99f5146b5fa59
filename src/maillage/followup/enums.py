"""States, methods and event names of the follow-up, with their wording."""

from django.db.models import TextChoices


class ProgressState(TextChoices):
    NOT_STARTED = "not_started", "Pas commencée"
    UNDER_WAY = "under_way", "En cours"
    BLOCKED = "blocked", "Bloquée"
    DONE = "done", "Faite"
    ABANDONED = "abandoned", "Abandonnée"


FINISHED = (ProgressState.DONE, ProgressState.ABANDONED)
# Not a state: a date that passed while the action was neither done nor given up.
LATE = "late"


class Method(TextChoices):
    """How a figure was obtained. An estimate never stands in for a measurement."""

    MEASURED = "measured", "Mesurée"
    SIMULATED = "simulated", "Simulée"
    ESTIMATED = "estimated", "Estimée"
    DECLARED = "declared", "Déclarée"


class Event(TextChoices):
    PROGRESS_REPORTED = "followup.progress.reported", "Avancement signalé"
    MEASURE_RECORDED = "followup.measure.recorded", "Mesure enregistrée"
