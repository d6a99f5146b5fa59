"""Who may bring sheets in, and where."""

from maillage.accounts.queries import territories_where
from maillage.voices.access import can_edit
from maillage.voices.enums import EDITORS

__all__ = ["can_deposit", "can_edit"]


def can_deposit(user):
    return user.is_authenticated and territories_where(user, *EDITORS).exists()
