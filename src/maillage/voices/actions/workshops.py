from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from maillage.audit.actions import record
from maillage.toolbox.analysis import fold
from maillage.voices import access
from maillage.voices.enums import Event, RetexState
from maillage.voices.models import Retex, Workshop


@transaction.atomic
def create_workshop(*, theme, territory, title, acting_user, held_on=None, slug=""):
    if not access.can_edit_in(acting_user, territory):
        raise PermissionDenied
    workshop = Workshop.objects.create(
        theme=theme,
        territory=territory,
        title=title,
        held_on=held_on,
        slug=_free_slug(slug or title),
        folded=fold(f"{title} {territory}"),
    )
    record(Event.WORKSHOP_CREATED, acting_user=acting_user, target=workshop, title=title)
    return workshop


@transaction.atomic
def publish_workshop(*, workshop, acting_user):
    """Let everyone read what this workshop wrote."""
    return _set_publication(workshop, timezone.now(), Event.WORKSHOP_PUBLISHED, acting_user)


@transaction.atomic
def unpublish_workshop(*, workshop, acting_user):
    return _set_publication(workshop, None, Event.WORKSHOP_UNPUBLISHED, acting_user)


def _set_publication(workshop, moment, event, acting_user):
    # A second click, or two people at once, must not publish twice: the row lock orders them.
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if not access.can_edit(acting_user, workshop):
        raise PermissionDenied
    if workshop.is_published != (moment is not None):
        workshop.published_at = moment
        workshop.save(update_fields=["published_at"])
        _show_retex(workshop)
        record(event, acting_user=acting_user, target=workshop)
    return workshop


def _show_retex(workshop):
    """The accounts told at a workshop are read by everyone when it is published, and only then."""
    told = Retex.objects.filter(workshop=workshop).exclude(state=RetexState.WITHDRAWN)
    shown = workshop.is_published
    told.update(
        state=RetexState.PUBLISHED if shown else RetexState.RECEIVED,
        is_shown=Q(removed_at=None) if shown else False,
    )


def _free_slug(text):
    stem = slugify(text)[:70].strip("-") or "atelier"
    taken = set(Workshop.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)
