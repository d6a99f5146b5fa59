import datetime as dt
import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.accounts.enums import RoleKind

VALID = dt.timedelta(days=7)


class Invitation(models.Model):
    """A hat offered to an address, for seven days and one use.

    Of the link that was sent there is a digest alone: whoever reads the database cannot follow it.
    """

    # Empty once it is over: from then on the account says it, or nobody needs it.
    email = models.EmailField("adresse électronique", max_length=254, blank=True)
    kind = models.CharField("rôle", max_length=20, choices=RoleKind)
    territory = models.ForeignKey(
        "territory.Territory", models.PROTECT, related_name="+", verbose_name="territoire"
    )
    # None is the command line. Protected: an inviter who is gone must not become the command line.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="invité par",
    )
    link_digest = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("valable jusqu’au", editable=False)
    sent_at = models.DateTimeField("envoyée le", null=True, editable=False)
    ended_at = models.DateTimeField("finie le", null=True, editable=False)
    # By whom, the trail says.
    was_accepted = models.BooleanField("acceptée", default=False, editable=False)

    class Meta:
        verbose_name = "invitation"
        constraints = [
            models.CheckConstraint(
                name="team_invitation_keeps_its_address_while_open",
                condition=Q(ended_at=None) & ~Q(email="") | Q(ended_at__isnull=False, email=""),
            ),
            models.UniqueConstraint(
                fields=["email", "kind", "territory"],
                name="team_invitation_open_once",
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.territory}"

    @property
    def is_open(self):
        return self.ended_at is None and self.expires_at > timezone.now()

    @staticmethod
    def digest_of(token):
        return hashlib.sha256(f"maillage.invitation:{token}".encode()).hexdigest()
