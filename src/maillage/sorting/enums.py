"""Gestures of the desk, states of a run, and event names, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verb(TextChoices):
    """What a decision did. Whatever the verb, it is told by its moves and its changes."""

    OPEN = "open", _("Constat ouvert")
    PLACE = "place", _("Propos réunis")
    SET_ASIDE = "set_aside", _("Propos mis de côté")
    TAKE_BACK = "take_back", _("Propos remis à trier")
    REFUSE = "refuse", _("Rapprochement refusé")
    MERGE = "merge", _("Constats fusionnés")
    SPLIT = "split", _("Constat scindé")
    RENAME = "rename", _("Constat reformulé")
    UNDO = "undo", _("Décision annulée")


class Tray(TextChoices):
    """Where a point lies on the desk."""

    TO_SORT = "to_sort", _("À trier")
    PLACED = "placed", _("Réuni à un constat")
    ASIDE = "aside", _("Mis de côté")


class RunState(TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Arrêté par une erreur")


class RunStep(TextChoices):
    """In their order."""

    READ = "read", _("Lecture des propos")
    COPIES = "copies", _("Recherche des mêmes mots")
    VECTORS = "vectors", _("Lecture par le modèle")
    GROUPS = "groups", _("Regroupement par sujets")
    SUGGEST = "suggest", _("Écriture des rapprochements")


class Rank(TextChoices):
    """By what shared findings are ranked, as an address says it."""

    VOICES = "voix", _("Le plus de voix")
    TERRITORIES = "territoires", _("Le plus de départements")
    WORKSHOPS = "ateliers", _("Le plus d’ateliers")

    @property
    def column(self):
        return {"voix": "voices", "territoires": "territories", "ateliers": "workshops"}[self.value]


class Event(TextChoices):
    DECIDED = "sorting.decision.taken", _("Décision de tri")
    PUBLISHED = "sorting.desk.published", _("Constats d’une thématique publiés")
    UNPUBLISHED = "sorting.desk.unpublished", _("Constats d’une thématique retirés de la lecture")
    RUN_ASKED = "sorting.run.asked", _("Analyse demandée")
    RUN_ENDED = "sorting.run.ended", _("Analyse terminée")
