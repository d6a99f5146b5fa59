"""Refusals of the moderation, worded for whoever reads them."""

from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class TooManyReports(Refusal):
    status = 429

    def __init__(self):
        super().__init__(
            _(
                "Beaucoup de signalements viennent du même réseau que vous. Les vôtres seront de "
                "nouveau reçus dans une heure."
            )
        )
