"""Refusals about scenarios, worded for whoever reads them."""

from django.utils.translation import gettext_lazy as _

from maillage.toolbox.errors import Refusal


class Unanswerable(Refusal):
    """What was asked has no answer; `text` says what to change."""

    status = 422
    text = ""

    def __init__(self, **told):
        super().__init__(str(self.text) % told)


class UnknownDepartment(Unanswerable):
    text = _("Aucun département ne porte le code « %(code)s ».")


class NoEstimate(Unanswerable):
    text = _(
        "Les élèves sans solution ne sont pas encore estimés pour %(territory)s : faites "
        "d’abord cette estimation."
    )


class NoDemand(Unanswerable):
    text = _(
        "Aucune commune de %(territory)s n’a de chiffre publié et de position : il n’y a "
        "personne à rapprocher d’un lieu."
    )


class NoCandidate(Unanswerable):
    text = _(
        "Aucun lieu ne répond à ce que vous demandez. Choisissez d’autres sortes de lieux, "
        "demandez moins, ou acceptez ce que l’on ne sait pas."
    )


class NoneInReach(Unanswerable):
    text = _(
        "Aucun des lieux à ouvrir n’est à moins de %(limit)s d’une commune qui attend : allongez "
        "le trajet, ou choisissez d’autres sortes de lieux."
    )


class TooFewPlaces(Unanswerable):
    text = _("%(most)s lieux seulement répondent à ce que vous demandez : demandez-en moins.")


class NoRoads(Unanswerable):
    text = _(
        "Aucun réseau n’est chargé pour %(territory)s, %(mode)s : chargez-le, ou mesurez à vol "
        "d’oiseau."
    )


class SeatsOfEverybody(Unanswerable):
    text = _(
        "Combien de lieux suffisent à tous ne se calcule pas avec des places comptées : cherchez "
        "plutôt avec un nombre de lieux, ou un budget."
    )


class InThePlan(Refusal):
    def __init__(self):
        super().__init__(
            _(
                "Ce scénario est devenu une action du plan, qui s’appuie sur lui : retirez d’abord "
                "l’action du plan."
            )
        )
