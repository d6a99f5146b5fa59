"""Who sees the team, and which hats they hand out somewhere. Where exactly: `can_grant`."""

from maillage.accounts.access import GIVEN_BY_ADMINISTRATORS
from maillage.accounts.enums import RoleKind
from maillage.team.enums import GIVERS


def can_see_the_team(user):
    """Whoever hands out a hat somewhere."""
    return user.is_authenticated and (user.rules_everywhere(GIVERS) or bool(user.reach(GIVERS)))


def kinds_given_by(user):
    """The hats that `user` may give in one place at least, in the order of their list."""
    administrators = {RoleKind.ADMINISTRATOR}
    administers = user.rules_everywhere(administrators) or user.reach(administrators)
    return [kind for kind in RoleKind if administers or kind not in GIVEN_BY_ADMINISTRATORS]
