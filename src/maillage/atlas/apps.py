from contextlib import suppress

from django.apps import AppConfig
from django.db import transaction
from django.utils.translation import gettext_lazy as _


class AtlasConfig(AppConfig):
    name = "maillage.atlas"
    verbose_name = _("Cartes et annuaire")

    def ready(self):
        from maillage.atlas.actions import forget_contest, note_contest
        from maillage.atlas.contesting import contested_by_account
        from maillage.moderation.signals import about_asked
        from maillage.territory.signals import estimate_found, estimate_made
        from maillage.testimony.signals import spoken_about
        from maillage.voices.signals import retex_changed

        def note(sender, retex, about, **kwargs):
            note_contest(retex=retex, reference=about, acting_user=None)

        def follow(sender, retex, **kwargs):
            forget_contest(retex=retex, acting_user=None)

        def tell(sender, keys, **kwargs):
            return contested_by_account(keys)

        about_asked.connect(tell, weak=False, dispatch_uid="atlas.told_to_moderators")
        estimate_made.connect(_draw_once_estimated, dispatch_uid="atlas.tiles")
        estimate_found.connect(_draw_if_late, dispatch_uid="atlas.late_tiles")
        spoken_about.connect(note, weak=False, dispatch_uid="atlas.note_contest")
        retex_changed.connect(follow, weak=False, dispatch_uid="atlas.forget_contest")


def _draw_once_estimated(sender, estimate, acting_user, **kwargs):
    from maillage.atlas.actions import draw_tiles
    from maillage.atlas.errors import NothingToDraw

    def draw():
        with suppress(NothingToDraw):
            draw_tiles(territory=estimate.territory, acting_user=acting_user)

    # Robust: an estimate stands without its map.
    transaction.on_commit(draw, robust=True)


def _draw_if_late(sender, estimate, **kwargs):
    """Whoever estimated may have been killed before drawing."""
    from maillage.atlas import tiles

    if not tiles.are_since(estimate.territory.code, estimate.made_at):
        _draw_once_estimated(sender, estimate, **kwargs)
