from contextlib import suppress

from django.apps import AppConfig
from django.db import transaction
from django.utils.translation import gettext_lazy as _


class AtlasConfig(AppConfig):
    name = "maillage.atlas"
    verbose_name = _("Cartes et annuaire")

    def ready(self):
        from maillage.territory.signals import estimate_made

        estimate_made.connect(_draw_once_estimated, dispatch_uid="atlas.tiles")


def _draw_once_estimated(sender, estimate, acting_user, **kwargs):
    from maillage.atlas.actions import draw_tiles
    from maillage.atlas.errors import NothingToDraw

    def draw():
        with suppress(NothingToDraw):
            draw_tiles(territory=estimate.territory, acting_user=acting_user)

    # Robust: an estimate stands without its map.
    transaction.on_commit(draw, robust=True)
