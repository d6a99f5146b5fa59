import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from maillage.accounts.actions import revoke_role
from maillage.accounts.models import Role, User
from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.accounts.tests.second_factor import give_code
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db

SIGN_IN, HOME = "/compte/connexion/", "/compte/"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": email, "password": password, **more})


def sign_in_whole(client, email, **more):
    """Both steps."""
    assert sign_in(client, email, **more)["Location"] == "/compte/connexion/application/"
    assert not signed_in(client)
    return give_code(client)


def signed_in(client):
    return "_auth_user_id" in client.session


def body(response):
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


@pytest.fixture
def hashed_passwords(monkeypatch):
    """Every password that is hashed while the test runs."""
    hashed, encode = [], MD5PasswordHasher.encode

    def counting(self, password, salt, *args, **kwargs):
        hashed.append(password)
        return encode(self, password, salt, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return hashed


def test_the_page_bears_the_name_of_the_site_and_not_of_its_host(client, settings):
    settings.SITE_NAME = "Parlons-en"

    page = client.get(SIGN_IN).content.decode()

    assert "<title>Se connecter | Parlons-en</title>" in " ".join(page.split())
    assert "testserver" not in page


def test_the_page_answers_a_visitor_and_is_never_kept_by_a_browser(client):
    response = client.get(SIGN_IN)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("accounts:sign_in", SIGN_IN),
        ("accounts:home", HOME),
        ("accounts:sign_out", "/compte/deconnexion/"),
        ("accounts:sign_in_demo", "/compte/demonstration/"),
    ],
)
def test_the_doors_keep_the_addresses_that_other_rooms_were_given(name, address):
    assert reverse(name) == address


def test_both_steps_open_the_account_and_the_record_says_so(client):
    user = UserFactory(email="camille@exemple.fr")

    response = sign_in_whole(client, " CAMILLE@Exemple.fr ")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)
    entry = Entry.objects.get()
    assert (entry.event, entry.actor_id) == ("accounts.user.signed_in", user.pk)


def test_one_returns_to_the_page_one_came_from(client):
    UserFactory(email="camille@exemple.fr")

    response = client.get(HOME)
    assert response["Location"] == f"{SIGN_IN}?next={HOME}"

    assert sign_in_whole(client, "camille@exemple.fr", next=HOME)["Location"] == HOME
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("closed", [False, True])
def test_the_answer_is_the_same_for_a_known_a_closed_and_an_unknown_account(client, closed):
    UserFactory(email="aaaaaa@exemple.fr", closed=closed)
    password = PASSWORD if closed else "un-autre-mot-de-passe"

    known = sign_in(client, "aaaaaa@exemple.fr", password)
    unknown = sign_in(client, "bbbbbb@exemple.fr", password)

    assert known.status_code == unknown.status_code == 200
    assert body(known) == body(unknown).replace(b"bbbbbb@", b"aaaaaa@")
    assert "ne vont pas ensemble" in known.content.decode()
    assert sorted(known.headers) == sorted(unknown.headers)
    assert not signed_in(client)


def test_an_unknown_account_takes_as_long_as_a_known_one(client, hashed_passwords):
    UserFactory(email="aaaaaa@exemple.fr")
    costs = []
    for email in ("aaaaaa@exemple.fr", "bbbbbb@exemple.fr"):
        hashed_passwords.clear()
        sign_in(client, email, "un-autre-mot-de-passe")
        costs.append(len(hashed_passwords))

    assert costs == [1, 1]


def test_an_account_without_a_password_opens_by_none(client):
    user = UserFactory(email="camille@exemple.fr")
    user.set_unusable_password()
    user.save()

    for tried in ("", "!", user.password, PASSWORD):
        assert sign_in(client, "camille@exemple.fr", tried).status_code == 200
        assert not signed_in(client)


def test_the_session_that_existed_before_signing_in_is_not_the_one_after(client):
    UserFactory(email="camille@exemple.fr")
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before

    sign_in_whole(client, "camille@exemple.fr")

    assert client.session.session_key != before
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    assert client.get(HOME).status_code == 302


def test_signing_out_ends_the_session_for_whoever_kept_its_cookie(client):
    UserFactory(email="camille@exemple.fr")
    sign_in_whole(client, "camille@exemple.fr")
    kept = client.session.session_key

    assert client.post("/compte/deconnexion/")["Location"] == "/"

    client.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert client.get(HOME).status_code == 302


def test_signing_out_needs_a_gesture_and_not_a_link(client):
    client.force_login(UserFactory())

    assert client.get("/compte/deconnexion/").status_code == 405
    assert signed_in(client)


def test_signing_out_twice_asks_for_no_password(client):
    assert client.post("/compte/deconnexion/")["Location"] == "/"


@pytest.mark.parametrize("change", ["password", "closed", "erased"])
def test_a_session_dies_with_the_password_or_the_account(client, change):
    user = UserFactory()
    client.force_login(user)
    assert client.get(HOME).status_code == 200

    if change == "password":
        user.set_password("une-nouvelle-phrase")
        user.save()
    elif change == "closed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        User.objects.filter(pk=user.pk)._raw_delete("default")

    assert client.get(HOME).status_code == 302


def test_my_account_shows_my_roles_until_the_moment_they_are_taken_back(client):
    territory = TerritoryFactory(name="Brumeval")
    user = UserFactory(facilitator_of=territory)
    client.force_login(user)
    assert "Animateur ou animatrice, Brumeval" in client.get(HOME).content.decode()

    revoke_role(role=Role.objects.get(), acting_user=None)

    assert "Aucun rôle" in client.get(HOME).content.decode()


def test_a_strange_request_is_refused_without_a_crash(client):
    for sent in (
        {},
        {"username": "x"},
        {"username": "\0@exemple.fr", "password": "x"},
        {"username": "a@exemple.fr", "password": "\0"},
        {"username": "a" * 300 + "@exemple.fr", "password": "x"},
        {"username": "a@exemple.fr", "password": "x" * 100_000},
        {"username": "é@exemple.fr", "password": "\ud800".encode("utf-16", "surrogatepass")},
    ):
        assert client.post(SIGN_IN, sent).status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/plan/", "/synthese/", "/retours/?page=2", HOME, "/non/"]
)
def test_what_a_signed_in_person_reads_is_kept_by_no_browser(client, address):
    client.get("/")
    visitor = client.get(address)

    client.force_login(UserFactory(superuser=True))

    assert "no-store" in client.get(address)["Cache-Control"]
    if address in {"/", "/plan/"}:
        assert "no-store" not in visitor.get("Cache-Control", "")


def test_behind_https_the_session_belongs_to_this_host_alone(tmp_path):
    """As the real installation is set: read in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", "from maillage.config.settings import base as s; print("
         "s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
         "s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_NAME, s.OIDC)"],
        env={**os.environ, "MAILLAGE_DATA": str(tmp_path), "MAILLAGE_BEHIND_PROXY": "127.0.0.1"},
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert told == ["__Host-session", "True", "True", "Lax", "__Host-csrf", "None"]
