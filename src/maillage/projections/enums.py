"""Event names of the projections, with their wording."""

from django.db.models import TextChoices


class Event(TextChoices):
    ROWS_WRITTEN = "projections.rows.written", "Projections de l’atelier écrites"
    WORDING_REPHRASED = "projections.wording.rephrased", "Projection reformulée"
    WORDING_ADDED = "projections.wording.added", "Projection ajoutée"
    WORDING_REMOVED = "projections.wording.removed", "Projection retirée"
    LINK_CONFIRMED = "projections.link.confirmed", "Lien confirmé"
    LINK_REFUSED = "projections.link.refused", "Lien refusé"
    LINK_DRAWN = "projections.link.drawn", "Lien ajouté"
