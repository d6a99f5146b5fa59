"""Writes: what a map needs, drawn from what territory holds."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.atlas import layers, tiles
from maillage.atlas.analysis import vector_tiles
from maillage.atlas.enums import Event
from maillage.atlas.errors import NothingToDraw
from maillage.audit.actions import record
from maillage.territory.access import can_arrange


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
