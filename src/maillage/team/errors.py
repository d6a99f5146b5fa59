"""Refusals of the team, worded for whoever reads them."""

from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class AlreadyWorn(Refusal):
    def __init__(self):
        super().__init__(_("Cette personne a déjà ce rôle, à cet endroit."))


class InvitationOver(Refusal):
    """Used, withdrawn, too old, or never made: one answer."""

    status = 404
    title = _("Cette invitation ne sert plus")

    def __init__(self):
        super().__init__(
            _(
                "Une invitation sert une fois, pendant sept jours. Si vous l’avez déjà acceptée, "
                "connectez-vous. Sinon, demandez-en une autre à la personne qui vous a invité."
            )
        )


class NoLongerGiven(Refusal):
    def __init__(self):
        super().__init__(
            _(
                "La personne qui vous a invité ne peut plus confier ce rôle. Demandez à qui "
                "administre le site."
            )
        )


class ForAnotherAddress(Refusal):
    title = _("Cette invitation est pour une autre adresse")

    def __init__(self):
        super().__init__(
            _(
                "Elle a été envoyée à une autre adresse que celle de votre compte. "
                "Déconnectez-vous, puis ouvrez de nouveau le lien."
            )
        )
