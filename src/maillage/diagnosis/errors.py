from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class NotCitable(Refusal):
    def __init__(self):
        super().__init__(
            _(
                "Ce propos ne peut plus être cité : son auteur l’a retiré ou corrigé, ou il n’est "
                "plus publié."
            )
        )
