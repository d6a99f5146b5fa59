"""Kinds and event names of the plan, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActorRole(TextChoices):
    LEAD = "lead", _("Porteur")
    INVOLVED = "involved", _("Associé")
    UNSAID = "", _("Mobilisé")


class Term(TextChoices):
    SHORT = "short", _("Court terme")
    MEDIUM = "medium", _("Moyen terme")
    LONG = "long", _("Long terme")
    UNSAID = "", _("Terme non précisé")


class IndicatorKind(TextChoices):
    INDICATOR = "indicator", _("Indicateur")
    SUCCESS_FACTOR = "success_factor", _("Facteur clé de réussite")


class Direction(TextChoices):
    UP = "up", _("À augmenter")
    DOWN = "down", _("À réduire")
    UNSAID = "", _("Sens non précisé")


class Slot(TextChoices):
    """When in the week or the year, in words people use. The codes are the library reader's."""

    MONDAY = "monday", _("lundi")
    TUESDAY = "tuesday", _("mardi")
    WEDNESDAY = "wednesday", _("mercredi")
    THURSDAY = "thursday", _("jeudi")
    FRIDAY = "friday", _("vendredi")
    SATURDAY = "saturday", _("samedi")
    SUNDAY = "sunday", _("dimanche")
    MORNING = "morning", _("le matin")
    NOON = "noon", _("le midi")
    AFTERNOON = "afternoon", _("l’après-midi")
    EVENING = "evening", _("le soir")
    NIGHT = "night", _("la nuit")
    HOLIDAYS = "holidays", _("pendant les congés")
    WEEKEND = "weekend", _("le week-end")
    TERM_TIME = "term_time", _("en période scolaire")
    DAILY = "daily", _("chaque jour")
    WEEKLY = "weekly", _("chaque semaine")
    MONTHLY = "monthly", _("chaque mois")


class Event(TextChoices):
    ROWS_WRITTEN = "plan.rows.written", _("Plan d’action de l’atelier écrit")
    WORDING_REPHRASED = "plan.wording.rephrased", _("Plan reformulé")
    WORDING_ADDED = "plan.wording.added", _("Élément ajouté au plan")
    WORDING_REMOVED = "plan.wording.removed", _("Élément retiré du plan")
    INDICATOR_DEFINED = "plan.indicator.defined", _("Indicateur précisé")
    LINK_CONFIRMED = "plan.link.confirmed", _("Lien confirmé")
    LINK_REFUSED = "plan.link.refused", _("Lien refusé")
    LINK_DRAWN = "plan.link.drawn", _("Lien ajouté")
