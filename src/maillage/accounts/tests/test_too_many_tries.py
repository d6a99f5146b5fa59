import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from maillage.accounts import throttle
from maillage.accounts.models import SignInTries
from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.accounts.tests.second_factor import give_code

pytestmark = pytest.mark.django_db

EMAIL = "camille@exemple.fr"


@pytest.fixture(autouse=True)
def owner():
    return UserFactory(email=EMAIL)


def sign_in(client, password=PASSWORD, email=EMAIL, **headers):
    sent = {"username": email, "password": password}
    return client.post("/compte/connexion/", sent, headers=headers)


def fail(client, times, email=EMAIL):
    return [sign_in(client, "une-erreur", email).status_code for _ in range(times)]


def later(monkeypatch, **delay):
    moment = timezone.now() + dt.timedelta(**delay)
    monkeypatch.setattr(throttle.timezone, "now", lambda: moment)


def test_after_ten_tries_even_the_right_password_waits(client):
    assert fail(client, 10) == [200] * 10

    response = sign_in(client)

    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "Attendez 15 minutes" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_tenth_try_may_be_the_right_one(client):
    fail(client, 9)

    assert sign_in(client).status_code == 302


def test_the_owner_waits_fifteen_minutes_and_no_more_even_if_somebody_goes_on(client, monkeypatch):
    fail(client, 10)
    later(monkeypatch, minutes=14)
    assert fail(client, 30) == [429] * 30

    later(monkeypatch, minutes=1, seconds=1)

    assert sign_in(client).status_code == 302


def test_the_tries_of_this_morning_leave_ten_new_ones_and_no_more(client, monkeypatch):
    fail(client, 9)
    later(monkeypatch, minutes=16)

    assert fail(client, 11) == [200] * 10 + [429]


def test_the_browser_of_the_owner_is_not_shut_out_by_the_tries_of_strangers(client):
    own, stranger = client, Client()
    sign_in(own)
    give_code(own)
    own.post("/compte/deconnexion/")

    assert fail(stranger, 11) == [200] * 10 + [429]

    assert sign_in(own).status_code == 302


def test_the_browser_of_the_owner_has_ten_tries_of_its_own_and_no_more(client):
    sign_in(client)
    give_code(client)
    client.post("/compte/deconnexion/")

    assert fail(client, 11) == [200] * 10 + [429]


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", "null", "[]"])
def test_a_forged_cookie_gives_no_further_tries(client, forged):
    fail(client, 10)
    client.cookies["appareil"] = forged

    assert sign_in(client).status_code == 429


def test_the_cookie_of_one_account_gives_no_further_tries_on_another(client):
    other = UserFactory()
    sign_in(client, email=other.email)
    give_code(client)
    client.post("/compte/deconnexion/")
    fail(Client(), 10)

    assert sign_in(client).status_code == 429


def test_the_cookie_of_the_browser_is_out_of_reach_and_names_nobody(client):
    sign_in(client)
    cookie = give_code(client).cookies["appareil"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert "camille" not in cookie.value


def test_behind_https_the_cookie_belongs_to_this_host_alone(client, settings):
    settings.SESSION_COOKIE_SECURE = True

    sign_in(client)
    cookie = give_code(client).cookies["__Host-appareil"]

    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_another_account_is_not_concerned_even_from_the_same_school(client):
    fail(client, 11)

    assert sign_in(client, email=UserFactory().email).status_code == 302


def test_a_whole_school_behind_one_address_signs_in(client):
    for pupil in UserFactory.create_batch(30):
        fail(client, 1, pupil.email)
        assert sign_in(Client(), email=pupil.email).status_code == 302


@pytest.mark.parametrize("email", ["CAMILLE@exemple.fr", " camille@exemple.fr", EMAIL])
def test_writing_the_address_or_the_network_otherwise_gives_no_further_tries(client, email):
    fail(client, 10)

    forged = {"X-Forwarded-For": "203.0.113.9"}
    assert sign_in(Client(), email=email, **forged).status_code == 429


def test_an_unknown_account_is_counted_like_a_known_one(client):
    assert fail(client, 11, "personne@exemple.fr") == [200] * 10 + [429]


def test_signing_in_forgets_the_tries(client):
    fail(client, 9)
    sign_in(client)

    assert not SignInTries.objects.exists()


def test_the_tries_of_the_past_leave_no_row(client, monkeypatch):
    for turn in range(5):
        fail(client, 1, f"inconnu-{turn}@exemple.fr")
    later(monkeypatch, minutes=16)

    fail(client, 1)

    assert SignInTries.objects.count() == 1


def test_what_is_counted_names_nobody(client, caplog):
    fail(client, 11)

    assert EMAIL not in str(list(SignInTries.objects.values()))
    assert "too many tries" in caplog.text
    assert EMAIL not in caplog.text
