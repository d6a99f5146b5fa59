"""Refusals about scenarios, worded for whoever reads them."""

from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class UnknownDepartment(Refusal):
    status = 422

    def __init__(self, code):
        super().__init__(
            _("Aucun département ne porte le code « %(code)s ».") % {"code": code[:10]}
        )


class NoEstimate(Refusal):
    status = 422

    def __init__(self, territory):
        super().__init__(
            _(
                "Les élèves sans solution ne sont pas encore estimés pour %(territory)s : faites "
                "d’abord cette estimation."
            )
            % {"territory": territory}
        )


class NoDemand(Refusal):
    status = 422

    def __init__(self, territory):
        super().__init__(
            _(
                "Aucune commune de %(territory)s n’a de chiffre publié et de position : il n’y a "
                "personne à rapprocher d’un lieu."
            )
            % {"territory": territory}
        )


class NoCandidate(Refusal):
    status = 422

    def __init__(self):
        super().__init__(
            _(
                "Aucun lieu ne répond à ce que vous demandez. Choisissez d’autres sortes de lieux, "
                "demandez moins, ou acceptez ce que l’on ne sait pas."
            )
        )


class NoneInReach(Refusal):
    status = 422

    def __init__(self, distance):
        super().__init__(
            _(
                "Aucun des lieux à ouvrir n’est à moins de %(distance)s km d’une commune qui "
                "attend : allongez la distance, ou choisissez d’autres sortes de lieux."
            )
            % {"distance": distance}
        )


class TooFewPlaces(Refusal):
    status = 422

    def __init__(self, most):
        super().__init__(
            _("%(most)s lieux seulement répondent à ce que vous demandez : demandez-en moins.")
            % {"most": most}
        )


class InThePlan(Refusal):
    def __init__(self):
        super().__init__(
            _(
                "Ce scénario est devenu une action du plan, qui s’appuie sur lui : retirez d’abord "
                "l’action du plan."
            )
        )
