"""The tables of a département, with their wording; the classes of a share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.territory.enums import About


class View(TextChoices):
    """What a page lists of a département: its value is its address."""

    SCHOOLS = "etablissements", _("Établissements")
    COMMUNES = "communes", _("Communes")
    OPERATORS = "operateurs", _("Opérateurs")

    @property
    def about(self):
        return ABOUT[self]


ABOUT = {
    View.SCHOOLS: About.SCHOOL,
    View.COMMUNES: About.COMMUNE,
    View.OPERATORS: About.OPERATOR,
}
# Of 100 pupils, from how many on a commune is in the class; the same for every département, so that
# two maps can be laid side by side.
CLASSES = (0, 1, 2, 5, 10)
