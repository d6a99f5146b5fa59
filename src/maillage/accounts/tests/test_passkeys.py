"""A key signs in alone or after the password; nothing that looks like one does."""

import json

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from maillage.accounts import queries
from maillage.accounts.models import User
from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.accounts.tests.second_factor import add_app, give_code
from maillage.accounts.tests.soft_key import PRESENT, UNLOCKED, SoftKey
from maillage.audit.models import Entry

pytestmark = pytest.mark.django_db

DOOR, ADD, CODE = "/compte/connexion/cle/", "/compte/securite/cle/", "/compte/connexion/code/"


class Secure(Client):
    """A browser that speaks HTTPS: others have no keys."""

    def generic(self, *args, **options):
        return super().generic(*args, **{**options, "secure": True})


@pytest.fixture
def browser():
    return Secure()


@pytest.fixture
def owner(browser):
    user = UserFactory()
    add_app(user)
    give_password(browser, user)
    give_code(browser)
    return user


@pytest.fixture
def key(browser, owner):
    key = SoftKey()
    add(browser, key)
    browser.post("/compte/deconnexion/")
    return key


def give_password(browser, user):
    sent = {"username": user.email, "password": PASSWORD}
    browser.post("/compte/connexion/", sent, headers={"Referer": "https://testserver/"})


def add(browser, key, **how):
    asked = browser.get(ADD).context["asked"]
    return browser.post(ADD, {"name": "Clé bleue", "credential": key.create(asked, **how)})


def present(browser, key, asked=None, next_="", **how):
    asked = asked or browser.get(DOOR).context["asked"]
    return browser.post(DOOR, {"credential": key.get(asked, **how), "next": next_})


def signed_in(browser):
    return browser.session.get("_auth_user_id")


def test_a_key_is_added_and_the_trail_says_so(browser, owner):
    assert add(browser, SoftKey())["Location"] == "/compte/securite/"

    assert [factor.type for factor in queries.factors_of(owner)] == ["totp", "webauthn"]
    last = Entry.objects.last()
    assert (last.event, last.data) == ("accounts.factor.added", {"kind": "webauthn"})
    assert "Clé bleue" in browser.get("/compte/securite/").content.decode()


def test_a_key_alone_signs_in_and_leads_where_one_was_going(browser, owner, key):
    answer = present(browser, key, next_="/compte/")

    assert answer["Location"] == "/compte/"
    assert signed_in(browser) == str(owner.pk)
    assert Entry.objects.last().data == {"proof": "webauthn"}
    assert queries.factors_of(owner).get(type="webauthn").last_used_at


@pytest.mark.parametrize("then", ["https://ailleurs.example/", "//a.example", "\\\\x", "/\\x"])
def test_a_key_leads_nowhere_else(browser, key, then):
    assert present(browser, key, next_=then)["Location"] == "/"


def test_after_the_password_a_key_that_is_not_unlocked_is_enough(browser, owner, key):
    give_password(browser, owner)
    assert "clé d’accès" in browser.get(CODE).content.decode()

    assert present(browser, key, flags=PRESENT)["Location"] == "/"
    assert signed_in(browser) == str(owner.pk)


def test_alone_it_must_be_unlocked_by_its_owner(browser, key):
    assert present(browser, key, flags=PRESENT).status_code == 200
    assert not signed_in(browser)


def test_after_the_password_of_one_the_key_of_another_opens_nothing(browser, key):
    other = UserFactory()
    add_app(other)
    give_password(browser, other)

    assert present(browser, key).status_code == 200
    assert not signed_in(browser)


@pytest.mark.parametrize(
    "how",
    [
        {"origin": "https://ailleurs.example"},
        {"origin": "https://sous.testserver"},
        {"origin": "http://testserver"},
        {"origin": "https://testserver:8443"},
        {"site": "ailleurs.example"},
        {"flags": UNLOCKED},
        {"type_": "webauthn.create"},
        {"extra": {"challenge": "AAAA"}},
        {"extra": {"crossOrigin": True}},
        {"secret": ec.generate_private_key(ec.SECP256R1())},
        {"handle": b""},
        {"handle": b"zzzzzzzzzzzzzzzzzzzzzzzzzzz"},
        {"handle": b"\xff\xff"},
    ],
)
def test_what_is_false_in_the_answer_of_a_key_opens_nothing(browser, key, how):
    assert present(browser, key, **how).status_code == 200
    assert not signed_in(browser)


def test_an_answer_serves_once_and_in_the_session_that_asked(browser, key):
    asked = browser.get(DOOR).context["asked"]
    answer = {"credential": key.get(asked)}
    other = Secure()
    other.get(DOOR)
    assert other.post(DOOR, answer).status_code == 200

    assert browser.post(DOOR, answer).status_code == 302
    browser.post("/compte/deconnexion/")
    assert browser.post(DOOR, answer).status_code == 200
    assert not signed_in(browser)


def test_a_challenge_that_met_a_false_answer_serves_no_more(browser, key):
    asked = browser.get(DOOR).context["asked"]
    present(browser, key, asked=asked, origin="https://ailleurs.example")

    assert present(browser, key, asked=asked).status_code == 200


def test_a_copy_of_a_key_that_counts_is_found_out(browser, key):
    for count, opens in [(5, True), (6, True), (6, False), (4, False), (0, False), (7, True)]:
        key.count = count
        assert (present(browser, key).status_code == 302) is opens, count
        browser.post("/compte/deconnexion/")


@pytest.mark.parametrize(
    "text",
    ["x", "null", "[]", "{}", '{"response": null}', '{"response": {"clientDataJSON": "e30"}}',
     '{"response": {"clientDataJSON": "bnVsbA"}}', "9" * 5000,
     '{"response": {"clientDataJSON": 1}}'],
)  # fmt: skip
def test_a_strange_answer_is_refused_without_a_crash(browser, owner, text):
    assert browser.post(ADD, {"name": "x", "credential": text}).status_code == 200
    browser.get(ADD)
    assert browser.post(ADD, {"name": "x", "credential": text}).status_code == 200
    browser.post("/compte/deconnexion/")
    browser.get(DOOR)
    assert browser.post(DOOR, {"credential": text}).status_code == 200


def test_parts_of_a_true_answer_made_strange_are_refused_without_a_crash(browser, key):
    for part in ("clientDataJSON", "authenticatorData", "signature", "userHandle"):
        for strange in ("", "AA", "A" * 5000, None, 1, []):
            answer = json.loads(key.get(browser.get(DOOR).context["asked"]))
            answer["response"][part] = strange
            assert browser.post(DOOR, {"credential": json.dumps(answer)}).status_code == 200
    assert not signed_in(browser)


def test_a_new_key_is_of_this_site_and_unlocked(browser, owner):
    for how in ({"origin": "https://ailleurs.example"}, {"flags": PRESENT}, {"flags": UNLOCKED}):
        assert add(browser, SoftKey(), **how).status_code == 200
    assert queries.factors_of(owner).count() == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_demo": True}])
def test_a_closed_account_and_one_of_the_demonstration_open_by_no_key(browser, key, change):
    User.objects.update(**change)

    assert present(browser, key).status_code == 200
    assert not signed_in(browser)


def test_a_key_that_was_removed_opens_nothing(browser, owner, key):
    Authenticator.objects.filter(type="webauthn").delete()

    assert present(browser, key).status_code == 200
    assert not signed_in(browser)


def test_one_script_of_ours_runs_on_these_pages_and_nowhere_else(browser, owner):
    policy = browser.get(ADD)["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "script-src" not in browser.get("/compte/securite/")["Content-Security-Policy"]
