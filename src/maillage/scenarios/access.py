"""Who may look for places, and who may show everybody what was found.

`None` acts for whoever holds the machine: the command line. A view always passes `request.user`.
"""

from maillage.accounts.queries import holds
from maillage.scenarios.enums import MAKERS, PUBLISHERS


def can_make(user, territory):
    return user is None or holds(user, *MAKERS, territory=territory)


def can_publish(user, scenario):
    return user is None or holds(user, *PUBLISHERS, territory=scenario.territory)


def can_edit(user, scenario):
    """Whoever made it, while they are of the team; whoever answers for it there."""
    made_it = user is not None and user.pk is not None and scenario.made_by_id == user.pk
    return can_publish(user, scenario) or (made_it and can_make(user, scenario.territory))
