"""Writes: what a map needs, which figure an account contests, who says that there is no network."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.atlas import layers, tiles
from maillage.atlas.analysis import vector_tiles
from maillage.atlas.enums import Event
from maillage.atlas.errors import NothingToDraw
from maillage.atlas.hearing import heard
from maillage.atlas.models import Contest, Hearing
from maillage.atlas.queries import line_referred_to
from maillage.atlas.words import contested
from maillage.audit.actions import record
from maillage.territory.access import can_arrange
from maillage.voices.access import can_edit_in
from maillage.voices.enums import ConsultationStatus
from maillage.voices.models import Consultation


def draw_tiles(*, territory, acting_user):
    """Draw the interactive map of a département anew, from the public files that we hold."""
    if not can_arrange(acting_user):
        raise PermissionDenied
    features, listed = layers.layers_of(territory.code)
    if "communes" not in features:
        raise NothingToDraw(territory.code)
    # Before the transaction: it may take some seconds, while others write.
    drawn = tiles.keep(territory.code, vector_tiles(features), listed)
    with transaction.atomic():
        record(
            Event.TILES_DRAWN,
            acting_user=acting_user,
            target=territory,
            name=drawn.name,
            **drawn.layers,
        )
    return drawn


@transaction.atomic
def note_contest(*, retex, reference, acting_user):
    """Keep which figure somebody speaks against. A reference that is not ours is another room's."""
    line = line_referred_to(reference)
    if line is None:
        return None
    contest = Contest.objects.create(
        retex=retex,
        estimate=line.estimate,
        about=line.about,
        code=line.code,
        told=contested(line)[:300],
    )
    record(Event.FIGURE_CONTESTED, acting_user=acting_user, target=contest, quiet=True)
    return contest


def forget_contest(*, retex, acting_user):
    """Taken back by its author, an account contests nothing any more."""
    if retex.is_withdrawn:
        Contest.objects.filter(retex=retex).delete()


def count_voices(*, consultation, acting_user):
    """Count who says, as of now, that they have no network: maps stand beside it."""
    if not can_edit_in(acting_user, consultation.territory):
        raise PermissionDenied
    # Before the transaction: reading many words takes seconds, while others write.
    return _keep(consultation, heard(consultation), acting_user)


@transaction.atomic
def _keep(consultation, body, acting_user):
    before = Hearing.objects.select_for_update().filter(consultation=consultation).first()
    hearing, _is_new = Hearing.objects.update_or_create(
        consultation=consultation, defaults={"counted_at": timezone.now(), "body": body}
    )
    is_same = before is not None and before.body == body
    record(Event.HEARD, acting_user=acting_user, target=hearing, quiet=is_same)
    return hearing


def count_all_voices(*, acting_user):
    """Of every open consultation; how many they are."""
    opened = Consultation.objects.filter(status=ConsultationStatus.OPEN)
    for consultation in opened.select_related("territory"):
        count_voices(consultation=consultation, acting_user=acting_user)
    return len(opened)
