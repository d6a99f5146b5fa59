"""Why the machine proposes it, in the words of whoever reads: kept as codes, told in a language."""

from django.utils.translation import gettext as _

from maillage.sorting.gathering import COPY, NEAR, SAME_WORDS, TERM, WORKSHOP
from maillage.toolbox.charts import french


def in_words(code):
    """`term:zone blanche` -> «thésaurus : zone blanche»."""
    if not code:
        return ""
    what, _colon, told = code.partition(":")
    if what == SAME_WORDS:
        return _("mêmes mots")
    if what == TERM:
        return _("thésaurus : %(term)s") % {"term": told}
    if what == WORKSHOP:
        return _("déjà réunis par « %(workshop)s »") % {"workshop": told}
    if what == COPY:
        return _("presque les mêmes mots (%(score)s)") % {"score": french(float(told), 2)}
    if what == NEAR:
        return _("proches d’après le modèle (%(score)s)") % {"score": french(float(told), 2)}
    return code
