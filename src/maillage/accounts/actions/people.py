from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from maillage.accounts import access
from maillage.accounts.enums import Event, RoleKind
from maillage.accounts.errors import AccountClosed, AddressTaken, DemoStays, LastAdministrator
from maillage.accounts.models import FormerHat, Role, User, UserManager
from maillage.audit.actions import record


@transaction.atomic
def create_user(*, email, name, acting_user, password=None, is_demo=False):
    """Open an account. Without a password it opens by no password at all."""
    if not access.can_create_user(acting_user):
        raise PermissionDenied
    email = UserManager.normalize_email(email)
    validate_email(email)
    if User.objects.filter(email=email).exists():
        raise AddressTaken
    if password is not None:
        validate_password(password, User(email=email, name=name))
    user = User.objects.create_user(email, password, name=name, is_demo=is_demo)
    # Neither the address nor the name: the trail outlives the person's wish to be forgotten.
    record(Event.USER_CREATED, acting_user=acting_user, target=user)
    return user


@transaction.atomic
def grant_role(*, user, kind, territory, acting_user):
    """Give a hat; given twice, it is the same one."""
    kind = RoleKind(kind)
    if not access.can_grant(acting_user, kind=kind, territory=territory):
        raise PermissionDenied
    if not user.is_active:
        raise AccountClosed
    role, is_new = Role.objects.get_or_create(user=user, kind=kind, territory=territory)
    if is_new:
        user.forget_roles()
        _record_role(Event.ROLE_GRANTED, role, user, acting_user)
    return role


@transaction.atomic
def revoke_role(*, role, acting_user):
    """Take a hat back: its holder loses it at the next page, without signing out."""
    if not access.can_grant(acting_user, kind=role.kind, territory=role.territory):
        raise PermissionDenied
    user = role.user
    _refuse_to_leave_nobody(role, acting_user)
    # Two people may take the same hat back at once: one of them did it.
    if Role.objects.filter(pk=role.pk).delete()[0]:
        user.forget_roles()
        _record_role(Event.ROLE_REVOKED, role, user, acting_user)


@transaction.atomic
def close_account(*, user, acting_user):
    """Nobody enters by it any more; what this person wrote stays, at their name. Twice is once.

    Their hats are taken back, and remembered for whoever may open it again.
    """
    user = _locked(user)
    if not access.can_close(acting_user, user):
        raise PermissionDenied
    if user.is_demo:
        raise DemoStays
    if not user.is_active:
        return
    hats = list(user.held_roles)
    for role in hats:
        _refuse_to_leave_nobody(role, acting_user)
    FormerHat.objects.bulk_create(
        FormerHat(user=user, kind=hat.kind, territory=hat.territory) for hat in hats
    )
    user.roles.all().delete()
    user.is_active = False
    # Opened again, it does not bring back the sessions of before.
    user.sessions_ended += 1
    user.save(update_fields=["is_active", "sessions_ended"])
    for hat in hats:
        _record_role(Event.ROLE_REVOKED, hat, user, acting_user)
    record(Event.USER_CLOSED, acting_user=acting_user, target=user)


@transaction.atomic
def reopen_account(*, user, gives_back, acting_user):
    """Opened again, with the hats of before if `gives_back`; without, until some are given."""
    user = _locked(user)
    if not access.can_reopen(acting_user, user):
        raise PermissionDenied
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(Event.USER_REOPENED, acting_user=acting_user, target=user)
    for hat in list(user.former_hats.select_related("territory")) if gives_back else ():
        grant_role(user=user, kind=hat.kind, territory=hat.territory, acting_user=acting_user)
    user.former_hats.all().delete()


@transaction.atomic
def end_sessions(*, user, acting_user):
    """Wherever this person is signed in, they are not any more at the next page."""
    if not access.can_close(acting_user, user):
        raise PermissionDenied
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    record(Event.SESSIONS_ENDED, acting_user=acting_user, target=user)


@transaction.atomic
def change_profile(*, name, language, acting_user):
    """One's own name, and the language one reads in; empty, that of the browser."""
    user = acting_user
    if user.is_demo:
        raise DemoStays
    told = {"name": name, "language": language}
    changed = sorted(field for field, value in told.items() if getattr(user, field) != value)
    if not changed:
        return
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    # Which, never what: a name does not outlive its person in the trail.
    record(Event.PROFILE_CHANGED, acting_user=user, target=user, changed=changed)


@transaction.atomic
def note_sign_in(*, user, acting_user, proof=""):
    """The session is opened by the view; the trail says that it was, and by which second factor."""
    given = {"proof": str(proof)} if proof else {}
    record(Event.USER_SIGNED_IN, acting_user=acting_user, target=user, quiet=True, **given)


@transaction.atomic
def note_demo_sign_in(*, user, acting_user):
    if not access.can_enter_demo(user):
        raise PermissionDenied
    record(Event.DEMO_SIGNED_IN, acting_user=acting_user, target=user, quiet=True)


def _locked(user):
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _refuse_to_leave_nobody(role, acting_user):
    """Somebody else administers there: the command line and a superuser, who can mend it, apart."""
    administers = {RoleKind.ADMINISTRATOR}
    if role.kind != RoleKind.ADMINISTRATOR or (
        acting_user is None or acting_user.rules_everywhere(administers)
    ):
        return
    # Held until the end: two who take each other's hat back do it one after the other.
    administrators = Role.objects.select_for_update(of=("self",)).filter(
        kind=role.kind, territory__in=role.territory.lineage
    )
    held = {each.pk: each.user_id for each in administrators.order_by("pk")}
    others = [user for key, user in held.items() if key != role.pk]
    is_there = role.pk in held
    if is_there and not User.objects.filter(pk__in=others, is_active=True).exists():
        raise LastAdministrator(role.territory)


def _record_role(event, role, user, acting_user):
    record(
        event,
        acting_user=acting_user,
        target=user,
        kind=role.kind,
        territory=role.territory_id,
    )
