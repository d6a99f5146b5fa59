"""Who hands out hats; event names, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.accounts.enums import RoleKind

# Whoever wears one of these hands out hats: which ones, `accounts.access.can_grant` says.
GIVERS = frozenset({RoleKind.ADMINISTRATOR, RoleKind.TERRITORY_LEAD})


class Event(TextChoices):
    INVITATION_MADE = "team.invitation.made", _("Invitation faite")
    INVITATION_RENEWED = "team.invitation.renewed", _("Invitation renvoyée")
    INVITATION_WITHDRAWN = "team.invitation.withdrawn", _("Invitation retirée")
    INVITATION_ACCEPTED = "team.invitation.accepted", _("Invitation acceptée")
