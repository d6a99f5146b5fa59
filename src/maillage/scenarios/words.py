"""A scenario told to its reader: what was asked, how good the choice is, what is not sure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.scenarios.enums import WITH_PLACES, Objective
from maillage.scenarios.field import SPREAD
from maillage.territory.enums import CentreKind, PlaceKind, PlaceSlot, TravelMode
from maillage.toolbox.charts import french

NAMED = 8


def figure(value):
    return french(value, 0)


def kilometres(value):
    return french(value, 1)


def between(figures):
    """«120 (de 80 à 160)»; one figure alone where it is sure."""
    value, low, high = map(figure, figures)
    if low == high:
        return value
    return _("%(value)s (de %(low)s à %(high)s)") % {"value": value, "low": low, "high": high}


def limit_of(question):
    """«5 km», «15 min»."""
    if question.by:
        return f"{figure(question.minutes)} min"
    return f"{kilometres(question.distance)} km"


def way_of(question):
    """«à vol d’oiseau», «à pied par la voirie»."""
    return str(TravelMode(question.by).label) if question.by else _("à vol d’oiseau")


def distance(one):
    """How far a commune is from its place, as its scenario measured; "" where nobody knows."""
    if one["minutes"] is not None:
        return f"{figure(one['minutes'])} min"
    return "" if one["metres"] is None else f"{kilometres(one['metres'] / 1000)} km"


def proof_sentence(proof):
    if proof["is_proved"]:
        return _("Aucun choix ne fait mieux : le calcul le prouve.")
    return _("Au plus %(gap)s %% mieux est possible.") % {"gap": _percent(proof["gap"])}


def _percent(gap):
    """Never rounded to nothing: what is not proved is not said to be."""
    percent = 100 * gap
    return french(max(percent, 0.01), 2) if percent < 1 else french(percent, 1)


def asked(question):
    """[(name, value)] of all that was asked."""
    lines = [(_("Objectif"), question.objective.label)]
    if question.objective in WITH_PLACES:
        lines.append((_("Lieux à ouvrir"), str(question.places)))
    if question.objective == Objective.BUDGET:
        lines.append((_("Budget"), f"{figure(question.budget)} €"))
        lines += [
            (_("Coût : %(kind)s") % {"kind": PlaceKind(kind).label}, f"{figure(cost)} €")
            for kind, cost in question.costs.items()
        ]
    far = _("%(limit)s au plus, %(way)s") % {"limit": limit_of(question), "way": way_of(question)}
    lines.append((_("Trajet"), far))
    lines.append(
        (_("Lieux candidats"), ", ".join(str(PlaceKind(kind).label) for kind in question.kinds))
    )
    lines.append((_("Exigences"), _demands(question)))
    if question.turns:
        text = ngettext(
            "chacune sert à %(n)s élève ; un lieu qui ne dit pas les siennes n’en refuse aucun",
            "chacune sert à %(n)s élèves ; un lieu qui ne dit pas les siennes n’en refuse aucun",
            question.turns,
        )
        lines.append((_("Places"), text % {"n": question.turns}))
    lines.append(
        (
            _("Lieux où l’on se connecte déjà"),
            _("comptés") if question.existing else _("pas comptés"),
        )
    )
    return lines


def _demands(question):
    told = [str(PlaceSlot(slot).label) for slot in question.slots]
    if question.connects:
        told.insert(0, _("Wi-Fi ou postes"))
    if question.seats:
        told.append(ngettext("%(n)s place", "%(n)s places", question.seats) % {"n": question.seats})
    if question.hours:
        hours = {"hours": french(question.hours, 0)}
        told.append(_("%(hours)s heures d’ouverture par semaine") % hours)
    if not told:
        return _("aucune")
    unknown = (
        _("ce que l’on ne sait pas est accepté")
        if question.unknown
        else _("ce que l’on ne sait pas est écarté")
    )
    return f"{', '.join(told)} ; {unknown}"


def source(told):
    """«Contours des communes, IGN, Licence Ouverte 2.0»: what nobody says is not told."""
    names = ("title", "publisher", "edition", "licence")
    return ", ".join(filter(None, (told.get(name, "") for name in names)))


def yes_or_no(value):
    if value is None:
        return _("on ne sait pas")
    return _("oui") if value else _("non")


def slots_of(place):
    """«mercredi après-midi, samedi»; what no file says is not said to be closed."""
    opened = [str(PlaceSlot(slot).label) for slot, is_open in place["slots"].items() if is_open]
    if place["hours"]:
        opened.append(_("%(hours)s h par semaine") % {"hours": french(place["hours"], 0)})
    if opened:
        return ", ".join(opened)
    return _("aucun de ces créneaux") if len(place["slots"]) > 1 else _("on ne sait pas")


def warnings(question, outcome):
    """What the reader must know before believing it, the gravest first."""
    opened = [place for place in outcome["places"] if not place["was_open"]]
    return [text for text in (
        _unknown(opened, question),
        _to_install(opened),
        _not_counted(outcome["hidden"], _("Chiffre masqué, trop petit pour être publié")),
        _not_counted(outcome["unplaced"], _("Aucune position")),
        _by_squares(outcome["communes"]),
        _roughly_placed(outcome["communes"]),
        _travelled(question),
    ) if text]  # fmt: skip


def _unknown(opened, question):
    unknown = [
        place
        for place in opened
        if place["connects"] is None
        or ((question.seats or question.turns) and place["seats"] is None)
        or (question.hours and place["hours"] is None)
        or any(slot not in place["slots"] for slot in question.slots)
    ]
    if not unknown:
        return ""
    text = ngettext(
        "De %(count)s lieu à ouvrir, les fichiers ne disent pas tout (Wi-Fi, places, horaires) : "
        "vérifiez avant de décider.",
        "De %(count)s lieux à ouvrir, les fichiers ne disent pas tout (Wi-Fi, places, horaires) : "
        "vérifiez avant de décider.",
        len(unknown),
    )
    return text % {"count": len(unknown)}


def _to_install(opened):
    without = [place["name"] for place in opened if place["connects"] is False]
    if not without:
        return ""
    text = ngettext(
        "%(count)s lieu déclare ne pas avoir le Wi-Fi : il faut l’y installer.",
        "%(count)s lieux déclarent ne pas avoir le Wi-Fi : il faut l’y installer.",
        len(without),
    )
    return text % {"count": len(without)}


def _not_counted(names, why):
    if not names:
        return ""
    told = ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    text = ngettext(
        "%(why)s : %(count)s commune n’est comptée nulle part ici (%(names)s).",
        "%(why)s : %(count)s communes ne sont comptées nulle part ici (%(names)s).",
        len(names),
    )
    return text % {"why": why, "count": len(names), "names": told}


def _travelled(question):
    if question.by:
        return _("Minutes du réseau chargé, sans bouchon, sans attente et sans correspondance.")
    return _(
        "À vol d’oiseau : une rivière, une voie rapide ou l’absence de car peuvent rendre ces "
        "kilomètres infranchissables."
    )


def _by_squares(communes):
    spread = sum(one["how"] == SPREAD for one in communes)
    if not spread:
        return _("Les élèves d’une commune sont tous comptés à son centre peuplé.")
    text = ngettext(
        "%(count)s commune est comptée par carreaux de 200 m, d’où l’on mesure les trajets ; ses "
        "parts sont dites par cinq élèves, pour qu’aucun carreau ne se devine.",
        "%(count)s communes sont comptées par carreaux de 200 m, d’où l’on mesure les trajets ; "
        "leurs parts sont dites par cinq élèves, pour qu’aucun carreau ne se devine.",
        spread,
    )
    others = len(communes) - spread
    told = text % {"count": spread}
    if not others:
        return told
    text = ngettext(
        "%(count)s autre est comptée à son centre peuplé.",
        "%(count)s autres sont comptées à leur centre peuplé.",
        others,
    )
    return f"{told} {text % {'count': others}}"


def _roughly_placed(communes):
    middles = sum(one["how"] == CentreKind.CONTOUR for one in communes)
    if not middles:
        return ""
    text = ngettext(
        "%(count)s commune est placée au milieu de son territoire, faute d’école ou de carreau "
        "habité connu.",
        "%(count)s communes sont placées au milieu de leur territoire, faute d’école ou de carreau "
        "habité connu.",
        middles,
    )
    return text % {"count": middles}
