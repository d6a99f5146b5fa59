"""Refusals of the synthesis, worded for whoever reads them."""

from maillage.toolbox.errors import Refusal


class NotAsShown(Refusal):
    """What importing does is not what its reader was shown: nothing is written."""

    def __init__(self):
        super().__init__(
            "Ce que cet import changerait n’est pas ce qui vous a été montré : la destination "
            "vient d’être choisie, ou quelqu’un a modifié l’atelier. Relisez, puis importez."
        )


class UnknownTheme(Refusal):
    status = 422
    title = "La thématique n’est pas reconnue"

    def __init__(self, number, consultation):
        said = f"la thématique n° {number}" if number is not None else "aucune thématique"
        super().__init__(
            f"La feuille annonce {said}, que la consultation « {consultation} » ne compte pas. "
            "Choisissez la thématique dans la liste."
        )


class NoConsultation(Refusal):
    def __init__(self):
        super().__init__(
            "Aucune consultation n’est ouverte : créez-en une avant d’y verser des feuilles."
        )
