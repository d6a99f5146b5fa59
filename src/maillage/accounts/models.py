from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from maillage.accounts.enums import RoleKind
from maillage.toolbox.analysis import fold

# What one may do with a thing of a room upstream, in a territory, by a hat that is held there.
GIVEN_BY_HATS = {
    "territory.change_contact": {RoleKind.TERRITORY_LEAD, RoleKind.ADMINISTRATOR},
}


class UserManager(BaseUserManager):
    @classmethod
    def normalize_email(cls, email):
        """Lower case on both sides of the @: nobody remembers how they wrote it the first time."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, username):
        return self.get(email=self.normalize_email(username))

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)  # None: the account opens by no password at all
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **fields, is_superuser=True)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("adresse électronique", max_length=254, unique=True)
    name = models.CharField("nom", max_length=150)
    is_active = models.BooleanField("compte ouvert", default=True)
    is_demo = models.BooleanField("compte de démonstration", default=False, editable=False)
    created_at = models.DateTimeField("créé le", default=timezone.now, editable=False)
    # Empty: that of the browser. One of STAFF_LANGUAGES.
    language = models.CharField("langue", max_length=16, blank=True, default="")
    # The name as it is looked for and put in order, kept by `save`.
    folded = models.CharField(max_length=300, editable=False, default="", db_index=True)
    # One more, and every session opened before is dead at its next request.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "compte"
        constraints = [
            # With `unique`, this makes one account per address whatever the case it is typed in.
            models.CheckConstraint(
                name="accounts_user_email_is_lower_case",
                condition=models.Q(email=Lower("email")),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        self.folded = fold(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "folded"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _get_session_auth_hash(self, secret=None):
        """Django's, by password, and by how often the sessions were ended: none counts twice."""
        digest = super()._get_session_auth_hash(secret=secret)
        if not self.sessions_ended:
            return digest
        salt = "maillage.accounts.sessions"
        ended = f"{digest}{self.sessions_ended}"
        return salted_hmac(salt, ended, secret=secret, algorithm="sha256").hexdigest()

    def get_short_name(self):
        return self.name

    def get_full_name(self):
        return self.name

    def clean(self):
        super().clean()
        self.email = UserManager.normalize_email(self.email)

    def has_perm(self, perm, obj=None):
        """Of a territory, what a hat gives there: rooms upstream ask so, and know no hat."""
        if obj is not None and perm in GIVEN_BY_HATS:
            return self.is_active and self.holds(GIVEN_BY_HATS[perm], obj)
        return super().has_perm(perm, obj)

    @cached_property
    def held_roles(self):
        """Fetched once per user object; `forget_roles` after a change."""
        if "roles" in getattr(self, "_prefetched_objects_cache", {}):
            return tuple(self.roles.all())
        return tuple(self.roles.select_related("territory").order_by("pk"))

    def forget_roles(self):
        self.__dict__.pop("held_roles", None)

    def refresh_from_db(self, *args, **kwargs):
        super().refresh_from_db(*args, **kwargs)
        self.forget_roles()

    def reach(self, kinds):
        """The territories where one of `kinds` is held, the widest only."""
        if not self.is_active:
            return []
        reached = []
        for role in sorted(self.held_roles, key=lambda role: role.territory.path):
            # In the order of paths, what covers a territory comes before it.
            if role.kind in kinds and not any(wider.covers(role.territory) for wider in reached):
                reached.append(role.territory)
        return reached

    def rules_everywhere(self, kinds):
        """The first account of an installation has no role yet, and must be able to give some."""
        return self.is_active and self.is_superuser and RoleKind.ADMINISTRATOR in kinds

    def holds(self, kinds, territory):
        return self.rules_everywhere(kinds) or any(
            reached.covers(territory) for reached in self.reach(kinds)
        )


class Role(models.Model):
    """A hat: it is worn in a territory and everywhere below it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name="compte")
    kind = models.CharField("rôle", max_length=20, choices=RoleKind)
    territory = models.ForeignKey(
        "territory.Territory", models.PROTECT, related_name="+", verbose_name="territoire"
    )
    granted_at = models.DateTimeField("confié le", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "rôle"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "territory"], name="accounts_role_granted_once"
            ),
            models.CheckConstraint(
                name="accounts_role_kind_is_known", condition=models.Q(kind__in=RoleKind.values)
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.territory}"


class FormerHat(models.Model):
    """What a closed account wore: whoever administers there finds it, opens it again, and may give
    it back."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="former_hats", verbose_name="compte"
    )
    kind = models.CharField("rôle", max_length=20, choices=RoleKind)
    territory = models.ForeignKey(
        "territory.Territory", models.PROTECT, related_name="+", verbose_name="territoire"
    )

    class Meta:
        verbose_name = "rôle d’un compte fermé"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "territory"], name="accounts_former_hat_once"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.territory}"


class SignInTries(models.Model):
    """How often an account was tried lately: in the database, so that all servers count together.

    The key is a digest of the address that was typed: unknown addresses are counted like known
    ones, and the table names nobody.
    """

    account = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "essais de connexion"

    def __str__(self):
        return f"{self.count} depuis {self.since:%H:%M}"


class OidcIdentity(models.Model):
    """Who the owner of an account is at an identity provider: a name that never changes hands."""

    user = models.ForeignKey(User, models.CASCADE, related_name="identities", verbose_name="compte")
    issuer = models.CharField("fournisseur", max_length=255)
    subject = models.CharField("nom chez lui", max_length=255)
    linked_at = models.DateTimeField("relié le", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "identité"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="accounts_identity_is_of_one_account"
            ),
            models.UniqueConstraint(
                fields=["issuer", "user"], name="accounts_account_has_one_identity"
            ),
        ]
