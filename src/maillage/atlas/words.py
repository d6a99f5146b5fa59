"""A figure as a sentence."""

from math import ceil, floor

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.atlas.enums import CLASSES
from maillage.toolbox.charts import french


def whole(figure):
    """As a page writes it; a share of a pupil is nobody, and rounds as a margin must."""
    return french(figure, 0)


def margin(low, high):
    """Rounded outwards: what is written holds what is meant."""
    low, high = floor(low), ceil(high)
    if low == high:
        return whole(low)
    return _("%(low)s à %(high)s") % {"low": whole(low), "high": whole(high)}


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
    if line.share is None:
        return ""
    figure = french(line.share, 1 if line.share < 10 else 0)
    return f"{figure}\N{NARROW NO-BREAK SPACE}%"


def commands(code):
    """What whoever runs the site types for a département to be estimated."""
    folder = _("DOSSIER")
    return f"maillage territory load {folder}", f"maillage territory compute {code or 44}"


def class_label(rank):
    """Of 100 pupils, from how many to how many."""
    if rank == len(CLASSES) - 1:
        return _("%(low)s %% et plus") % {"low": CLASSES[rank]}
    return f"{CLASSES[rank]} – {CLASSES[rank + 1]}\N{NARROW NO-BREAK SPACE}%"
