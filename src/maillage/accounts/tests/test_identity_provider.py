"""Whoever the provider names enters the account of that name, and a false answer opens nothing."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import time_machine
from django.test import Client

from maillage.accounts import oidc, queries
from maillage.accounts.models import OidcIdentity, User
from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.accounts.tests.fake_provider import CLIENT, OTHER_KEY, FakeProvider
from maillage.accounts.tests.second_factor import CODE, add_app, give_code
from maillage.audit.models import Entry

pytestmark = pytest.mark.django_db

LEAVE, BACK = "/compte/connexion/fournisseur/", "/compte/connexion/fournisseur/retour/"
SET_UP = "/compte/connexion/application/"
EMAIL = "camille@exemple.fr"
STRONG = {"amr": ["pwd", "mfa"]}


@pytest.fixture(scope="module")
def server():
    provider = FakeProvider()
    yield provider
    provider.stop()


@pytest.fixture
def provider(server, settings):
    """As it should be, before each test."""
    kept = (server.server, server.issuer)
    oidc.forget_provider()
    server.codes, server.asked = {}, []
    server.subject, server.email, server.more = "nom-opaque", EMAIL, {}
    server.id_token, server.userinfo, server.discovery = {}, {}, {}
    server.signing = {"id_token": {}, "userinfo": {}}
    server.userinfo_type, server.status = "application/jwt", 200
    settings.OIDC = server.settings
    assert kept == (server.server, server.issuer)
    return server


@pytest.fixture
def owner():
    return UserFactory(email=EMAIL)


def leave(client, provider, next_=""):
    answer = client.get(LEAVE, {"next": next_} if next_ else {})
    return provider.authorize(answer["Location"])


def come_back(client, provider, next_="", **more):
    asked, code = leave(client, provider, next_)
    return client.get(BACK, {"code": code, "state": asked["state"], **more})


def signed_in(client):
    return client.session.get("_auth_user_id")


def assert_refused(client, answer):
    assert answer.status_code == 409
    assert "n’a pas abouti" in answer.content.decode()
    assert not signed_in(client)
    assert "pending" not in client.session
    assert not OidcIdentity.objects.exists()


def test_without_a_provider_there_is_no_such_door(client):
    for address in (LEAVE, BACK):
        assert client.get(address).status_code == 404
    assert "ProConnect" not in client.get("/compte/connexion/").content.decode()


def test_one_leaves_with_a_state_a_nonce_and_a_proof_of_key(client, provider):
    assert "ProConnect" in client.get("/compte/connexion/").content.decode()
    asked, _code = leave(client, provider)

    assert asked["response_type"] == "code"
    assert asked["client_id"] == CLIENT
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    assert min(len(asked["state"]), len(asked["nonce"])) >= 32


def test_two_proofs_given_there_sign_in_and_the_name_is_linked(client, provider, owner):
    provider.id_token = STRONG

    answer = come_back(client, provider, next_="/plan/")

    assert answer["Location"] == "/plan/"
    assert signed_in(client) == str(owner.pk)
    assert OidcIdentity.objects.get().subject == "nom-opaque"
    events = list(Entry.objects.order_by("number").values_list("event", flat=True))
    assert events == ["accounts.identity.linked", "accounts.user.signed_in"]
    assert "nom-opaque" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("acr", ["eidas1", "https://proconnect.gouv.fr/assurance/self-asserted"])
def test_one_proof_given_there_leaves_ours_to_be_given(client, provider, owner, acr):
    provider.id_token = {"acr": acr, "amr": ["pwd"]}
    add_app(owner)

    assert come_back(client, provider)["Location"] == CODE
    assert not signed_in(client)
    assert not OidcIdentity.objects.exists()

    give_code(client)
    assert signed_in(client) == str(owner.pk)
    assert OidcIdentity.objects.get().user == owner


def test_whoever_has_no_second_factor_sets_one_up(client, provider, owner):
    assert come_back(client, provider)["Location"] == SET_UP
    assert not signed_in(client)


def test_the_first_time_an_address_does_not_stand_for_the_factor_of_its_owner(
    client, provider, owner
):
    provider.id_token = STRONG
    add_app(owner)

    assert come_back(client, provider)["Location"] == CODE
    # Whoever stops there has linked nothing.
    assert come_back(Client(), provider)["Location"] == CODE
    give_code(client)
    assert come_back(Client(), provider)["Location"] == "/"


def test_nobody_gets_an_account_by_coming(client, provider):
    provider.id_token = STRONG
    for user in ({}, {"closed": True}, {"demo": True}):
        if user:
            provider.email = UserFactory(**user).email
        assert_refused(client, come_back(client, provider))
    assert User.objects.count() == 2


def test_the_name_decides_and_an_address_that_moves_moves_nobody(client, provider, owner):
    provider.id_token = STRONG
    come_back(client, provider)
    other = UserFactory()

    # The same person, with the address of somebody else.
    provider.email = other.email
    again = Client()
    come_back(again, provider)
    assert signed_in(again) == str(owner.pk)

    # Somebody else, with the address of this person.
    provider.email, provider.subject = EMAIL, "autre-nom"
    thief = Client()
    assert come_back(thief, provider).status_code == 409
    assert not signed_in(thief)
    assert OidcIdentity.objects.count() == 1


def test_the_name_of_a_closed_account_opens_no_other(client, provider, owner):
    provider.id_token = STRONG
    come_back(client, provider)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    provider.email = UserFactory().email

    assert come_back(Client(), provider).status_code == 409


FALSE_ID_TOKENS = {
    "nonce": {"nonce": "un-autre"},
    "no nonce": {"nonce": None},
    "audience": {"aud": "un-autre-site"},
    "audiences": {"aud": [CLIENT, "un-autre-site"]},
    "no audience": {"aud": None},
    "issuer": {"iss": "https://ailleurs.example"},
    "no issuer": {"iss": None},
    "expired": {"exp": 1_000_000_000},
    "no end": {"exp": None},
    "from the future": {"iat": 4_000_000_000, "exp": 4_000_000_060},
    "not yet": {"nbf": 4_000_000_000},
    "nobody": {"sub": None},
    "access token": {"at_hash": "AAAA"},
    "a strange name": {"sub": "nom\0opaque"},
    "a long name": {"sub": "n" * 256},
}


@pytest.mark.parametrize("what", FALSE_ID_TOKENS)
def test_a_false_identity_opens_nothing(client, provider, owner, what):
    provider.id_token = {**STRONG, **FALSE_ID_TOKENS[what]}
    assert_refused(client, come_back(client, provider))


FALSE_SIGNATURES = {
    "none": {"key": None, "algorithm": "none"},
    "the secret we share": {"key": "un-secret-partage-avec-le-fournisseur", "algorithm": "HS256"},
    "another key": {"key": OTHER_KEY},
    "another algorithm": {"algorithm": "RS512"},
    "an unknown key": {"headers": {"kid": "autre"}},
    "no key": {"headers": {}},
}


@pytest.mark.parametrize("what", FALSE_SIGNATURES)
@pytest.mark.parametrize("token", ["id_token", "userinfo"])
def test_a_false_signature_opens_nothing(client, provider, owner, token, what):
    provider.id_token = STRONG
    provider.signing[token] = FALSE_SIGNATURES[what]
    assert_refused(client, come_back(client, provider))


FALSE_PEOPLE = {
    "another": {"sub": "autre-nom"},
    "nobody": {"sub": None},
    "audience": {"aud": "un-autre-site"},
    "no audience": {"aud": None},
    "issuer": {"iss": "https://ailleurs.example"},
    "expired": {"exp": 1_000_000_000},
    "address": {"email": None},
    "not verified": {"email_verified": False},
    "a list": {"email": [EMAIL]},
    "no address": {"email": "camille"},
    "a null": {"email": "camille\0@exemple.fr"},
}


@pytest.mark.parametrize("what", FALSE_PEOPLE)
def test_what_is_false_of_a_person_opens_nothing(client, provider, owner, what):
    provider.id_token, provider.userinfo = STRONG, FALSE_PEOPLE[what]
    assert_refused(client, come_back(client, provider))


@pytest.mark.parametrize("how", [{"userinfo_type": "application/json"}, {"status": 302},
                                 {"status": 500}, {"userinfo_type": "text/plain"}])  # fmt: skip
def test_what_is_not_signed_or_not_said_opens_nothing(client, provider, owner, how):
    provider.id_token = STRONG
    vars(provider).update(how)
    assert_refused(client, come_back(client, provider))


@pytest.mark.parametrize(
    "query",
    ["", "code=code-0", "state={state}", "code=code-0&state=autre", "code=autre&state={state}",
     "code=code-0&state={state}&state={state}", "code=code-0&code=code-1&state={state}",
     "code=code-0&state={state}&id_token=x", "code=code-0&state={state}&iss=https://a.example",
     "error=access_denied&state={state}", "code=&state={state}", "code=code-0&state="],
)  # fmt: skip
def test_other_parameters_than_those_awaited_open_nothing(client, provider, owner, query):
    provider.id_token = STRONG
    asked, _code = leave(client, provider)

    assert_refused(client, client.get(f"{BACK}?{query.format(state=asked['state'])}"))


def test_the_answer_names_its_issuer_or_says_nothing_of_it(client, provider, owner):
    provider.id_token = STRONG
    assert come_back(client, provider, iss=provider.issuer).status_code == 302


def test_an_answer_serves_once_and_to_whoever_asked(client, provider, owner):
    provider.id_token = STRONG
    asked, code = leave(client, provider)
    answer = {"code": code, "state": asked["state"]}
    thief = Client()
    leave(thief, provider)
    assert_refused(thief, thief.get(BACK, answer))

    assert client.get(BACK, answer).status_code == 302
    client.post("/compte/deconnexion/")
    provider.codes[code] = asked  # even if it would answer again
    assert client.get(BACK, answer).status_code == 409
    assert not signed_in(client)


def test_an_answer_is_awaited_for_ten_minutes(client, provider, owner):
    provider.id_token = STRONG
    asked, code = leave(client, provider)
    with time_machine.travel(time.time() + 601, tick=True):
        assert_refused(client, client.get(BACK, {"code": code, "state": asked["state"]}))


@pytest.mark.parametrize(
    "said",
    [{"issuer": "https://ailleurs.example"}, {"token_endpoint": "http://ailleurs.example/token"},
     {"end_session_endpoint": "http://ailleurs.example/"}, {"jwks_uri": None}],
)  # fmt: skip
def test_a_provider_that_speaks_for_another_is_not_left_for(client, provider, said):
    provider.discovery = said
    assert client.get(LEAVE).status_code == 502


def test_a_provider_that_does_not_answer_stops_nobody_else(client, settings, owner):
    oidc.forget_provider()
    settings.OIDC = {"issuer": "http://127.0.0.1:9/", "client_id": CLIENT, "client_secret": "x",
                     "algorithm": "RS256", "name": "ProConnect"}  # fmt: skip
    assert client.get(LEAVE).status_code == 502
    client.post("/compte/connexion/", {"username": EMAIL, "password": PASSWORD})
    assert give_code(client).status_code == 302


@pytest.mark.parametrize("then", ["https://ailleurs.example/", "//ailleurs.example/", "/\\a"])
def test_coming_back_leads_nowhere_else(client, provider, owner, then):
    provider.id_token = STRONG
    assert come_back(client, provider, next_=then)["Location"] == "/"


def test_signing_out_signs_out_there_too(client, provider, owner):
    provider.id_token = STRONG
    come_back(client, provider)

    answer = client.post("/compte/deconnexion/")

    address = urlsplit(answer["Location"])
    said = parse_qs(address.query)
    assert answer["Location"].startswith(f"{provider.issuer}/session/end?")
    assert jwt.decode(said["id_token_hint"][0], options={"verify_signature": False})["sub"]
    assert said["post_logout_redirect_uri"] == ["http://testserver/"]
    assert not signed_in(client)


def test_the_address_is_compared_like_those_that_are_typed(client, provider, owner):
    provider.id_token, provider.email = STRONG, " Camille@Exemple.FR"
    come_back(client, provider)
    assert signed_in(client) == str(owner.pk)
    assert queries.user_at_provider("nom-opaque", "")[1]
