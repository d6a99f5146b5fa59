"""Let everyone read the findings of a theme, or not any more."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.audit.actions import record
from maillage.sorting.access import can_sort
from maillage.sorting.enums import Event
from maillage.sorting.models import Desk


@transaction.atomic
def publish_desk(*, desk, acting_user):
    return _set_publication(desk, timezone.now(), Event.PUBLISHED, acting_user)


@transaction.atomic
def unpublish_desk(*, desk, acting_user):
    return _set_publication(desk, None, Event.UNPUBLISHED, acting_user)


def _set_publication(desk, moment, event, acting_user):
    # A second click, or two people at once, must not publish twice: the row lock orders them.
    locked = Desk.objects.select_for_update(of=("self",))
    desk = locked.select_related("theme__consultation__territory").get(pk=desk.pk)
    if not can_sort(acting_user, desk.theme):
        raise PermissionDenied
    if (desk.published_at is None) != (moment is None):
        desk.published_at = moment
        desk.save(update_fields=["published_at"])
        record(event, acting_user=acting_user, target=desk)
    return desk
