from maillage.accounts.enums import RoleKind

# Whoever holds one of these decides on others' hats, or on their accounts: only an administrator
# hands them out.
GIVEN_BY_ADMINISTRATORS = {
    RoleKind.ADMINISTRATOR,
    RoleKind.TERRITORY_LEAD,
    RoleKind.DATA_PROTECTION_OFFICER,
}


def can_create_user(user):
    """The command line (None) and whoever administers somewhere."""
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    administrators = {RoleKind.ADMINISTRATOR}
    return user.rules_everywhere(administrators) or bool(user.reach(administrators))


def can_grant(user, *, kind, territory):
    """Nobody hands out a hat where they hold nothing, nor one higher than their own."""
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    if kind in GIVEN_BY_ADMINISTRATORS:
        return user.holds({RoleKind.ADMINISTRATOR}, territory)
    return user.holds({RoleKind.ADMINISTRATOR, RoleKind.TERRITORY_LEAD}, territory)


def can_enter_demo(user):
    """Only the accounts made for it open without a password."""
    return user.is_demo and user.is_active
