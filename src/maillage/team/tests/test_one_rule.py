"""What lists show is what may be given and taken back, hat by hat and place by place."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.accounts.access import can_grant
from maillage.accounts.enums import RoleKind
from maillage.accounts.models import Role
from maillage.accounts.tests.factories import RoleFactory, UserFactory
from maillage.team.access import can_see_the_team, kinds_given_by
from maillage.team.queries import hats, people
from maillage.territory.tests.factories import TerritoryFactory


def readers(academy, department):
    yield AnonymousUser()
    yield UserFactory()
    yield UserFactory(superuser=True)
    yield UserFactory(superuser=True, territory_lead_of=department)
    yield UserFactory(administrator_of=department, territory_lead_of=academy)
    for kind, place in itertools.product(RoleKind, (academy, department)):
        yield RoleFactory(kind=kind, territory=place).user


def test_a_list_holds_the_hats_that_its_reader_may_give_and_no_other(
    academy, department, elsewhere
):
    commune = TerritoryFactory(parent=department)
    for kind, place in itertools.product(RoleKind, (academy, department, commune, elsewhere)):
        RoleFactory(kind=kind, territory=place)
    everybody = list(readers(academy, department))

    for reader in everybody:
        every = Role.objects.select_related("territory")
        may = {
            role.pk
            for role in every
            if can_grant(reader, kind=RoleKind(role.kind), territory=role.territory)
        }
        assert {role.pk for role in hats(reader)} == may
        wearers = {role.user_id for role in every if role.pk in may}
        if not reader.is_superuser:
            assert {person.pk for person in people(reader)} == wearers
        assert can_see_the_team(reader) == bool(may)


@pytest.mark.parametrize("kind", RoleKind)
def test_the_hats_of_a_form_are_those_that_may_be_given_somewhere(kind, academy, ada, leo):
    assert kind in kinds_given_by(ada)
    above = {RoleKind.ADMINISTRATOR, RoleKind.TERRITORY_LEAD, RoleKind.DATA_PROTECTION_OFFICER}
    assert (kind in kinds_given_by(leo)) == (kind not in above)
