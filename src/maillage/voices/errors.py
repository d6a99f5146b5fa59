"""Refusals of the voices, worded for whoever reads them."""

from maillage.toolbox.errors import Refusal, Stale


class AlreadyOpened(Refusal):
    def __init__(self):
        super().__init__("Cette consultation a déjà été ouverte.")


class WordingChanged(Stale):
    """Someone else corrected the same words in the meantime."""

    def __init__(self, current, version):
        super().__init__(
            "Quelqu’un a modifié ce texte pendant que vous l’écriviez. "
            f"Il dit maintenant : « {current} ». Comparez, puis enregistrez de nouveau.",
            version=version,
        )


class AlreadyRemoved(Refusal):
    def __init__(self):
        super().__init__("Cet élément a été retiré de la feuille entre-temps.")


class ForeignLink(Refusal):
    def __init__(self):
        super().__init__("Un lien ne se trace qu’entre deux éléments d’un même atelier.")
