"""Refusals of the synthesis, worded for whoever reads them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.toolbox.errors import Refusal


class NotAsShown(Refusal):
    """What importing does is not what its reader was shown: nothing is written."""

    def __init__(self):
        super().__init__(
            _(
                "Ce que cet import changerait n’est pas ce qui vous a été montré : la "
                "destination vient d’être choisie, ou quelqu’un a modifié l’atelier. "
                "Relisez, puis importez."
            )
        )


class UnknownTheme(Refusal):
    status = 422
    title = gettext_lazy("La thématique n’est pas reconnue")

    def __init__(self, number, consultation):
        said = (
            _("la thématique n° %(number)s") % {"number": number}
            if number is not None
            else _("aucune thématique")
        )
        super().__init__(
            _(
                "La feuille annonce %(said)s, que la consultation « %(consultation)s » ne compte "
                "pas. Choisissez la thématique dans la liste."
            )
            % {"said": said, "consultation": consultation}
        )


class NoConsultation(Refusal):
    def __init__(self):
        super().__init__(
            _("Aucune consultation n’est ouverte : créez-en une avant d’y verser des feuilles.")
        )
