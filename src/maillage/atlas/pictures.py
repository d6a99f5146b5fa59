"""Which map stands beside which table, with its legend and what it says in words."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.atlas import drawing, words
from maillage.atlas.enums import CLASSES, UNTOLD
from maillage.territory.enums import PlaceKind

# Named in the description of a map; the table names them all.
NAMED = 5
# Classes of the map of networks, and from how many inhabitants of 100 a zone is drawn.
COVERED, GREY, WHITE, NOTICED = 0, 2, 4, 1


@dataclass(frozen=True)
class Picture:
    title: str
    svg: SafeString
    # [(swatch, label)]
    legend: list


def of_shares(sketch, told, of_interest=()):
    """Of each commune, the share of its pupils without a solution."""
    classes = {code: drawing.class_of(share) for code, share in told.shares.items()}
    title = _("Part des élèves sans solution, par commune")
    said = _shares_in_words(told, classes)
    svg = drawing.map_of(sketch, classes, title=title, description=said, of_interest=of_interest)
    return Picture(title, svg, _legend(words.class_labels(), sketch))


def _shares_in_words(told, classes):
    most = [told.names[code] for code, each in classes.items() if each == len(CLASSES) - 1]
    if not most:
        return _("Aucune commune n’a %(share)s %% d’élèves sans solution.") % {"share": CLASSES[-1]}
    named, more = ", ".join(most[:NAMED]), len(most) - NAMED
    said = _("Communes où %(share)s %% des élèves ou plus sont sans solution : %(named)s") % {
        "share": CLASSES[-1],
        "named": named,
    }
    beyond = _(" et %(more)s autres") % {"more": more} if more > 0 else ""
    return f"{said}{beyond}."


def of_networks(sketch):
    """Of each commune, what it has most to complain of."""
    classes = {code: _network(told) for code, told in sketch.networks.items()}
    title = _("Nombre d’opérateurs mobiles, par commune")
    counts = list(classes.values())
    said = _("Zone blanche dans %(white)s communes, grise dans %(grey)s autres.") % {
        "white": counts.count(WHITE),
        "grey": counts.count(GREY),
    }
    svg = drawing.map_of(sketch, classes, title=title, description=said)
    labels = [
        (COVERED, _("trois opérateurs ou plus, presque partout")),
        (GREY, _("zone grise : un ou deux opérateurs pour 1 habitant sur 100 ou plus")),
        (WHITE, _("zone blanche : aucun opérateur pour 1 habitant sur 100 ou plus")),
        (UNTOLD, words.class_label(UNTOLD)),
    ]
    return Picture(title, svg, _legend(labels, sketch))


def _network(told):
    none, few, _more = told
    if none >= NOTICED:
        return WHITE
    return GREY if few >= NOTICED else COVERED


def _legend(labels, sketch):
    kinds = (
        PlaceKind.SECONDARY,
        PlaceKind.LIBRARY,
        PlaceKind.FRANCE_SERVICES,
        PlaceKind.OTHER,
    )
    marks = [(kind.value, kind.label) for kind in kinds if sketch.dots.get(kind.value)]
    if sketch.lines:
        marks.append(("limit", _("Limite de secteurs de collèges")))
    return [
        *((drawing.swatch(each), label) for each, label in labels),
        *((drawing.mark(each), label) for each, label in marks),
    ]
