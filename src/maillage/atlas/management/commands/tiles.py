"""`maillage tiles DÉPARTEMENT…`: the interactive map is drawn, from the files that were loaded."""

from django.core.management.base import BaseCommand, CommandError

from maillage.atlas import tiles
from maillage.atlas.actions import draw_tiles
from maillage.atlas.queries import department_named
from maillage.toolbox.errors import Refusal


class Command(BaseCommand):
    help = "Dessine la carte interactive d’un département, à partir des fichiers publics chargés."

    def add_arguments(self, parser):
        parser.add_argument("departments", metavar="DÉPARTEMENT", nargs="+")

    def handle(self, *, departments, **options):
        for code in departments:
            territory = department_named(code.zfill(2))
            if territory is None:
                raise CommandError(f"Aucun département n’a le code {code}.", returncode=2)
            try:
                drawn = draw_tiles(territory=territory, acting_user=None)
            except Refusal as problem:
                raise CommandError(str(problem), returncode=2) from None
            weight = tiles.file_named(drawn.name).stat().st_size
            counts = ", ".join(f"{count} {layer}" for layer, count in drawn.layers.items())
            self.stdout.write(f"{territory} : {weight} octets ({counts}).")
