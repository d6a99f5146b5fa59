"""`maillage runs`: what people asked the machine to read, read aside from those who answer."""

import os
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from maillage.sorting.actions import guess_themes, place_new, work_on_one

# Between two looks: how long somebody waits before the machine begins.
PAUSE = 2  # seconds


class Command(BaseCommand):
    help = "Mène les analyses demandées sur les bureaux de tri. « maillage serve » le fait déjà."

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="rester, et attendre la suite")

    def handle(self, *, watch, **options):
        os.nice(10)
        while True:
            worked = self._look()
            if not watch and not worked:
                return
            if not worked:
                close_old_connections()
                time.sleep(PAUSE)

    def _look(self):
        run = work_on_one(acting_user=None)
        if run is not None:
            self.stdout.write(f"Analyse {run.pk} : {run.get_state_display()}. {run.fault}".strip())
        placed = place_new(acting_user=None)
        guessed = guess_themes(acting_user=None)
        return run is not None or placed or guessed
