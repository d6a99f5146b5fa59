"""Who may say where an action stands."""

from maillage.accounts.enums import RoleKind
from maillage.accounts.queries import holds
from maillage.voices.enums import EDITORS

REPORTERS = (*EDITORS, RoleKind.ACTION_LEAD)


def can_report(user, action):
    return user is None or holds(user, *REPORTERS, territory=action.workshop.territory)
