import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.accounts.actions import grant_role, revoke_role
from maillage.accounts.enums import RoleKind
from maillage.accounts.models import Role
from maillage.accounts.queries import holds
from maillage.accounts.tests.factories import RoleFactory, UserFactory
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db

FACILITATOR = RoleKind.FACILITATOR


@pytest.fixture
def academy():
    return TerritoryFactory(academy=True)


@pytest.fixture
def department(academy):
    return TerritoryFactory(department=True, parent=academy)


def grant(acting_user, territory, kind=FACILITATOR, user=None):
    return grant_role(
        user=user or UserFactory(), kind=kind, territory=territory, acting_user=acting_user
    )


def test_a_role_given_holds_at_once_and_the_record_says_by_whom(academy, department):
    lead, user = UserFactory(territory_lead_of=academy), UserFactory()
    assert not holds(user, FACILITATOR, territory=department)

    grant(lead, department, user=user)

    assert holds(user, FACILITATOR, territory=department)
    entry = Entry.objects.get()
    assert (entry.event, entry.actor_id) == ("accounts.role.granted", lead.pk)
    assert entry.target_id == str(user.pk)
    assert entry.data == {"kind": "facilitator", "territory": department.pk}


def test_a_role_given_twice_is_given_once(department):
    user = UserFactory()
    assert grant(None, department, user=user) == grant(None, department, user=user)

    assert Role.objects.count() == Entry.objects.count() == 1


def test_a_role_taken_back_is_lost_at_once_and_the_record_says_so(department):
    role = RoleFactory(territory=department)
    user = role.user
    assert holds(user, FACILITATOR, territory=department)

    revoke_role(role=role, acting_user=None)
    revoke_role(role=role, acting_user=None)

    assert not holds(user, FACILITATOR, territory=department)
    assert [entry.event for entry in Entry.objects.all()] == ["accounts.role.revoked"]


@pytest.mark.parametrize("kind", RoleKind)
def test_an_administrator_gives_every_role_in_their_territory(kind, academy, department):
    grant(UserFactory(administrator_of=academy), department, kind)


@pytest.mark.parametrize("kind", [RoleKind.ADMINISTRATOR, RoleKind.TERRITORY_LEAD])
def test_a_territory_lead_makes_no_equal_and_no_superior(kind, academy, department):
    lead = UserFactory(territory_lead_of=academy)

    with pytest.raises(PermissionDenied):
        grant(lead, department, kind)
    with pytest.raises(PermissionDenied):
        revoke_role(role=RoleFactory(kind=kind, territory=department), acting_user=lead)


@pytest.mark.parametrize("kind", RoleKind)
@pytest.mark.parametrize(
    "stranger",
    [
        AnonymousUser,
        UserFactory,
        lambda: UserFactory(administrator_of=TerritoryFactory(academy=True)),
        lambda: UserFactory(facilitator_of=TerritoryFactory._meta.model.objects.first()),
    ],
)
def test_whoever_leads_nothing_there_gives_and_takes_nothing(kind, stranger, academy, department):
    user, role = stranger(), RoleFactory(kind=kind, territory=department)

    with pytest.raises(PermissionDenied):
        grant(user, department, kind)
    with pytest.raises(PermissionDenied):
        revoke_role(role=role, acting_user=user)

    assert Role.objects.filter(pk=role.pk).exists()
    assert not Entry.objects.exists()


def test_a_department_administrator_gives_nothing_in_the_whole_academy(academy, department):
    with pytest.raises(PermissionDenied):
        grant(UserFactory(administrator_of=department), academy)


def test_the_database_refuses_a_role_twice_and_an_unknown_kind(department):
    role = RoleFactory(territory=department)

    for wrong in ({"kind": role.kind}, {"kind": "king"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.create(user=role.user, territory=department, **wrong)
