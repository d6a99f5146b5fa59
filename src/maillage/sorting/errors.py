"""Refusals of the desk, worded for whoever sorts."""

from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal, Stale


class Overtaken(Stale):
    """Somebody touched the same cards or findings since the page was shown.

    `told`: their decisions, in words. `version`: the number of the last one, for whoever reads
    them and decides all the same.
    """

    def __init__(self, told, version):
        super().__init__(
            _("Pendant que vous lisiez, d’autres ont décidé : %(told)s") % {"told": " ".join(told)},
            version=version,
        )
        self.told = told


class StandsInTheWay(Refusal):
    def __init__(self, told):
        super().__init__(
            _("Cette décision ne s’annule pas avant celle-ci, qui vient après : %(told)s")
            % {"told": " ".join(told)}
        )
        self.told = told


class AlreadyUndone(Refusal):
    def __init__(self):
        super().__init__(_("Cette décision est déjà annulée."))


class NothingToUndo(Refusal):
    def __init__(self):
        super().__init__(
            _("Cette annulation n’avait rien déplacé : prenez plutôt une nouvelle décision.")
        )


class AlreadyDone(Refusal):
    def __init__(self):
        super().__init__(_("C’est déjà ainsi : il n’y a rien à changer."))


class CardsGone(Refusal):
    def __init__(self):
        super().__init__(
            _(
                "Certains de ces propos ne sont plus à trier : leurs auteurs les ont retirés ou "
                "corrigés, ou leur atelier ne les dit plus. Regardez ce qui reste."
            )
        )


class NoCards(Refusal):
    def __init__(self):
        super().__init__(_("Un constat s’appuie sur au moins un propos : cochez-en."))


class FindingClosed(Refusal):
    def __init__(self, finding):
        if finding.merged_into:
            told = _("Ce constat a été fusionné dans « %(into)s ».")
            told %= {"into": finding.merged_into.text}
        else:
            told = _("Ce constat est clos : il ne réunit plus de propos.")
        super().__init__(told)


class MixedKinds(Refusal):
    def __init__(self):
        super().__init__(
            _("Un irritant et un point fort ne vont pas sous un même constat : triez-les à part.")
        )


class NothingLeft(Refusal):
    def __init__(self):
        super().__init__(
            _("Il ne resterait rien sous le premier constat : reformulez-le plutôt que le scinder.")
        )


class OtherGestureSameKey(Refusal):
    """The key of a page already sent comes back with another gesture: the first one is kept."""

    status = 422

    def __init__(self):
        super().__init__(
            _("Cette page a déjà servi à une autre décision, qui est gardée. Rechargez-la.")
        )


class AlreadyAsked(Refusal):
    def __init__(self):
        super().__init__(
            _("Une analyse de cette thématique est déjà demandée ou en cours : elle suffit.")
        )


class LeaseLost(Exception):
    """Another worker holds this run now: this one writes nothing more of it."""
