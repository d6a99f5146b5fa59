"""`maillage tick`: what comes back every hour, called by a timer. Harmless to call too often."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from maillage.atlas.actions import count_all_voices
from maillage.portal.actions import send_notices
from maillage.privacy.actions import leave_lease, purge, take_lease
from maillage.silence.actions import count_every_silence
from maillage.toolbox.erasing import empty_journals

NAME = "tick"


class Command(BaseCommand):
    help = "Envoie ce qui attend, efface ce qui n’a plus à être gardé. À appeler chaque heure."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="montrer, sans rien effacer")

    def handle(self, *, dry_run, **options):
        if dry_run:
            with transaction.atomic():
                self._tell(purge(acting_user=None))
                transaction.set_rollback(True)
            self.stdout.write("Rien n’a été effacé ni envoyé (essai).")
            return
        if not take_lease(name=NAME, acting_user=None):
            self.stdout.write("Un autre serveur s’en occupe en ce moment.")
            return
        try:
            self.stdout.write(f"Courriels envoyés : {send_notices(acting_user=None)}.")
            self._tell(purge(acting_user=None))
            self.stdout.write(f"Silence compté : {count_every_silence(acting_user=None)}.")
            self.stdout.write(f"Voix comptées : {count_all_voices(acting_user=None)}.")
            empty_journals()
        finally:
            leave_lease(name=NAME, acting_user=None)
        # Last, and outside the turn: it may take long, and each analysis has a lease of its own.
        call_command("runs", stdout=self.stdout)

    def _tell(self, report):
        for name, count in report.counts.items():
            self.stdout.write(f"Effacés, {name} : {count}.")
        if not report.counts:
            self.stdout.write("Rien n’était à effacer.")
