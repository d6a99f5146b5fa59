"""Refusals of the follow-up, worded for whoever reads them."""

from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class ReasonMissing(Refusal):
    status = 422

    def __init__(self):
        super().__init__(
            _(
                "Une action bloquée dit ce qui la bloque et qui peut la débloquer : "
                "complétez les deux."
            )
        )


class DateToCome(Refusal):
    status = 422

    def __init__(self):
        super().__init__(_("La date est à venir : on ne constate que ce qui a eu lieu."))


class KeyReused(Refusal):
    """Back in the browser, other words in the same form: neither a retry nor a new form."""

    def __init__(self):
        super().__init__(
            _(
                "Ce formulaire a déjà été enregistré, avec d’autres réponses. Pour "
                "ajouter celles-ci, enregistrez de nouveau."
            )
        )
