"""Several accept, invite and take back at the same moment: one account, one invitation, somebody
left to administer."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from maillage.accounts.actions import revoke_role
from maillage.accounts.enums import RoleKind
from maillage.accounts.errors import LastAdministrator
from maillage.accounts.models import Role, User
from maillage.accounts.tests.factories import UserFactory
from maillage.team.actions import accept_as_newcomer, invite
from maillage.team.models import Invitation
from maillage.territory.tests.factories import TerritoryFactory
from maillage.toolbox.tests.at_once import all_at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="one writer at a time there: transactions begin IMMEDIATE",
    ),
]


def offered(kind=RoleKind.FACILITATOR):
    return invite(
        email="nour@exemple.fr", kind=kind, territory=TerritoryFactory(), acting_user=None
    )


def accepted(token):
    return accept_as_newcomer(
        digest=Invitation.digest_of(token),
        name="Nour",
        password="quatre mots sans lien",
        acting_user=AnonymousUser(),
    )


def test_one_link_accepted_by_four_makes_one_account():
    token = offered().token
    outcomes = all_at_once(*[lambda: accepted(token)] * 4)

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert len([each for each in outcomes if each is not None]) == User.objects.count() == 1
    assert Role.objects.count() == 1


def test_two_links_of_one_address_accepted_at_once_make_one_account():
    tokens = [offered(kind).token for kind in (RoleKind.DESK, RoleKind.ANALYST)]
    outcomes = all_at_once(*(lambda token=token: accepted(token) for token in tokens))

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert User.objects.count() == Role.objects.count() == 1
    # The other one still waits for its owner.
    assert Invitation.objects.filter(ended_at=None).count() == 1


def test_two_who_invite_the_same_address_make_one_invitation():
    place = TerritoryFactory()
    outcomes = all_at_once(
        *[
            lambda: invite(
                email="nour@exemple.fr", kind=RoleKind.DESK, territory=place, acting_user=None
            )
        ]
        * 4
    )
    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert Invitation.objects.count() == 1


def test_two_administrators_cannot_take_each_other_s_hat():
    place = TerritoryFactory()
    one, other = (UserFactory(administrator_of=place) for _ in range(2))
    first, second = one.roles.get(), other.roles.get()
    outcomes = all_at_once(
        lambda: revoke_role(role=second, acting_user=one),
        lambda: revoke_role(role=first, acting_user=other),
    )

    assert Role.objects.filter(kind=RoleKind.ADMINISTRATOR).count() == 1
    assert [type(each) for each in outcomes if each is not None] == [LastAdministrator]
