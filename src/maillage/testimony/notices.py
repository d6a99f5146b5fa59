"""What the page says beside what was typed: why it comes back."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Notice(NamedTuple):
    kind: str
    title: str | Promise
    text: str | Promise
    # What the button says instead of "confirm".
    button: str | Promise = ""


AGAIN = Notice(
    "info",
    _("Encore un clic"),
    _("Relisez une dernière fois, puis confirmez : rien n’est encore envoyé."),
)
WHICH = Notice(
    "error",
    _("Un point est à corriger"),
    _("Dites de quel endroit vous parlez, ou choisissez de garder vos mots."),
)
FOREIGN = Notice(
    "warning",
    _("Cette page vous a été envoyée par un autre site"),
    _("Rien n’est enregistré. Si ces mots sont les vôtres, confirmez-les ici."),
)
OTHER_WORDS = Notice(
    "warning",
    _("Ce formulaire a déjà été reçu, avec un autre texte"),
    _(
        "Le premier envoi est gardé. Pour le corriger, suivez le lien de son récépissé. "
        "Si ceci est un autre témoignage, envoyez-le aussi."
    ),
    _("Envoyer aussi ce témoignage"),
)
