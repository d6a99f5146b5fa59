"""What becomes of what is kept, and event names, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.accounts.enums import RoleKind

OFFICERS = {RoleKind.DATA_PROTECTION_OFFICER, RoleKind.ADMINISTRATOR}


class Fate(TextChoices):
    KEPT = "kept", _("gardé")
    ERASED = "erased", _("effacé")
    UNLINKED = "unlinked", _("gardé sans lien avec la personne")


class Event(TextChoices):
    PURGED = "privacy.purge.done", _("Purge de ce qui n’a plus à être gardé")
    EXPORTED = "privacy.person.exported", _("Remise à une personne de ce qui est gardé d’elle")
    AUTHOR_ERASED = "privacy.author.erased", _("Effacement demandé par l’auteur d’un témoignage")
    ACCOUNT_ERASED = "privacy.account.erased", _("Effacement d’un compte")
