"""Who may let a class in. Anyone speaks for themselves."""

from maillage.accounts.queries import holds, roles_of
from maillage.testimony.enums import GIVERS


def can_give_class_codes(user, territory):
    return user is None or holds(user, *GIVERS, territory=territory)


def gives_class_codes(user):
    """Somewhere at least."""
    return user.is_superuser or any(role.kind in GIVERS for role in roles_of(user))
