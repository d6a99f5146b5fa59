"""Who gathers what was said: those who edit in the whole territory of the consultation."""

from maillage.accounts.queries import roles_of
from maillage.voices.access import can_edit_in
from maillage.voices.enums import EDITORS


def can_sort(user, theme):
    return can_edit_in(user, theme.consultation.territory)


def can_sort_somewhere(user):
    """May this person sort, were a consultation held where they are?"""
    if not user.is_authenticated:
        return False
    return user.rules_everywhere(set(EDITORS)) or any(
        role.kind in EDITORS for role in roles_of(user)
    )
