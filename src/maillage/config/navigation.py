"""The main navigation: five stages in their order, then what gathers them."""

from django.utils.translation import gettext_lazy as _

STAGES = (
    (1, _("Retours"), "/retours/"),
    (2, _("Diagnostic"), "/diagnostic/"),
    (3, _("Projections"), "/projections/"),
    (4, _("Plan d’action"), "/plan/"),
    (5, _("Suivi"), "/suivi/"),
    (None, _("Synthèse"), "/synthese/"),
)
FOOTER_LINKS = (
    (_("Accessibilité : non conforme"), "/accessibilite/"),
    (_("Confidentialité"), "/confidentialite/"),
    (_("Données ouvertes"), "/donnees/"),
    (_("Carte"), "/carte/"),
    (_("Communes et établissements"), "/territoires/"),
)
