"""The tables of a département, with their wording; the classes of a share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.territory.enums import About


class View(TextChoices):
    """What a page lists of a département: its value is its address."""

    SCHOOLS = "etablissements", _("Établissements")
    COMMUNES = "communes", _("Communes")
    OPERATORS = "operateurs", _("Opérateurs")
    NETWORKS = "zones-blanches", _("Zones blanches")

    @property
    def about(self):
        return ABOUT[self]

    @property
    def caption(self):
        return CAPTIONS[self]


ABOUT = {
    View.SCHOOLS: About.SCHOOL,
    View.COMMUNES: About.COMMUNE,
    View.OPERATORS: About.OPERATOR,
}
CAPTIONS = {
    View.SCHOOLS: _("Établissements, le plus d’élèves sans solution d’abord"),
    View.COMMUNES: _("Communes, le plus d’élèves sans solution d’abord"),
    View.OPERATORS: _("Opérateurs, le plus d’élèves sans leur réseau d’abord"),
    View.NETWORKS: _("Communes, la plus grande zone blanche d’abord"),
}
# Of 100 pupils, from how many on a commune is in the class; the same for every département, so that
# two maps can be laid side by side.
CLASSES = (0, 1, 2, 5, 10)
# Beside the classes, what has no figure or whose figure is hidden.
UNTOLD = "u"


class Layer(TextChoices):
    """What the interactive map can show: its value is its name in the tiles."""

    COMMUNES = "communes", _("Communes, par part d’élèves sans solution")
    CATCHMENTS = "catchments", _("Secteurs des collèges")
    SCHOOLS = "schools", _("Collèges et lycées")
    PLACES = "places", _("Lieux où se connecter")
    COVERAGE = "coverage", _("Couverture mobile")
    VOICES = "voices", _("Retours du terrain")

    @classmethod
    def offered(cls, drawn, voices):
        """(layer, is it shown at first?), of those that have something to show."""
        there = [layer for layer in cls if layer.value in drawn or (layer == cls.VOICES and voices)]
        return [(layer, layer in SHOWN_FIRST) for layer in there]


class Use(TextChoices):
    """What a coverage is of, as its files say it."""

    VOICE = "voix", _("appels")
    DATA = "data", _("données")


SHOWN_FIRST = (Layer.COMMUNES, Layer.SCHOOLS)


class Event(TextChoices):
    TILES_DRAWN = "atlas.tiles.drawn", _("Carte interactive dessinée")
    HEARD = "atlas.voices.heard", _("Voix sans réseau comptées")
    FIGURE_CONTESTED = "atlas.figure.contested", _("Chiffre contesté")
