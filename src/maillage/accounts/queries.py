from functools import reduce
from operator import or_

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q

from maillage.accounts.adapter import Unreadable
from maillage.accounts.models import OidcIdentity, Role, User, UserManager
from maillage.territory.models import Territory, path_range

CODES = Authenticator.Type.RECOVERY_CODES
NOTHING = Q(pk__in=[])
# An empty Q would be left out of `this | everything`, which would then be `this` alone.
EVERYTHING = ~NOTHING


def roles_of(user):
    """The roles of `user`, each with its territory; fetched once per user object."""
    return user.held_roles if _is_person(user) and user.is_active else ()


def holds(user, *kinds, territory):
    """Does `user` hold one of `kinds` in `territory`, or somewhere it is part of?

    False for an anonymous visitor and for the system (None): what the command line may do, each
    room says in its own `access.py`.
    """
    return _is_person(user) and user.holds(set(kinds), territory)


def within_reach(user, *kinds, field="territory"):
    """A Q for other rooms: the rows whose `field` lies where `user` holds one of `kinds`.

    `Workshop.objects.filter(within_reach(user, RoleKind.FACILITATOR))`; through a relation, give
    its path: `field="workshop__territory"`. Matches nothing, without SQL, where nothing is held.
    """
    if not _is_person(user):
        return NOTHING
    if user.rules_everywhere(set(kinds)):
        return EVERYTHING
    column = f"{field}__path" if field else "path"
    ranges = [path_range(territory.path, column) for territory in user.reach(set(kinds))]
    return reduce(or_, ranges) if ranges else NOTHING


def territories_where(user, *kinds):
    return Territory.objects.filter(within_reach(user, *kinds, field=""))


def demo_users():
    """The accounts that open with one click: none outside the demonstration."""
    if not settings.DEMO:
        return User.objects.none()
    roles = Role.objects.select_related("territory").order_by("pk")
    return (
        User.objects.filter(is_demo=True, is_active=True)
        .prefetch_related(Prefetch("roles", roles))
        .order_by("pk")
    )


def factors_of(user):
    """What proves who one is beside the password, the oldest first; recovery codes apart."""
    return Authenticator.objects.filter(user_id=user.pk).exclude(type=CODES).order_by("pk")


def without_proof():
    """A Q for accounts that still have nothing to show beside the password, here or elsewhere."""
    factors = Authenticator.objects.filter(user_id=OuterRef("pk")).exclude(type=CODES)
    identities = OidcIdentity.objects.filter(user_id=OuterRef("pk"))
    return ~Exists(factors) & ~Exists(identities)


def has_factor(user):
    return factors_of(user).exists()


def recovery_codes_of(user):
    """Those that have not served; none without the key they were kept under."""
    kept = Authenticator.objects.filter(user_id=user.pk, type=CODES).first()
    try:
        return kept.wrap().get_unused_codes() if kept else []
    except Unreadable:
        return []


def user_at_provider(subject, email):
    """(whose account, whether the provider's name for them is known): (None, False) for nobody.

    By that name first. By address only for an account that no name is linked to yet: an address
    that changes hands there moves nobody in here.
    """
    issuer = settings.OIDC["issuer"]
    users = User.objects.filter(is_active=True, is_demo=False)
    if OidcIdentity.objects.filter(issuer=issuer, subject=subject).exists():
        identity = {"identities__issuer": issuer, "identities__subject": subject}
        return users.filter(**identity).first(), True
    address = UserManager.normalize_email(email)
    return users.filter(email=address).exclude(identities__issuer=issuer).first(), False


def enters_by_password_alone(user):
    """The accounts of the demonstration, which anybody enters with one click anyway."""
    return settings.DEMO and user.is_demo


def _is_person(user):
    return user is not None and user.is_authenticated
