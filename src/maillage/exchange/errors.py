from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class Unreadable(Refusal):
    """The file as a whole: what is wrong with it, in one line for whoever sent it."""

    status = 422


class SaysNothing(Unreadable):
    """No column holds what somebody says: it may be told which one does."""


class ColumnsUndecided(Refusal):
    def __init__(self):
        super().__init__(_("Dites d’abord ce que sont les colonnes qui ne se reconnaissent pas."))


class BegunAlready(Refusal):
    def __init__(self):
        super().__init__(_("L’import de ce fichier a commencé : ses colonnes ne changent plus."))


class RowsRefused(Refusal):
    """Some rows are wrong: none is imported, and each says why."""

    status = 422

    def __init__(self, faults, count):
        self.faults, self.count = faults, count
        super().__init__(_("Le fichier n’a pas été importé : des lignes sont à corriger."))


class TooManyForASheet(Refusal):
    def __init__(self):
        super().__init__(
            _("Un classeur ne tient que 1 048 575 lignes : prenez le fichier CSV, qui tient tout.")
        )


class CitedAlready(Refusal):
    def __init__(self):
        super().__init__(
            _(
                "Des témoignages de ce fichier sont déjà cités dans un diagnostic : l’import ne "
                "s’annule plus. Chaque témoignage peut encore être refusé par la modération."
            )
        )
