"""What whoever hands out hats finds on the page of their account."""

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.team.access import can_see_the_team


def told_on_the_desk(sender, user, **kwargs):
    if not can_see_the_team(user):
        return None
    return _("L’équipe : personnes, rôles et invitations"), reverse("team:people")
