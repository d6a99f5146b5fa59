from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class AddressTaken(Refusal):
    def __init__(self):
        super().__init__(_("Un compte existe déjà avec cette adresse électronique."))


class LastAdministrator(Refusal):
    def __init__(self, territory):
        super().__init__(
            _(
                "Plus personne n’administrerait %(place)s : confiez d’abord ce rôle à quelqu’un "
                "d’autre."
            )
            % {"place": territory}
        )


class DemoStays(Refusal):
    def __init__(self):
        super().__init__(
            _("Ce compte sert à la démonstration : chacun le trouve tel que vous l’avez trouvé.")
        )


class AccountClosed(Refusal):
    def __init__(self):
        super().__init__(_("Ce compte est fermé : rouvrez-le d’abord."))


class LastFactor(Refusal):
    def __init__(self):
        super().__init__(
            _("C’est le seul moyen de confirmer que c’est vous. Ajoutez-en un autre avant.")
        )
