"""/compte/profil/: one's own name, and the language one reads in."""

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry

PROFILE = "/compte/profil/"


@pytest.fixture
def maia(db, client):
    user = UserFactory(name="Maïa Élissalde")
    client.force_login(user)
    return user


def test_a_language_that_is_chosen_is_that_of_every_page_from_then_on(client, maia):
    assert client.get(PROFILE)["Content-Language"] == "fr"
    client.post(reverse("team:profile"), {"name": maia.name, "language": "en"})

    page = client.get(PROFILE)
    assert page["Content-Language"] == "en"
    assert "It is recorded." in page.content.decode()
    # The account says more than the browser and than a cookie; the address, more than the account.
    client.cookies["langue"] = "fr"
    assert client.get("/plan/", headers={"Accept-Language": "fr"})["Content-Language"] == "en"
    assert client.get("/plan/?langue=fr")["Content-Language"] == "fr"
    assert client.get("/")["Content-Language"] == "en"

    client.post(PROFILE, {"name": maia.name, "language": ""})
    assert client.get(PROFILE)["Content-Language"] == "fr"


def test_a_new_name_is_the_one_that_is_looked_for_and_the_trail_does_not_hold_it(client, maia):
    answer = client.post(PROFILE, {"name": "Maïa Oyhénart", "language": ""})
    assert answer["Location"] == PROFILE
    client.post(PROFILE, {"name": "Maïa Oyhénart", "language": ""})

    maia.refresh_from_db()
    assert (maia.name, maia.folded) == ("Maïa Oyhénart", "maia oyhenart")
    entry = Entry.objects.get()
    assert entry.data == {"changed": ["name"]}


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "x" * 151}, {"language": "ar"}])
def test_what_cannot_be_kept_is_told_beside_its_field(client, maia, wrong):
    answer = client.post(PROFILE, {"name": "Autre", "language": "fr", **wrong})
    assert answer.status_code == 422
    assert "problem" in answer.content.decode()
    maia.refresh_from_db()
    assert (maia.name, maia.language) == ("Maïa Élissalde", "")


def test_the_page_of_one_s_account_leads_there(client, maia):
    assert PROFILE in client.get("/compte/").content.decode()
