"""Who answers people about what is kept of them."""

from maillage.privacy.enums import OFFICERS


def can_answer_for(user, person):
    """For those who wear every one of their hats where the officer wears theirs."""
    if user is None or (user.is_authenticated and user.rules_everywhere(OFFICERS)):
        return True
    roles = (*person.held_roles, *person.former_hats.select_related("territory"))
    return (
        user.is_authenticated
        and not person.is_superuser
        and bool(roles)
        and all(user.holds(OFFICERS, role.territory) for role in roles)
    )


def can_answer_people(user):
    """The data-protection officer, and whoever administers, wherever they do."""
    if user is None:
        return True
    return user.is_authenticated and (user.rules_everywhere(OFFICERS) or bool(user.reach(OFFICERS)))


def can_answer_for_voice(user, retex):
    """Of a testimony whose author has lost the receipt: whoever answers where it was told."""
    return user is None or (
        user.is_authenticated and user.holds(OFFICERS, retex.consultation.territory)
    )
