"""The one write of the lobby: what its first page says."""

from django.db import transaction

from maillage.territory.queries import territories
from maillage.voices.actions import revise_consultation, start_consultation


@transaction.atomic
def prepare_consultation(*, consultation, acting_user, **said):
    """Revise the consultation; open the first one where there is none. Both actions record it."""
    if consultation is None:
        widest = territories().order_by("path").first()
        consultation = start_consultation(
            title=said["title"], territory=widest, place="France", acting_user=acting_user
        )
    return revise_consultation(consultation=consultation, acting_user=acting_user, **said)
