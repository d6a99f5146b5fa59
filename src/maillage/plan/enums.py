"""Kinds and event names of the plan, with their wording."""

from django.db.models import TextChoices


class ActorRole(TextChoices):
    LEAD = "lead", "Porteur"
    INVOLVED = "involved", "Associé"
    UNSAID = "", "Mobilisé"


class Term(TextChoices):
    SHORT = "short", "Court terme"
    MEDIUM = "medium", "Moyen terme"
    LONG = "long", "Long terme"
    UNSAID = "", "Terme non précisé"


class IndicatorKind(TextChoices):
    INDICATOR = "indicator", "Indicateur"
    SUCCESS_FACTOR = "success_factor", "Facteur clé de réussite"


class Direction(TextChoices):
    UP = "up", "À augmenter"
    DOWN = "down", "À réduire"
    UNSAID = "", "Sens non précisé"


class Slot(TextChoices):
    """When in the week or the year, in words people use. The codes are the library reader's."""

    MONDAY = "monday", "lundi"
    TUESDAY = "tuesday", "mardi"
    WEDNESDAY = "wednesday", "mercredi"
    THURSDAY = "thursday", "jeudi"
    FRIDAY = "friday", "vendredi"
    SATURDAY = "saturday", "samedi"
    SUNDAY = "sunday", "dimanche"
    MORNING = "morning", "le matin"
    NOON = "noon", "le midi"
    AFTERNOON = "afternoon", "l’après-midi"
    EVENING = "evening", "le soir"
    NIGHT = "night", "la nuit"
    HOLIDAYS = "holidays", "pendant les congés"
    WEEKEND = "weekend", "le week-end"
    TERM_TIME = "term_time", "en période scolaire"
    DAILY = "daily", "chaque jour"
    WEEKLY = "weekly", "chaque semaine"
    MONTHLY = "monthly", "chaque mois"


class Event(TextChoices):
    ROWS_WRITTEN = "plan.rows.written", "Plan d’action de l’atelier écrit"
    WORDING_REPHRASED = "plan.wording.rephrased", "Plan reformulé"
    WORDING_ADDED = "plan.wording.added", "Élément ajouté au plan"
    WORDING_REMOVED = "plan.wording.removed", "Élément retiré du plan"
    INDICATOR_DEFINED = "plan.indicator.defined", "Indicateur précisé"
    LINK_CONFIRMED = "plan.link.confirmed", "Lien confirmé"
    LINK_REFUSED = "plan.link.refused", "Lien refusé"
    LINK_DRAWN = "plan.link.drawn", "Lien ajouté"
