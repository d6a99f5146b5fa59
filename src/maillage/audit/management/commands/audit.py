"""`maillage audit verify` and `maillage audit show OBJECT`."""

import argparse
import re
import sys

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.audit import queries
from maillage.toolbox.stopping import stop_of

Stop = stop_of("audit")
WITNESS = re.compile(r"(\d+):([0-9a-f]{8,64})")


class Command(BaseCommand):
    help = "Vérifie le journal, ou montre l’histoire d’un objet."
    requires_system_checks = []

    def add_arguments(self, parser):
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="verify|show")
        verify = deeds.add_parser("verify", help="parcourt toute la chaîne ; code 1 si rompue")
        verify.add_argument(
            "--witness",
            type=_witness,
            metavar="NUMÉRO:EMPREINTE",
            help="empreinte notée hors de la machine lors d’une vérification passée",
        )
        show = deeds.add_parser("show", help="dit ce qui est arrivé à un objet")
        show.add_argument("object", metavar="OBJET", help="par exemple voices.workshop:12")

    def handle(self, *, deed, **options):
        if deed == "verify":
            self._verify(options["witness"])
        else:
            self._show(options["object"])

    def _verify(self, witness):
        found = queries.verify(witness=witness)
        if found.intact:
            mark = f"{found.checked}:{found.fingerprint}"
            self.stdout.write(f"{_rows(found.checked)}, chaîne intacte, empreinte {mark}")
            return
        self.stderr.write(
            f"Journal rompu, {_rows(found.checked)} avant la rupture. {found.fault.message}"
        )
        sys.exit(1)

    def _show(self, name):
        lines = queries.history_of(_object(name), limit=None)
        if not lines:
            self.stdout.write("Le journal ne dit rien de cet objet.")
        for line in lines:
            at = timezone.localtime(line.at)
            self.stdout.write(f"{at:%d/%m/%Y %H:%M} {line.label} ({line.actor}) {line.data or ''}")


def _rows(count):
    return f"{count} ligne vérifiée" if count <= 1 else f"{count} lignes vérifiées"


def _witness(text):
    match = WITNESS.fullmatch(text.lower())
    if match is None:
        raise argparse.ArgumentTypeError("attendu : 1234:9f86d081… (8 caractères au moins)")
    return int(match[1]), match[2]


def _object(name):
    kind, _, key = name.partition(":")
    try:
        model = apps.get_model(kind)
        # Gone or not, the trail speaks of it: no look-up, only the shape of the key.
        return model(pk=model._meta.pk.to_python(key))
    except (LookupError, ValueError, ValidationError):
        raise Stop(f"Objet inconnu : {name}. Attendu : voices.workshop:12") from None
