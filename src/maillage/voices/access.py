"""Who may change what was said and what the workshops wrote.

`None` acts for whoever holds the machine: the command line. A view always passes `request.user`.
"""

from maillage.accounts.enums import RoleKind
from maillage.accounts.queries import holds
from maillage.voices.enums import EDITORS


def can_edit_in(user, territory):
    """Write workshops, their sheets and what they hold, in this territory and below."""
    return user is None or holds(user, *EDITORS, territory=territory)


def can_edit(user, workshop):
    return can_edit_in(user, workshop.territory)


def can_run_consultations(user, territory):
    return user is None or holds(user, RoleKind.ADMINISTRATOR, territory=territory)
