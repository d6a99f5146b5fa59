"""Refusals of the voices, worded for whoever reads them."""

from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal, Stale


class AlreadyOpened(Refusal):
    def __init__(self):
        super().__init__(_("Cette consultation a déjà été ouverte."))


class NotOpen(Refusal):
    def __init__(self):
        super().__init__(
            _(
                "Cette consultation ne reçoit plus de témoignages. Ce que vous avez "
                "écrit n’a pas été enregistré : gardez-le, et revenez à l’accueil pour "
                "savoir où elle en est."
            )
        )


class OtherWordsSameKey(Refusal):
    """The key of a form already received comes back with another text: the first one is kept."""

    status = 422

    def __init__(self):
        super().__init__(
            _(
                "Ce formulaire a déjà été reçu avec un autre texte, et ce premier "
                "envoi est gardé. Pour le corriger, suivez le lien de votre récépissé "
                "; pour dire autre chose, ouvrez un nouveau formulaire."
            )
        )


class AlreadyWithdrawn(Refusal):
    def __init__(self):
        super().__init__(_("Ce témoignage a été retiré : ses mots n’existent plus."))


class WordingChanged(Stale):
    """Someone else corrected the same words in the meantime."""

    def __init__(self, current, version):
        super().__init__(
            _(
                "Quelqu’un a modifié ce texte pendant que vous l’écriviez. Il dit "
                "maintenant : « %(current)s ». Comparez, puis enregistrez de nouveau."
            )
            % {"current": current},
            version=version,
        )


class NotTheirWords(Refusal):
    """A point of somebody is what they said, to the letter."""

    status = 422

    def __init__(self, words):
        super().__init__(
            _("« %(words)s » n’est pas dans ce récit : recopiez ses mots tels qu’ils sont.")
            % {"words": words}
        )


class AlreadyRemoved(Refusal):
    def __init__(self):
        super().__init__(_("Cet élément a été retiré de la feuille entre-temps."))


class ForeignLink(Refusal):
    def __init__(self):
        super().__init__(_("Un lien ne se trace qu’entre deux éléments d’un même atelier."))


class NoLongerShown(Refusal):
    def __init__(self):
        super().__init__(_("Ce témoignage n’est plus publié."))


class TooManySameHere(Refusal):
    status = 429

    def __init__(self):
        super().__init__(
            _(
                "Beaucoup de « moi aussi » viennent du même réseau que vous pour ce témoignage. "
                "Le vôtre sera de nouveau compté dans une heure."
            )
        )


class ThemeKnown(Refusal):
    def __init__(self, theme):
        super().__init__(
            _("Ce témoignage a déjà une thématique : %(theme)s. Elle reste.") % {"theme": theme}
        )
