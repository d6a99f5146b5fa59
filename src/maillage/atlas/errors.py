from django.utils.translation import gettext as _

from maillage.toolbox.errors import Refusal


class NothingToDraw(Refusal):
    def __init__(self, department):
        super().__init__(
            _("Il n’y a rien à dessiner du département %(department)s : chargez ses contours.")
            % {"department": department}
        )
