import hashlib
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from maillage.voices.enums import NoticeKind
from maillage.voices.models.retex import Retex


class Contact(models.Model):
    """How the author of an account wants to be told what becomes of it: theirs to take back.

    Apart from the account and from how it came: nothing else says who spoke.
    """

    retex = models.OneToOneField(Retex, models.CASCADE, related_name="contact", primary_key=True)
    email = models.EmailField("adresse électronique", max_length=254, blank=True)
    phone = models.CharField("téléphone", max_length=40, blank=True)
    language = models.CharField("langue", max_length=16, default="fr")
    # Where the links of its mails lead: the site on which it was left.
    site = models.CharField("site", max_length=200)
    # What the links of its mails are derived from, with our secret; another for another address.
    key = models.UUIDField(default=uuid4, editable=False)
    # Of the links that were sent: whoever reads the database cannot follow them.
    confirm_digest = models.CharField(max_length=64, blank=True, editable=False)
    stop_digest = models.CharField(max_length=64, unique=True, editable=False)
    left_at = models.DateTimeField("laissé le", default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField("confirmé le", null=True, editable=False)
    # What they were last told: keys and states, never words.
    told = models.JSONField(default=dict, editable=False)
    told_at = models.DateTimeField("prévenu le", null=True, editable=False)
    checked_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "moyen de prévenir"
        indexes = [
            models.Index(
                fields=["checked_at"],
                name="voices_contact_to_check",
                condition=Q(confirmed_at__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="voices_contact_says_how", condition=~Q(email="") | ~Q(phone="")
            ),
            models.CheckConstraint(
                name="voices_contact_confirmed_has_no_link_left",
                condition=Q(confirmed_at=None) | Q(confirm_digest=""),
            ),
        ]

    @property
    def hidden_email(self):
        """For whoever shows the receipt, and may not be the one who left it."""
        name, _at, host = self.email.partition("@")
        return f"{name[:2]}•••@{host}"

    @property
    def confirm_token(self):
        return self._token("confirm")

    @property
    def stop_token(self):
        return self._token("stop")

    def _token(self, what):
        """Derived: a mail sent twice bears the same link, and the database keeps none."""
        salt = f"maillage.voices.contact.{what}"
        return salted_hmac(salt, self.key.hex, algorithm="sha256").hexdigest()[:40]

    @staticmethod
    def digest_of(token):
        return hashlib.sha256(f"maillage.contact:{token}".encode()).hexdigest()


class Notice(models.Model):
    """A mail to send, written with what it tells: sent at least once, whatever stops on the way."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="notices")
    kind = models.CharField("objet", max_length=10, choices=NoticeKind)
    # The same news is one mail.
    news = models.CharField(max_length=64)
    # Keys and states: the words are looked for when it is sent, among what everyone reads then.
    tells = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    # When it may be tried: in a while after a failure, and while somebody is at it.
    next_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField("envoyé le", null=True, editable=False)

    class Meta:
        verbose_name = "avis"
        indexes = [
            models.Index(
                fields=["next_at"], name="voices_notice_to_send", condition=Q(sent_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["contact", "news"], name="voices_notice_news_once")
        ]
