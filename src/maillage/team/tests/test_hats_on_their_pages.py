"""/compte/equipe/: who wears what, where one gives hats; given and taken back."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.enums import RoleKind
from maillage.accounts.models import OidcIdentity, Role
from maillage.accounts.tests.factories import RoleFactory, UserFactory
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory

FACILITATOR = RoleKind.FACILITATOR
PEOPLE = "/compte/equipe/"


@pytest.fixture
def maia(department):
    return UserFactory(name="Maïa Élissalde", facilitator_of=department)


def listed(client, **asked):
    page = client.get(reverse("team:people"), asked).context["page"]
    return [person.name for person in page.rows]


def test_each_sees_the_hats_they_may_give_and_not_the_others(client, ada, leo, ondine, maia):
    RoleFactory(user=maia, kind=FACILITATOR, territory=ondine.held_roles[0].territory)

    client.force_login(ada)
    assert listed(client) == ["Ada Morvan", "Léo Kerdoncuff", "Maïa Élissalde"]
    assert "Académie du Large" not in client.get(PEOPLE).content.decode()
    client.force_login(leo)
    assert listed(client) == ["Maïa Élissalde"]
    client.force_login(ondine)
    assert listed(client) == ["Maïa Élissalde", "Ondine Larrouy"]
    client.force_login(maia)
    assert client.get(PEOPLE).status_code == 403


def test_who_still_has_only_a_password_is_said(as_ada, maia, leo):
    def said():
        return as_ada.get(PEOPLE).content.decode().count("Pas encore de second facteur")

    alone = said()
    Authenticator.objects.create(user=maia, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert said() == alone
    Authenticator.objects.create(user=maia, type=Authenticator.Type.TOTP, data={})
    OidcIdentity.objects.create(user=leo, issuer="https://id.example", subject="7")
    assert said() == alone - 2


def test_a_name_is_found_by_its_beginnings_whatever_its_accents(as_ada, maia, leo):
    assert listed(as_ada, nom="elis mai") == ["Maïa Élissalde"]
    assert listed(as_ada, nom="lissalde") == []
    assert listed(as_ada, nom="%") == listed(as_ada)


def test_a_hat_and_a_place_are_those_of_the_same_hat(as_ada, maia, leo, academy, department):
    RoleFactory(user=leo, kind=FACILITATOR, territory=academy)

    def found(**asked):
        return listed(as_ada, **asked)

    assert found(role="facilitator") == ["Léo Kerdoncuff", "Maïa Élissalde"]
    assert found(territoire=department.pk) == ["Léo Kerdoncuff", "Maïa Élissalde"]
    assert found(role="facilitator", territoire=department.pk) == ["Maïa Élissalde"]
    assert found(territoire=academy.pk) == ["Ada Morvan", "Léo Kerdoncuff", "Maïa Élissalde"]
    assert found(role="king", territoire="0") == found()


def test_pages_of_people_follow_each_other_and_none_is_shown_twice(as_ada, department):
    for number in range(25):
        UserFactory(name=f"Personne {number:02}", facilitator_of=department)

    first = as_ada.get(PEOPLE, {"role": "facilitator"})
    second = as_ada.get(first.context["next_url"])
    names = [person.name for page in (first, second) for person in page.context["page"].rows]
    assert names == [f"Personne {number:02}" for number in range(25)]
    assert as_ada.get(second.context["previous_url"]).context["page"].rows == (
        first.context["page"].rows
    )


def test_the_team_costs_the_same_however_long_it_is(as_ada, department):
    def cost(name):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert as_ada.get(reverse(name)).status_code == 200
        return len(asked)

    def grow(count):
        for _ in range(count):
            UserFactory(facilitator_of=department, desk_of=TerritoryFactory(parent=department))

    grow(2)
    before = cost("team:people")
    grow(30)
    assert cost("team:people") == before <= 8


def give(client, person, **said):
    told = {"kind": "facilitator", "place": "Sablières", **said}
    return client.post(reverse("team:person", args=[person.pk]), told)


def test_a_hat_is_given_by_its_place_and_said_to_be(as_ada, ada, leo, department):
    answer = give(as_ada, leo, place="sablieres")

    assert answer.status_code == 302
    role = Role.objects.get(user=leo, kind=FACILITATOR)
    assert role.territory == department
    assert Entry.objects.get().actor_id == ada.pk
    assert "Rôle confié" in as_ada.get(answer["Location"]).content.decode()
    give(as_ada, leo)
    assert Role.objects.filter(user=leo).count() == 2


@pytest.mark.parametrize("place", ["D1", "d1", "Sablières (D1)", "sablières"])
def test_a_place_is_understood_as_people_write_it(as_ada, leo, department, place):
    assert give(as_ada, leo, place=place).status_code == 302
    assert Role.objects.get(user=leo, kind=FACILITATOR).territory == department


def test_two_places_of_one_name_are_told_apart_by_their_code(as_ada, leo, department):
    town = TerritoryFactory(parent=department, name="Sablières", code="40123")

    answer = give(as_ada, leo)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Sablières, Commune (40123)" in page
    assert 'value="Sablières"' in page
    assert give(as_ada, leo, place="40123").status_code == 302
    assert Role.objects.get(user=leo, kind=FACILITATOR).territory == town


def test_nobody_gives_a_hat_elsewhere_nor_above_their_own(client, leo, maia, ondine, academy):
    client.force_login(leo)
    for wrong in ({"place": "A2"}, {"place": "A1"}, {"kind": "administrator"}, {"kind": "dpo"}):
        assert give(client, maia, **wrong).status_code == 422
    assert not Role.objects.filter(user=maia).exclude(kind=FACILITATOR).exists()
    assert give(client, ondine).status_code == 404


def test_an_administrator_below_gives_no_hat_above(client, academy, department, maia):
    below = UserFactory(administrator_of=department)
    client.force_login(below)
    assert give(client, maia, place="A1").status_code == 422


def take(client, role, method="post"):
    return getattr(client, method)(reverse("team:take_back", args=[role.pk]))


def test_a_hat_is_taken_back_after_a_question_and_once(as_ada, maia):
    role = maia.roles.get()

    asked = take(as_ada, role, "get")
    assert "Maïa Élissalde ne sera plus" in asked.content.decode()
    assert maia.roles.count() == 1
    assert take(as_ada, role)["Location"] == PEOPLE
    again = take(as_ada, role)
    assert again["Location"] == PEOPLE
    assert "déjà repris" in as_ada.get(PEOPLE).content.decode()
    assert [entry.event for entry in Entry.objects.all()] == ["accounts.role.revoked"]
    assert take(as_ada, role, "get").status_code == 404


def test_a_hat_elsewhere_is_not_there_to_be_taken(client, ondine, leo, ada, maia):
    role = maia.roles.get()
    for person in (ondine, maia):
        client.force_login(person)
        assert take(client, role, "get").status_code == 404
        assert take(client, role).status_code == 404
    client.force_login(leo)
    assert take(client, ada.roles.get()).status_code == 404
    assert Role.objects.count() == 4


def test_the_last_administrator_stays_until_there_is_another(as_ada, ada, academy, department):
    UserFactory(administrator_of=department)
    UserFactory(administrator_of=academy, closed=True)
    role = ada.roles.get()

    answer = take(as_ada, role)
    assert answer.status_code == 409
    assert "Plus personne n’administrerait" in answer.content.decode()
    assert ada.roles.exists()

    UserFactory(administrator_of=academy)
    assert take(as_ada, role).status_code == 302
    assert not ada.roles.exists()


def test_a_superuser_and_who_administers_above_take_back_the_last_one(client, ada, department):
    below = UserFactory(administrator_of=department).roles.get()
    client.force_login(ada)
    assert take(client, below).status_code == 302
    client.force_login(UserFactory(superuser=True))
    assert take(client, ada.roles.get()).status_code == 302


def test_whoever_gives_hats_finds_the_team_on_their_page(client, ada, maia):
    client.force_login(ada)
    assert PEOPLE in client.get("/compte/").content.decode()
    client.force_login(maia)
    assert PEOPLE not in client.get("/compte/").content.decode()
