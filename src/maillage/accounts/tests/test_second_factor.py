"""The right password signs nobody in: a second proof does, once."""

import datetime as dt
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from maillage.accounts import mail, queries
from maillage.accounts.models import User
from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.accounts.tests.second_factor import (
    CODE,
    SECRET,
    add_app,
    code_now,
    give_code,
)
from maillage.audit.models import Entry

pytestmark = pytest.mark.django_db

SIGN_IN, SET_UP, HOME = "/compte/connexion/", "/compte/connexion/application/", "/compte/"
CODES = "/compte/securite/codes/"
EMAIL = "camille@exemple.fr"


@pytest.fixture
def owner():
    user = UserFactory(email=EMAIL)
    add_app(user)
    return user


def password(client, email=EMAIL, **more):
    return client.post(SIGN_IN, {"username": email, "password": PASSWORD, **more})


def signed_in(client):
    return "_auth_user_id" in client.session


def mid_moment():
    """Far from where one code follows another."""
    return time_machine.travel(time.time() // 30 * 30 + 15, tick=False)


def secret_of(response):
    return response.context["secret"].replace(" ", "")


def test_between_the_two_steps_one_is_nobody(client, owner):
    password(client, next=HOME)

    assert not signed_in(client)
    assert client.get(HOME)["Location"] == f"{SIGN_IN}?next={HOME}"
    for page in ("security", "confirm", "change_app", "recovery_codes"):
        assert client.get(reverse(f"accounts:{page}"))["Location"].startswith(SIGN_IN)
    assert not Entry.objects.exists()

    assert give_code(client)["Location"] == HOME
    assert client.session["_auth_user_id"] == str(owner.pk)
    assert Entry.objects.get().data == {"proof": "totp"}


def test_without_the_password_the_second_step_does_not_exist(client, owner):
    for address in (CODE, SET_UP):
        assert client.get(address).status_code == 409
        assert client.post(address, {"code": code_now()}).status_code == 409
    assert not signed_in(client)


def test_a_superuser_is_asked_like_anybody(client):
    add_app(UserFactory(email=EMAIL, superuser=True))

    assert password(client)["Location"] == CODE
    assert not signed_in(client)


def test_a_demonstration_account_outside_the_demonstration_is_asked_too(client, settings):
    UserFactory(email=EMAIL, demo=True)

    assert password(client)["Location"] == SET_UP

    settings.DEMO = True
    assert password(client)["Location"] == "/"


@pytest.mark.parametrize("change", ["password", "closed", "late", "from the future"])
def test_the_promise_of_a_password_ends_with_ten_minutes_and_with_what_it_was_of(
    client, owner, change
):
    password(client)
    now = dt.datetime.now(dt.UTC)
    if change == "password":
        owner.set_password("une-autre-phrase-secrete")
        owner.save()
    elif change == "closed":
        User.objects.update(is_active=False)
    elif change == "late":
        now += dt.timedelta(minutes=10, seconds=5)
    else:
        now -= dt.timedelta(minutes=2)

    with time_machine.travel(now, tick=False):
        assert client.post(CODE, {"code": code_now()}).status_code == 409
    assert not signed_in(client)


@pytest.mark.parametrize("step", ["password", "code"])
def test_whoever_planted_a_session_does_not_share_what_its_owner_proves(client, owner, step):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    thief = Client()
    if step == "password":
        thief.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        password(client)
    else:
        password(client)
        thief.cookies[settings.SESSION_COOKIE_NAME] = client.session.session_key
        give_code(client)

    assert thief.get(CODE).status_code == 409
    assert thief.get(HOME).status_code == 302


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_a_telephone_may_be_half_a_minute_late_or_early(client, owner, late):
    with mid_moment():
        password(client)
        assert client.post(CODE, {"code": code_now(late=late)}).status_code == 302


@pytest.mark.parametrize("late", [-2, 2, 100])
def test_a_code_of_another_moment_is_not_one(client, owner, late):
    with mid_moment():
        password(client)
        assert client.post(CODE, {"code": code_now(late=late)}).status_code == 200
    assert not signed_in(client)


@pytest.mark.parametrize("again", [0, 1])
def test_a_code_serves_once_and_those_before_it_no_more(client, owner, again):
    with mid_moment():
        password(client)
        assert client.post(CODE, {"code": code_now()}).status_code == 302

        spy = Client()
        password(spy)
        refused = spy.post(CODE, {"code": code_now(late=again)})

    assert "a déjà servi" in refused.content.decode()
    assert not signed_in(spy)


@pytest.mark.parametrize(
    "code", ["", "0", "abcdef", "٠١٢٣٤٥", "é" * 6, "\x00", "1" * 60, "1" * 5000, "NaN", "  -  "]
)
def test_a_strange_code_is_refused_without_a_crash(client, owner, code):
    password(client)

    assert client.post(CODE, {"code": code}).status_code == 200
    assert not signed_in(client)


def test_a_code_may_be_written_in_groups(client, owner):
    password(client)
    code = code_now()

    assert client.post(CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_the_code_of_somebody_else_opens_nothing(client, owner):
    add_app(UserFactory(), "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")
    password(client)

    other = code_now("KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")
    assert client.post(CODE, {"code": other}).status_code == 200


def test_after_five_wrong_codes_the_right_one_waits_and_the_owner_is_told(
    client, owner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(5):
            password(client)
            assert client.post(CODE, {"code": "000000"}).status_code == 200
    password(client)
    refused = client.post(CODE, {"code": code_now()})

    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    mail.settle()
    [told] = outbox.outbox
    assert told.to == [EMAIL]
    assert "codes faux" in told.subject

    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=15, seconds=1)
    with time_machine.travel(later, tick=False):
        password(client)
        assert client.post(CODE, {"code": code_now()}).status_code == 302


def test_strangers_who_know_the_password_do_not_shut_out_the_browser_of_the_owner(client, owner):
    password(client)
    give_code(client)
    client.post("/compte/deconnexion/")
    stranger = Client()
    for _ in range(6):
        password(stranger)
        stranger.post(CODE, {"code": "000000"})

    password(client)
    assert give_code(client).status_code == 302


def test_a_right_password_alone_gives_a_browser_no_tries_of_its_own(client, owner):
    assert "appareil" not in password(client).cookies


def test_whoever_has_no_second_factor_sets_one_up_and_only_then_is_signed_in(client):
    user = UserFactory(email=EMAIL)
    assert password(client, next=HOME)["Location"] == SET_UP
    assert client.get(CODE)["Location"] == SET_UP
    page = client.get(SET_UP)
    secret = secret_of(page)
    assert "<svg" in page.content.decode()
    assert 'fill="#fff"' in page.content.decode()
    assert secret_of(client.get(SET_UP)) == secret

    assert client.post(SET_UP, {"code": "000000"}).status_code == 200
    assert not signed_in(client)
    assert not Authenticator.objects.exists()

    answer = client.post(SET_UP, {"code": code_now(secret)})

    assert answer["Location"] == CODES
    assert client.session["_auth_user_id"] == str(user.pk)
    events = list(Entry.objects.values_list("event", "data"))
    assert events == [
        ("accounts.factor.added", {"kind": "totp"}),
        ("accounts.user.signed_in", {"proof": "totp"}),
    ]
    codes = client.get(CODES).context["codes"]
    assert len(set(codes)) == 10
    # Kept by their owner, and never shown again.
    assert client.post(CODES)["Location"] == HOME
    assert client.get(CODES).context["codes"] == []


def test_the_code_that_set_a_telephone_up_does_not_sign_in(client):
    UserFactory(email=EMAIL)
    password(client)
    code = code_now(secret_of(client.get(SET_UP)))
    client.post(SET_UP, {"code": code})

    spy = Client()
    password(spy)
    assert spy.post(CODE, {"code": code}).status_code == 200


def test_a_password_alone_does_not_replace_the_telephone(client, owner):
    password(client)
    session = client.session
    assert client.get(SET_UP)["Location"] == CODE
    assert client.post(SET_UP, {"code": code_now(SECRET)})["Location"] == CODE
    assert "app_shown" not in session


def test_two_who_set_up_at_once_do_not_take_each_other_s_place(client, monkeypatch):
    """The password was stolen before its owner came here: whoever is second gets nothing."""
    UserFactory(email=EMAIL)
    thief = Client()
    for browser in (client, thief):
        password(browser)
    theirs = secret_of(thief.get(SET_UP))
    client.post(SET_UP, {"code": code_now(secret_of(client.get(SET_UP)))})
    monkeypatch.setattr(queries, "has_factor", lambda user: False)  # read just before

    assert thief.post(SET_UP, {"code": code_now(theirs)}).status_code == 403
    assert not signed_in(thief)


def test_a_recovery_code_opens_once_and_the_owner_is_told(
    client, owner, django_capture_on_commit_callbacks
):
    codes = queries.recovery_codes_of(owner)
    assert len(codes) == 10
    password(client)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(CODE, {"code": f"{codes[3][:4]} {codes[3][4:]}"}).status_code == 302

    events = list(Entry.objects.values_list("event", flat=True))
    assert events == ["accounts.recovery_code.used", "accounts.user.signed_in"]
    mail.settle()
    assert "code de secours a servi" in outbox.outbox[0].subject
    spy = Client()
    password(spy)
    assert spy.post(CODE, {"code": codes[3]}).status_code == 200
    assert len(queries.recovery_codes_of(owner)) == 9


def test_what_is_kept_opens_nothing_and_neither_trail_nor_session_holds_a_secret(client):
    UserFactory(email=EMAIL)
    password(client)
    secret = secret_of(client.get(SET_UP))
    assert secret not in str(dict(client.session))
    client.post(SET_UP, {"code": code_now(secret)})
    codes = client.get(CODES).context["codes"]

    kept = str(list(Authenticator.objects.values())) + str(list(Entry.objects.values()))
    assert not [said for said in (secret, *codes) if said in kept]


def test_with_another_key_nothing_opens_and_nothing_crashes(client, owner, settings):
    codes = queries.recovery_codes_of(owner)
    settings.SECRET_KEY = "une-autre-cle-" * 5
    password(client)

    for code in (code_now(), codes[0]):
        assert client.post(CODE, {"code": code}).status_code == 200
    assert queries.recovery_codes_of(owner) == []


def test_the_key_before_still_reads_what_it_kept(client, owner, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "une-autre-cle-" * 5
    password(client)

    assert client.post(CODE, {"code": code_now()}).status_code == 302


def test_the_pages_of_the_second_step_are_never_kept_by_a_browser(client, owner):
    password(client)
    assert "no-store" in client.get(CODE)["Cache-Control"]
    give_code(client)
    for page in ("security", "confirm", "change_app", "recovery_codes"):
        assert "no-store" in client.get(reverse(f"accounts:{page}"))["Cache-Control"]
