import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from maillage.accounts.enums import RoleKind
from maillage.accounts.models import Role, User
from maillage.accounts.queries import holds, roles_of, territories_where, within_reach
from maillage.accounts.tests.factories import RoleFactory, UserFactory
from maillage.territory.models import Territory
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db

FACILITATOR, LEAD = RoleKind.FACILITATOR, RoleKind.TERRITORY_LEAD


@pytest.fixture
def academy():
    return TerritoryFactory(academy=True)


@pytest.fixture
def town(academy):
    return TerritoryFactory(parent=TerritoryFactory(department=True, parent=academy))


def test_a_role_holds_in_its_territory_and_everywhere_below(academy, town):
    user = UserFactory(facilitator_of=academy)

    assert holds(user, FACILITATOR, territory=academy)
    assert holds(user, FACILITATOR, territory=town)
    assert holds(user, LEAD, FACILITATOR, territory=town)


def test_a_role_holds_neither_above_nor_beside_nor_for_another_kind(academy, town):
    user = UserFactory(facilitator_of=town)

    assert not holds(user, FACILITATOR, territory=academy)
    assert not holds(user, FACILITATOR, territory=TerritoryFactory(parent=town.parent))
    assert not holds(user, LEAD, territory=town)
    assert not holds(user, territory=town)


def test_a_closed_account_holds_nothing(town):
    user = UserFactory(facilitator_of=town, closed=True)

    assert not holds(user, FACILITATOR, territory=town)
    assert roles_of(user) == ()
    assert not territories_where(user, FACILITATOR).exists()


def test_the_first_account_administers_everywhere_and_nothing_more(town):
    user = UserFactory(superuser=True)

    assert holds(user, RoleKind.ADMINISTRATOR, territory=town)
    assert not holds(user, FACILITATOR, territory=town)
    assert set(territories_where(user, RoleKind.ADMINISTRATOR)) == set(Territory.objects.all())
    # Also beside another condition, where nothing at all would be left out.
    either = Q(code="") | within_reach(user, RoleKind.ADMINISTRATOR, field="")
    assert set(Territory.objects.filter(either)) == set(Territory.objects.all())


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_a_visitor_holds_nothing_and_costs_no_query(nobody, town, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not holds(nobody, FACILITATOR, territory=town)
        assert roles_of(nobody) == ()
        assert list(territories_where(nobody, FACILITATOR)) == []
        assert list(Role.objects.filter(within_reach(nobody, FACILITATOR))) == []


def test_the_roles_of_a_person_are_fetched_once(academy, town, django_assert_num_queries):
    user = User.objects.get(pk=UserFactory(facilitator_of=academy, territory_lead_of=town).pk)

    with django_assert_num_queries(1):
        assert len(roles_of(user)) == 2
        assert holds(user, FACILITATOR, territory=town)
        assert not holds(user, LEAD, territory=academy)
        within_reach(user, FACILITATOR, LEAD)


def test_somebody_without_any_role_costs_one_query_at_most(town, django_assert_num_queries):
    user = UserFactory()
    user.forget_roles()

    with django_assert_num_queries(1):
        assert not holds(user, FACILITATOR, territory=town)
        assert list(territories_where(user, FACILITATOR)) == []


def test_the_territories_of_a_person_are_those_below_their_roles(academy, town):
    other = TerritoryFactory(department=True)
    user = UserFactory(facilitator_of=academy)
    RoleFactory(user=user, kind=LEAD, territory=other)
    user.forget_roles()

    assert set(territories_where(user, FACILITATOR)) == {academy, town.parent, town}
    assert set(territories_where(user, LEAD)) == {other}
    assert set(territories_where(user, FACILITATOR, LEAD)) == {academy, town.parent, town, other}


def test_another_room_filters_its_own_rows_by_the_reach_of_a_person(academy, town):
    inside, outside = RoleFactory(territory=town), RoleFactory()
    user = UserFactory(facilitator_of=academy)

    own = Role.objects.get(user=user)
    assert set(Role.objects.filter(within_reach(user, FACILITATOR))) == {inside, own}
    everything = within_reach(user, FACILITATOR, field="roles__territory")
    assert outside.user not in User.objects.filter(everything)
    assert inside.user in User.objects.filter(everything)


def test_a_role_inside_another_makes_the_filter_no_longer(academy, town):
    user = UserFactory(facilitator_of=academy)
    alone = str(within_reach(user, FACILITATOR))
    RoleFactory(user=user, territory=town)
    user.forget_roles()

    assert str(within_reach(user, FACILITATOR)) == alone
