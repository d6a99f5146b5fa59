"""A scenario in the words of a plan, as they are stored: in the language of the site."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from maillage.followup.enums import Method
from maillage.scenarios.enums import WITH_PLACES, Objective
from maillage.scenarios.words import figure, limit_of
from maillage.territory.enums import PlaceKind

NAMED = 12
# Who answers for a place, where its file does not say: its kind does.
MANAGERS = {
    PlaceKind.SCHOOL: "commune",
    PlaceKind.LIBRARY: "commune",
    PlaceKind.TOWN_HALL: "commune",
}


def in_the_language_of_the_site(write):
    def written(*given):
        with override(settings.LANGUAGE_CODE):
            return write(*given)

    return written


@in_the_language_of_the_site
def usual_name(question, territory):
    """«Loire-Atlantique : 5 lieux à moins de 5 km»."""
    within = {"territory": territory.name, "limit": limit_of(question)}
    if question.objective in WITH_PLACES:
        text = ngettext(
            "%(territory)s : %(count)s lieu, à moins de %(limit)s",
            "%(territory)s : %(count)s lieux, à moins de %(limit)s",
            question.places,
        )
        return text % {**within, "count": question.places}
    if question.objective == Objective.BUDGET:
        text = _("%(territory)s : %(budget)s €, à moins de %(limit)s")
        return text % {**within, "budget": figure(question.budget)}
    return _("%(territory)s : tout le monde, à moins de %(limit)s") % within


@in_the_language_of_the_site
def plan_row(scenario, horizon):
    """What, how, who, when and the indicator, as a sheet holds a row."""
    opened = [place for place in scenario.outcome["places"] if not place["was_open"]]
    cells = {
        "levers": [_what(opened)],
        "steps": [*map(_step, opened[:NAMED]), _checks(opened), _origin(scenario)],
        "actors": list(dict.fromkeys(map(_manager, opened)))[:NAMED],
        "horizon": [horizon],
        "indicators": [_("Nombre d’élèves pouvant se connecter, chez eux ou près de chez eux")],
    }
    return {
        "theme": "",
        **{
            key: [{"text": text, "highlighted": False} for text in texts if text]
            for key, texts in cells.items()
        },
    }


def _what(opened):
    named = [f"{place['name']} ({place['commune_name']})" for place in opened[:NAMED]]
    more = len(opened) - len(named)
    if more:
        named.append(ngettext("%(count)s autre", "%(count)s autres", more) % {"count": more})
    text = _("Ouvrir un point d’accès à Internet : %(places)s") % {"places": ", ".join(named)}
    return Truncator(text).chars(1000)


def _step(place):
    return _("%(name)s (%(commune)s) : %(pupils)s élèves sans solution autour") % {
        "name": place["name"],
        "commune": place["commune_name"],
        "pupils": figure(place["pupils"]),
    }


def _checks(opened):
    unknown = [place for place in opened if place["connects"] is None]
    if not unknown:
        return ""
    text = ngettext(
        "Vérifier le Wi-Fi et les horaires de %(count)s lieu : les fichiers ne les disent pas",
        "Vérifier le Wi-Fi et les horaires de %(count)s lieux : les fichiers ne les disent pas",
        len(unknown),
    )
    return text % {"count": len(unknown)}


def _origin(scenario):
    return _("D’après le scénario « %(name)s » (%(address)s)") % {
        "name": scenario.name,
        "address": scenario.get_absolute_url(),
    }


def _manager(place):
    if MANAGERS.get(place["kind"]) == "commune":
        return _("Porteur : commune de %(commune)s") % {"commune": place["commune_name"]}
    return _("Porteur : %(name)s (%(commune)s)") % {
        "name": place["name"],
        "commune": place["commune_name"],
    }


@in_the_language_of_the_site
def unit():
    return _("élèves")


@in_the_language_of_the_site
def source_of(scenario, estimate):
    """Bounded: two names may be long."""
    text = _("Estimation du %(day)s, édition %(edition)s ; scénario « %(name)s »") % {
        "day": date_format(timezone.localdate(estimate.made_at)),
        "edition": estimate.edition or _("non dite"),
        "name": scenario.name,
    }
    return Truncator(text).chars(300)


@in_the_language_of_the_site
def note_of(ability, method):
    how = (
        _("Les lieux du scénario comptent comme ouverts : l’action est faite.")
        if method == Method.SIMULATED
        else _("Les lieux du scénario ne comptent pas encore : l’action n’est pas faite.")
    )
    unseen = ngettext(
        "%(count)s commune sans chiffre publié ou sans position n’est pas comptée.",
        "%(count)s communes sans chiffre publié ou sans position ne sont pas comptées.",
        ability.unseen,
    )
    parts = [how, unseen % {"count": ability.unseen} if ability.unseen else ""]
    parts.append(_("Marge : la moitié de ce qui sépare le plus bas du plus haut."))
    return " ".join(filter(None, parts))
