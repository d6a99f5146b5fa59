"""`maillage runs`: what people asked the machine to read, read aside from those who answer."""

import os
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from maillage.audit.queries import standing
from maillage.sorting.actions import guess_themes, lay_what_came, place_new, work_on_one
from maillage.sorting.queries.readings import last_card

# Between two looks: how long somebody waits before the machine begins.
PAUSE = 2  # seconds
# Between two looks at what came by itself, while something is recorded.
LAYING = 60  # seconds
# Cards whose numbers were drawn before these and that are laid after.
MARGIN = 1_000


class Command(BaseCommand):
    help = (
        "Mène les analyses demandées sur les bureaux de tri, puis s’arrête. "
        "« maillage serve » le fait déjà, et « maillage tick » aussi."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--watch", action="store_true", help="attendre qu’il y en ait, puis s’arrêter"
        )

    def handle(self, *, watch, **options):
        # After everything else: whoever testifies is never kept waiting by a machine that reads.
        os.nice(10)
        while watch and not self._look():
            close_old_connections()
            time.sleep(PAUSE)
        while self._look():
            pass

    # Every card up to this one was read, or its desk was never analysed.
    seen = 0
    # The state of the trail when the desks were last laid, and when.
    laid, laid_at = None, -LAYING

    def _look(self):
        """True when there was something to do, and there may be more."""
        self._lay()
        run = work_on_one(acting_user=None)
        if run is not None:
            self.stdout.write(f"Analyse {run.pk} : {run.get_state_display()}. {run.fault}".strip())
            self.seen = 0
        last = last_card()
        placed = place_new(after=max(0, self.seen - MARGIN), acting_user=None)
        self.seen = self.seen if placed else last
        return run is not None or bool(guess_themes(acting_user=None)) or bool(placed)

    def _lay(self):
        recorded = standing()
        if recorded != self.laid and time.monotonic() - self.laid_at >= LAYING:
            self.laid, self.laid_at = recorded, time.monotonic()
            lay_what_came(acting_user=None)
