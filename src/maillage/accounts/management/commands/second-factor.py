"""`maillage second-factor reset EMAIL`: for whoever lost telephone, keys and recovery codes."""

from django.core.management.base import BaseCommand

from maillage.accounts.actions import reset_second_factor
from maillage.accounts.models import User, UserManager
from maillage.toolbox.stopping import stop_of

Stop = stop_of("second-factor")


class Command(BaseCommand):
    help = "Remet à zéro le second facteur d’un compte : il sera réglé à la prochaine connexion."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="reset")
        reset = verbs.add_parser("reset", help="après avoir vérifié qui le demande")
        reset.add_argument("email", metavar="ADRESSE")

    def handle(self, *, email, **options):
        user = User.objects.filter(email=UserManager.normalize_email(email)).first()
        if user is None:
            raise Stop(f"aucun compte n’a l’adresse {email}.")
        reset_second_factor(user=user, acting_user=None)
        self.stdout.write(f"Le second facteur de {user.email} est remis à zéro.")
