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


class NoTexts(Refusal):
    """A file that can be read, where nothing says what people said."""

    status = 422


class NotOurs(Refusal):
    """Something stands where we would write, that we did not write."""
