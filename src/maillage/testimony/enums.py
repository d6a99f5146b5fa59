"""Why a testimony waits for a moderator, and event names, with their wording."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.accounts.enums import RoleKind

# Whoever works with schools gives codes to classes; reading figures or registers is another trade.
NOT_GIVERS = {RoleKind.ANALYST, RoleKind.DATA_PROTECTION_OFFICER}
GIVERS = tuple(kind for kind in RoleKind if kind not in NOT_GIVERS)


class Suspicion(TextChoices):
    """Among the flags of a contribution, beside those of its words."""

    HONEYPOT = "honeypot", _("Le champ caché aux personnes a été rempli")
    IDENTICAL = "identical", _("Le même texte a été envoyé plusieurs fois ce jour-là")
    CADENCE = "cadence", _("Beaucoup d’envois du même réseau en peu de temps")


class Event(TextChoices):
    CLASS_CODE_CREATED = "testimony.class_code.created", _("Code de classe créé")
    CLASS_CODE_REVOKED = "testimony.class_code.revoked", _("Code de classe annulé")
