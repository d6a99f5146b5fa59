"""A figure as a sentence."""

from dataclasses import dataclass
from math import ceil, floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.atlas.enums import CLASSES, UNTOLD
from maillage.territory.enums import About
from maillage.toolbox.charts import decimal_mark, french
from maillage.voices.enums import FEW

# What whoever runs the site types for what is missing.
LOAD = {
    "contours": "maillage territory load communes.geojson",
    "networks": "maillage territory load nbope_communes.csv",
}


def whole(figure):
    """As a page writes it; a share of a pupil is nobody, and rounds as a margin must."""
    return french(figure, 0)


class Writer:
    """Writes many figures of one page: its language is asked for once."""

    def __init__(self):
        self._between, self._mark = _("%(low)s à %(high)s"), decimal_mark()
        self._hidden, self.absent = _("masqué : trop peu d’élèves"), _("donnée absente")

    def margin(self, low, high):
        """Rounded outwards: what is written holds what is meant."""
        low, high = floor(low), ceil(high)
        if low == high:
            return whole(low)
        return self._between % {"low": whole(low), "high": whole(high)}

    def percent(self, figure):
        digits = 1 if figure < 10 else 0
        return f"{french(figure, digits, self._mark)}\N{NARROW NO-BREAK SPACE}%"

    def untold(self, line):
        """Why a line has no figure."""
        return self._hidden if line.is_hidden else self.absent


def margin(low, high):
    return Writer().margin(low, high)


def heading(told):
    """The figure of the whole département, in words."""
    if told is None:
        return _("Élèves sans solution : chiffre inconnu")
    return ngettext(
        "%(margin)s élève sans solution sur %(all)s",
        "%(margin)s élèves sans solution sur %(all)s",
        ceil(told.high),
    ) % {"margin": margin(told.low, told.high), "all": whole(told.pupils)}


def share(line):
    return "" if line.share is None else percent(line.share)


def percent(figure):
    return Writer().percent(figure)


def networks_heading(rows):
    """How many communes have a white zone."""
    if not rows:
        return _("Zones blanches : nombre d’opérateurs inconnu")
    white = sum(told[0] > 0 for _code, _name, told in rows)
    return ngettext(
        "%(white)s commune sur %(all)s a une zone blanche",
        "%(white)s communes sur %(all)s ont une zone blanche",
        white,
    ) % {"white": whole(white), "all": whole(len(rows))}


def commands(code):
    """What whoever runs the site types for a département to be estimated."""
    folder = _("DOSSIER")
    return f"maillage territory load {folder}", f"maillage territory compute {code or 44}"


def class_label(rank):
    """Of 100 pupils, from how many to how many."""
    if rank == UNTOLD:
        return _("masqué, ou absent")
    if rank == len(CLASSES) - 1:
        return _("%(low)s %% et plus") % {"low": CLASSES[rank]}
    return f"{CLASSES[rank]} – {CLASSES[rank + 1]}\N{NARROW NO-BREAK SPACE}%"


def class_labels():
    """[(class, what it means)], in the order of a legend."""
    return [(name, class_label(name)) for name in (*range(len(CLASSES)), UNTOLD)]


@dataclass(frozen=True)
class Figures:
    """What is known of one line: a sentence, then [(name, figure)]."""

    sentence: str
    facts: list


def figures(line):
    who = _("Élèves qui y habitent")
    if line.about == About.SCHOOL:
        who = _("Élèves qui habitent son secteur")
    facts = [
        (_("Sans solution"), _around(line)),
        (_("Part"), share(line)),
        (who, _known(line.residents)),
        (_("Élèves inscrits, comptés"), _known(line.enrolled)),
        (_("Élèves parmi lesquels on cherche"), _known(line.pupils)),
        (_("Méthode"), line.get_method_display()),
        (_("Édition la plus récente"), line.estimate.edition),
    ]
    return Figures(sentence(line), [(name, figure) for name, figure in facts if figure])


def sentence(line):
    if line.is_hidden:
        return _("Chiffre masqué : trop peu d’élèves, ou ce qui permettrait de les retrouver")
    if line.without is None or not line.pupils:
        return _("Chiffre inconnu : il manque un fichier qui en parle")
    return heading(line)


def contested(line):
    """What somebody speaks against, as they read it above the form."""
    return f"{line.name} : {sentence(line)} ({line.estimate.edition})"


def contests(count):
    """How many say otherwise: few are not told apart from none."""
    if count < FEW:
        return _("Moins de %(few)s personnes contestent ce chiffre.") % {"few": FEW}
    return _("%(count)s personnes contestent ce chiffre.") % {"count": whole(count)}


def distance(metres):
    if metres is None:
        return ""
    if metres < 1_000:
        return _("%(metres)s m") % {"metres": whole(round(metres, -1))}
    return _("%(km)s km") % {"km": french(metres / 1_000, 1)}


def where(row):
    """Of a commune what holds it and its code; of a school its town and its code."""
    around = getattr(row, "parent", None) or getattr(row, "territory", None)
    code = getattr(row, "uai", "") or row.code
    return ", ".join([str(around), code] if around else [code])


def _around(line):
    if line.without is None:
        return ""
    return _("environ %(middle)s, de %(margin)s") % {
        "middle": whole(line.without),
        "margin": margin(line.low, line.high),
    }


def _known(figure):
    return "" if figure is None else whole(figure)


def voices(count):
    """How many say that they have no network: few are not told apart from none."""
    if not count:
        return _("Moins de %(few)s personnes y disent ne pas avoir de réseau.") % {"few": FEW}
    return _("%(count)s personnes y disent ne pas avoir de réseau.") % {"count": whole(count)}


def spoken(count, workshops):
    """What people and workshops of a commune say of its network, where some do."""
    said = [voices(count)] if count else []
    if workshops:
        told = ngettext(
            "%(count)s atelier y a dit ne pas avoir de réseau.",
            "%(count)s ateliers y ont dit ne pas avoir de réseau.",
            workshops,
        )
        said.append(told % {"count": whole(workshops)})
    return " ".join(said)


def contesting(told):
    """As a moderator reads it, beside the account that says otherwise."""
    return _("Conteste ce chiffre : %(told)s") % {"told": told}
