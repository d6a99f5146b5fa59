"""What whoever sorts finds on the page of their account."""

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.sorting.access import can_sort_somewhere
from maillage.sorting.queries.desks import count_to_sort


def told_on_the_desk(sender, user, **kwargs):
    if not can_sort_somewhere(user):
        return None
    words = _("Propos à trier : %(count)s") % {"count": count_to_sort(user)}
    return words, reverse("sorting:themes")
