"""Who may change what the front page says."""

from maillage.voices.access import can_run_consultations


def can_prepare(user, consultation):
    """On an empty installation, whoever installed it; then who runs consultations there."""
    if consultation is None:
        return user.is_superuser
    return can_run_consultations(user, consultation.territory)
