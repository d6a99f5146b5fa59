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


def can_close(user, person):
    """Oneself; else whoever administers everywhere this person wears a hat."""
    if user is None or user == person:
        return True
    return _answers_for(user, person, person.held_roles)


def can_reopen(user, person):
    """Whoever administers everywhere this person wore one. Nobody opens their own door again."""
    if user is None:
        return True
    return user != person and _answers_for(
        user, person, tuple(person.former_hats.select_related("territory"))
    )


def _answers_for(user, person, hats):
    administrators = {RoleKind.ADMINISTRATOR}
    if not user.is_authenticated or user.rules_everywhere(administrators):
        return user.is_authenticated
    return (
        not person.is_superuser
        and bool(hats)
        and all(user.holds(administrators, hat.territory) for hat in hats)
    )


def can_enter_demo(user):
    """Only the accounts made for it open without a password."""
    return user.is_demo and user.is_active


def can_reset_second_factor(acting_user, user):
    """The command line, and whoever administers everywhere that person holds something.

    Never one's own, which asks for a factor; nor that of a superuser, but by another.
    """
    if acting_user is None:
        return True
    if not acting_user.is_authenticated or acting_user.pk == user.pk:
        return False
    administrators = {RoleKind.ADMINISTRATOR}
    if acting_user.rules_everywhere(administrators):
        return True
    if user.is_superuser or not can_create_user(acting_user):
        return False
    return all(acting_user.holds(administrators, role.territory) for role in user.held_roles)
