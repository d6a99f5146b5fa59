"""Somebody leaves: their account opens no more, what they wrote stays, and they may return."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from maillage.accounts.actions import close_account, grant_role, reopen_account
from maillage.accounts.enums import RoleKind
from maillage.accounts.errors import AccountClosed, DemoStays, LastAdministrator
from maillage.accounts.models import FormerHat, Role
from maillage.accounts.tests.factories import PASSWORD, RoleFactory, UserFactory
from maillage.audit.models import Entry

FACILITATOR = RoleKind.FACILITATOR


@pytest.fixture
def maia(department):
    return UserFactory(name="Maïa Élissalde", facilitator_of=department)


def page(name, person):
    return reverse(f"team:{name}", args=[person.pk])


def events():
    return [entry.event for entry in Entry.objects.order_by("number")]


def test_a_closed_account_is_out_at_its_next_page_and_its_hats_are_in_the_trail(
    as_ada, maia, department
):
    theirs = Client()
    theirs.force_login(maia)
    assert theirs.get("/compte/").status_code == 200

    assert "ne pourra plus se connecter" in as_ada.get(page("close", maia)).content.decode()
    assert as_ada.post(page("close", maia))["Location"] == page("person", maia)
    assert as_ada.post(page("close", maia))["Location"] == page("person", maia)

    assert theirs.get("/compte/").status_code == 302
    assert not maia.roles.exists()
    assert events() == ["accounts.role.revoked", "accounts.user.closed"]
    assert Entry.objects.first().data == {"kind": "facilitator", "territory": department.pk}
    told = as_ada.get(page("person", maia)).content.decode()
    assert "Compte fermé" in told
    assert "Confier un rôle" not in told
    assert "Compte fermé" in as_ada.get("/compte/equipe/").content.decode()


@pytest.mark.parametrize("gives_back", [True, False])
def test_opened_again_it_has_its_hats_if_asked_and_no_session_of_before(as_ada, maia, gives_back):
    theirs = Client()
    theirs.force_login(maia)
    as_ada.post(page("close", maia))

    assert "Rendre aussi les rôles" in as_ada.get(page("reopen", maia)).content.decode()
    asked = {"gives_back": "on"} if gives_back else {}
    assert as_ada.post(page("reopen", maia), asked).status_code == 302
    as_ada.post(page("reopen", maia), asked)

    assert theirs.get("/compte/").status_code == 302
    assert theirs.login(email=maia.email, password=PASSWORD)
    assert [role.kind for role in maia.roles.all()] == (["facilitator"] if gives_back else [])
    assert not FormerHat.objects.exists()
    assert events().count("accounts.user.reopened") == 1


def test_only_who_administers_everywhere_they_wear_a_hat_closes_and_reopens(
    client, leo, maia, ondine, elsewhere, ada
):
    for person, status in ((leo, 403), (ondine, 404), (UserFactory(), 404)):
        client.force_login(person)
        for name in ("close", "end_sessions"):
            assert client.post(page(name, maia)).status_code == status
    RoleFactory(user=maia, kind=FACILITATOR, territory=elsewhere)
    client.force_login(ada)
    assert client.post(page("close", maia)).status_code == 403

    close_account(user=maia, acting_user=None)
    for person in (leo, ada, ondine):
        client.force_login(person)
        assert client.post(page("reopen", maia)).status_code == 403
    client.force_login(UserFactory(superuser=True))
    assert client.post(page("reopen", maia)).status_code == 302


def test_an_administrator_closes_no_superuser(client, ada, academy):
    chief = UserFactory(superuser=True, facilitator_of=academy)
    client.force_login(ada)
    assert client.post(page("close", chief)).status_code == 403


def test_the_last_administrator_does_not_close_their_account(as_ada, ada, academy):
    answer = as_ada.post(reverse("team:close_mine"))
    assert answer.status_code == 409
    ada.refresh_from_db()
    assert ada.is_active
    with pytest.raises(LastAdministrator):
        close_account(user=ada, acting_user=ada)
    UserFactory(administrator_of=academy)
    close_account(user=ada, acting_user=ada)


def test_somebody_closes_their_own_account_after_a_question(client, maia, as_ada, ada):
    mine = Client()
    mine.force_login(maia)
    assert "Fermer mon compte" in mine.get(reverse("team:close_mine")).content.decode()
    answer = mine.post(reverse("team:close_mine"))

    assert answer["Location"] == "/compte/connexion/"
    assert "Votre compte est fermé" in mine.get(answer["Location"]).content.decode()
    assert mine.get("/compte/").status_code == 302
    with pytest.raises(PermissionDenied):
        reopen_account(user=maia, gives_back=True, acting_user=maia)
    assert "Rouvrir ce compte" in as_ada.get(page("person", maia)).content.decode()


def test_an_account_of_the_demonstration_stays_as_it_is(client, academy):
    UserFactory(administrator_of=academy)
    demo = UserFactory(demo=True, administrator_of=academy)
    client.force_login(demo)

    assert client.post(reverse("team:close_mine")).status_code == 409
    named = {"name": "Autre nom", "language": ""}
    assert client.post(reverse("team:profile"), named).status_code == 409
    with pytest.raises(DemoStays):
        close_account(user=demo, acting_user=None)


def test_a_closed_account_is_given_no_hat(maia, department):
    close_account(user=maia, acting_user=None)
    maia.refresh_from_db()
    with pytest.raises(AccountClosed):
        grant_role(user=maia, kind=FACILITATOR, territory=department, acting_user=None)
    assert not Role.objects.filter(user=maia).exists()


def test_an_administrator_ends_the_sessions_of_somebody_and_the_trail_says_so(as_ada, ada, maia):
    phones = [Client(), Client()]
    for phone in phones:
        phone.force_login(maia)
    assert as_ada.post(page("end_sessions", maia)).status_code == 302

    assert [phone.get("/compte/").status_code for phone in phones] == [302, 302]
    assert as_ada.get("/compte/").status_code == 200
    entry = Entry.objects.get()
    assert (entry.event, entry.actor_id) == ("accounts.sessions.ended", ada.pk)
    maia.refresh_from_db()
    phones[0].force_login(maia)
    assert phones[0].get("/compte/").status_code == 200


def test_somebody_ends_their_other_sessions_and_keeps_this_one(maia):
    here, there = Client(), Client()
    for browser in (here, there):
        browser.force_login(maia)
    for _ in range(2):
        assert here.post(reverse("team:end_other_sessions")).status_code == 302

    assert here.get("/compte/").status_code == 200
    assert there.get("/compte/").status_code == 302
