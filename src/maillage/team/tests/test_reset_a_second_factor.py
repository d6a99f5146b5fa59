"""Whoever lost everything is let in again by whoever administers where they work."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from maillage.accounts.tests.factories import UserFactory
from maillage.accounts.tests.second_factor import add_app
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return TerritoryFactory()


@pytest.fixture
def loser(place):
    user = UserFactory(facilitator_of=place)
    add_app(user)
    return user


def test_an_administrator_resets_it_after_a_page_that_says_what_will_happen(client, place, loser):
    administrator, elsewhere = UserFactory(administrator_of=place), Client()
    client.force_login(administrator)
    elsewhere.force_login(loser)
    page = f"/compte/equipe/{loser.pk}/"
    assert f"{page}second-facteur/" in client.get(page).content.decode()
    assert "de vive voix" in client.get(f"{page}second-facteur/").content.decode()
    assert Authenticator.objects.exists()

    assert client.post(f"{page}second-facteur/")["Location"] == page

    assert not Authenticator.objects.exists()
    assert elsewhere.get("/compte/").status_code == 302
    entry = Entry.objects.get()
    assert (entry.event, entry.actor_id) == ("accounts.second_factor.reset", administrator.pk)


def test_a_territory_lead_does_not_and_nobody_resets_their_own(client, place, loser):
    for user, person in (
        (UserFactory(territory_lead_of=place), loser),
        (chief := UserFactory(superuser=True), chief),
    ):
        client.force_login(user)
        assert client.post(f"/compte/equipe/{person.pk}/second-facteur/").status_code == 403
    assert Authenticator.objects.exists()
