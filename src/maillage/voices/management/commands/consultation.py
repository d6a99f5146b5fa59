"""`maillage consultation create`: an installation ready for its first sheets, in one command."""

from django.core.management.base import BaseCommand
from django.utils.text import slugify

from maillage.territory.models import Territory
from maillage.toolbox.stopping import stop_of
from maillage.voices.actions import start_consultation
from maillage.voices.models import Consultation

Stop = stop_of("consultation")


class Command(BaseCommand):
    help = "Ouvre une consultation, avec les cinq thématiques du modèle."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="create")
        create = verbs.add_parser("create", help="ouvrir une consultation")
        create.add_argument("--title", required=True, metavar="TITRE")
        create.add_argument("--question", default="", help="celle qui est posée à tous")
        create.add_argument(
            "--territory",
            default="",
            metavar="CODE OU NOM",
            help="un territoire connu par son code ; un nom nouveau en crée un (France par défaut)",
        )

    def handle(self, *, title, question, territory, **options):
        known = self._known(territory)
        consultation = start_consultation(
            title=title,
            question=question,
            territory=known,
            place=territory or "France",
            slug=self._free_slug(title),
            acting_user=None,
        )
        place = consultation.territory
        self.stdout.write(f"Consultation « {consultation} » ouverte, sur le territoire {place}.")

    def _known(self, code):
        territories = Territory.objects.order_by("path")
        if not code:
            return territories.first()
        found = list(territories.filter(code=code)[:2])
        if len(found) > 1:
            raise Stop(f"le code {code} désigne plusieurs territoires.")
        return found[0] if found else None

    def _free_slug(self, title):
        stem = slugify(title)[:44] or "consultation"
        taken = set(Consultation.objects.values_list("slug", flat=True))
        numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
        return stem if stem not in taken else next(s for s in numbered if s not in taken)
