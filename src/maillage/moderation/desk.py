"""What a moderator finds on the page of their account."""

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.moderation.access import can_moderate_somewhere
from maillage.moderation.queries import count_waiting


def told_on_the_desk(sender, user, **kwargs):
    if not can_moderate_somewhere(user):
        return None
    words = _("Témoignages à lire : %(count)s") % {"count": count_waiting(user)}
    return words, reverse("moderation:queue")
