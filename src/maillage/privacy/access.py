"""Who answers people about what is kept of them."""

from maillage.accounts.enums import RoleKind

OFFICERS = {RoleKind.DATA_PROTECTION_OFFICER, RoleKind.ADMINISTRATOR}


def can_answer_people(user):
    """The data-protection officer, and whoever administers, wherever they do."""
    if user is None:
        return True
    return user.is_authenticated and (user.rules_everywhere(OFFICERS) or bool(user.reach(OFFICERS)))
