"""Who may change what was said and what the workshops wrote.

`None` acts for whoever holds the machine: the command line. A view always passes `request.user`.
"""

from maillage.accounts.enums import RoleKind
from maillage.accounts.queries import holds
from maillage.voices.enums import EDITORS, Source

# Who writes down what others said, on paper or in a file, in their territory and below.
TYPISTS = (*EDITORS, RoleKind.DESK)
# Who reads before everyone does.
MODERATORS = (RoleKind.MODERATOR, RoleKind.TERRITORY_LEAD, RoleKind.ADMINISTRATOR)


def can_edit_in(user, territory):
    """Write workshops, their sheets and what they hold, in this territory and below."""
    return user is None or holds(user, *EDITORS, territory=territory)


def can_edit(user, workshop):
    return can_edit_in(user, workshop.territory)


def can_receive(user, consultation, source):
    """Anyone speaks for themselves, without an account; for others, whoever types for them."""
    if source == Source.WEB or user is None:
        return True
    who = TYPISTS if source == Source.PAPER else EDITORS
    return holds(user, *who, territory=consultation.territory)


def can_type(user, consultation):
    """What was written on paper, for those who wrote it."""
    return can_receive(user, consultation, Source.PAPER)


def can_moderate(user, retex):
    """In the territory where it was said; where nobody knows, in that of the consultation."""
    where = retex.territory or retex.consultation.territory
    return user is None or holds(user, *MODERATORS, territory=where)


def can_correct(user, retex):
    """Mend the transcription of what a workshop told. What one person wrote is theirs alone."""
    return retex.workshop is not None and can_edit(user, retex.workshop)


def can_run_consultations(user, territory):
    return user is None or holds(user, RoleKind.ADMINISTRATOR, territory=territory)
