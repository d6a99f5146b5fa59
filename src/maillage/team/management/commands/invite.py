"""`maillage invite EMAIL --role administrator --territory CODE`: the first account, or one more."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.urls import reverse

from maillage.accounts.enums import RoleKind
from maillage.team.actions import invite
from maillage.territory.models import Territory
from maillage.toolbox.errors import Refusal
from maillage.toolbox.stopping import stop_of

Stop = stop_of("invite")


class Command(BaseCommand):
    help = "Invite une adresse à prendre un rôle, et montre le lien à lui transmettre."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="ADRESSE")
        parser.add_argument("--role", choices=RoleKind.values, default=RoleKind.ADMINISTRATOR)
        parser.add_argument(
            "--territory",
            default="",
            metavar="CODE",
            help="son code ; rien : le plus large, quand il n’y en a qu’un",
        )
        parser.add_argument(
            "--site",
            default="",
            metavar="ADRESSE",
            help="celle du site, si ce n’est pas la première de MAILLAGE_HOSTS",
        )

    def handle(self, *, email, role, territory, site, **options):
        place = _place(territory)
        try:
            offer = invite(email=email, kind=role, territory=place, acting_user=None)
        except (Refusal, ValidationError) as problem:
            raise Stop(" ".join(getattr(problem, "messages", [str(problem)]))) from None
        self.stdout.write(f"{RoleKind(role).label}, {place} : lien valable sept jours, une fois.")
        self.stdout.write(
            (site or _site()).rstrip("/") + reverse("team:invitation", args=[offer.token])
        )


def _place(code):
    known = Territory.objects.order_by("path")
    found = list((known.filter(code=code) if code else known.filter(parent=None))[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise Stop("Plusieurs territoires : dites lequel par son code, avec --territory.")
    raise Stop(
        f"Aucun territoire n’a le code {code}."
        if code
        else "Aucun territoire encore : « maillage consultation create » en ouvre un."
    )


def _site():
    host = settings.ALLOWED_HOSTS[0]
    return f"https://{host}" if settings.PROXY else f"http://{host}:8000"
