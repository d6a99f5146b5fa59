"""Event names of the projections, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    ROWS_WRITTEN = "projections.rows.written", _("Projections de l’atelier écrites")
    WORDING_REPHRASED = "projections.wording.rephrased", _("Projection reformulée")
    WORDING_ADDED = "projections.wording.added", _("Projection ajoutée")
    WORDING_REMOVED = "projections.wording.removed", _("Projection retirée")
    LINK_CONFIRMED = "projections.link.confirmed", _("Lien confirmé")
    LINK_REFUSED = "projections.link.refused", _("Lien refusé")
    LINK_DRAWN = "projections.link.drawn", _("Lien ajouté")
