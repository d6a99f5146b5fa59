"""Who brings files of voices in, and who takes everything out."""

from maillage.accounts.enums import RoleKind
from maillage.accounts.queries import holds
from maillage.voices.access import can_receive
from maillage.voices.enums import EDITORS, Source

READERS = (*EDITORS, RoleKind.ANALYST, RoleKind.MODERATOR, RoleKind.DATA_PROTECTION_OFFICER)


def can_import(user, consultation):
    return can_receive(user, consultation, Source.IMPORT)


def can_export_everything(user, consultation):
    """Those not published too, without what would say who wrote them."""
    return user is None or holds(user, *READERS, territory=consultation.territory)
