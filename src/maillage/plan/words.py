"""What was read in the cells of a plan, told to the reader beside the words it was read in."""

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.plan.enums import ActorRole, Direction, Slot, Term
from maillage.toolbox.analysis import fold
from maillage.toolbox.french_numbers import written


def horizon_words(horizon):
    """«court terme, du 1er septembre 2026 au 30 juin 2027, le soir»; "" when that says no more."""
    terms = [Term(term).label.lower() for term in horizon.terms if term in Term.values]
    slots = [str(Slot(slot).label) for slot in horizon.slots if slot in Slot.values]
    read = ", ".join([*terms, *_dates(horizon.starts_on, horizon.ends_on), *slots])
    return "" if fold(read) == fold(horizon.text) else read


def actor_words(actor):
    return ActorRole(actor.role).label.lower() if actor.role else ""


def indicator_words(indicator):
    """«à augmenter, de 2 à 8 communes»."""
    direction = Direction(indicator.direction).label.lower() if indicator.direction else ""
    ends = _ends(indicator.baseline, indicator.target)
    unit = indicator.unit
    counted = f"{ends} {unit}".strip() if ends else unit and _("en %(unit)s") % {"unit": unit}
    return ", ".join(part for part in (direction, counted) if part)


def _dates(starts_on, ends_on):
    if starts_on and ends_on == starts_on:
        return [_("le %(day)s") % {"day": _day(starts_on)}]
    if starts_on and ends_on:
        return [_("du %(first)s au %(last)s") % {"first": _day(starts_on), "last": _day(ends_on)}]
    if starts_on:
        return [_("à partir du %(day)s") % {"day": _day(starts_on)}]
    return [_("jusqu’au %(day)s") % {"day": _day(ends_on)}] if ends_on else []


def _day(day):
    text = date_format(day)
    is_french = get_language().startswith("fr")
    return f"1er{text[1:]}" if is_french and day.day == 1 else text


def _ends(baseline, target):
    if baseline is not None and target is not None:
        return _("de %(baseline)s à %(target)s") % {
            "baseline": written(baseline),
            "target": written(target),
        }
    if target is not None:
        return _("cible %(target)s") % {"target": written(target)}
    return (
        _("départ %(baseline)s") % {"baseline": written(baseline)} if baseline is not None else ""
    )
