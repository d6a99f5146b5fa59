from maillage.accounts.queries import roles_of
from maillage.voices.access import MODERATORS


def can_moderate_somewhere(user):
    """Has this person anything to read before everyone does?"""
    if not user.is_authenticated:
        return False
    hats = {role.kind for role in roles_of(user)}
    return user.rules_everywhere(set(MODERATORS)) or bool(hats & set(MODERATORS))
