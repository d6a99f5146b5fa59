"""What protects an account is changed by whoever has just shown who they are, and nobody else."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from maillage.accounts import actions, mail, queries
from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.accounts.tests.second_factor import add_app, code_now, give_code
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db

PAGE, CONFIRM = "/compte/securite/", "/compte/securite/confirmer/"
APP, CODES, RENEW = f"{PAGE}application/", f"{PAGE}codes/", f"{PAGE}codes/refaire/"


def enter(client, user):
    client.post("/compte/connexion/", {"username": user.email, "password": PASSWORD})
    return give_code(client)


def later(**delay):
    return time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(**delay), tick=False)


@pytest.fixture
def owner(client):
    user = UserFactory()
    add_app(user)
    enter(client, user)
    return user


def told():
    """What the trail says, signing in apart."""
    return list(Entry.objects.exclude(event="accounts.user.signed_in").order_by("number"))


def add_key(user, name="Clé bleue"):
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": name})


def changes(user):
    app = queries.factors_of(user).first()
    return [
        ("get", APP),
        ("post", APP),
        ("post", RENEW),
        ("post", f"{PAGE}{app.pk}/retirer/"),
    ]


def test_a_session_left_open_changes_nothing(client, owner):
    add_key(owner)
    before = list(Authenticator.objects.values())
    with later(minutes=5, seconds=5):
        for method, address in changes(owner):
            assert getattr(client, method)(address)["Location"] == CONFIRM
        assert client.get(PAGE).status_code == 200
    assert list(Authenticator.objects.values()) == before


def test_a_code_shows_again_who_one_is_and_a_wrong_one_does_not(client, owner):
    with later(minutes=6):
        assert client.post(CONFIRM, {"code": "000000"}).status_code == 200
        assert client.get(APP)["Location"] == CONFIRM

        assert client.post(CONFIRM, {"code": code_now()})["Location"] == PAGE
        assert client.get(APP).status_code == 200


def test_the_password_is_not_enough_for_whoever_has_a_telephone(client, owner):
    with later(minutes=6):
        assert client.post(CONFIRM, {"password": PASSWORD}).status_code == 200
        assert client.get(APP)["Location"] == CONFIRM


def test_whoever_has_nothing_else_gives_the_password(client):
    client.force_login(UserFactory())
    assert client.get(APP)["Location"] == CONFIRM
    assert client.post(CONFIRM, {"password": "une-erreur"}).status_code == 200

    assert client.post(CONFIRM, {"password": PASSWORD})["Location"] == PAGE
    assert client.get(APP).status_code == 200


def test_whoever_has_neither_is_told_to_sign_in_again(client):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    assert "reconnectez-vous" in client.post(CONFIRM, {"password": ""}).content.decode()


def test_to_show_again_who_one_is_one_has_five_tries(client, owner):
    with later(minutes=6):
        for _ in range(5):
            assert client.post(CONFIRM, {"code": "000000"}).status_code == 200
        assert client.post(CONFIRM, {"code": code_now()}).status_code == 429


def test_a_new_telephone_takes_the_place_of_the_old_one(
    client, owner, django_capture_on_commit_callbacks
):
    secret = client.get(APP).context["secret"].replace(" ", "")
    codes = queries.recovery_codes_of(owner)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(APP, {"code": code_now(secret)})["Location"] == PAGE

    assert queries.factors_of(owner).count() == 1
    assert queries.recovery_codes_of(owner) == codes
    assert [entry.event for entry in told()] == ["accounts.factor.added"]
    mail.settle()
    assert "ont changé" in outbox.outbox[0].subject
    with later(minutes=2):
        assert actions.enter_code(user=owner, code=code_now(), acting_user=owner) is None
        assert actions.enter_code(user=owner, code=code_now(secret), acting_user=owner) == "totp"


def test_the_last_one_is_not_removed(client, owner):
    app = queries.factors_of(owner).get()
    assert "Retirer" not in client.get(PAGE).content.decode()

    refused = client.post(f"{PAGE}{app.pk}/retirer/")

    assert refused.status_code == 409
    assert "seul moyen" in refused.content.decode()
    assert queries.factors_of(owner).get() == app


def test_one_of_two_is_removed(client, owner):
    key = add_key(owner)
    assert "Clé bleue" in client.get(PAGE).content.decode()

    assert client.post(f"{PAGE}{key.pk}/retirer/")["Location"] == PAGE

    assert Authenticator.objects.filter(pk=key.pk).count() == 0
    assert [entry.data for entry in told()] == [{"kind": "webauthn"}]
    assert client.post(f"{PAGE}{key.pk}/retirer/").status_code == 404


def test_nobody_removes_what_is_another_s_nor_recovery_codes(client, owner):
    other = UserFactory()
    add_key(other), add_key(other)
    codes = Authenticator.objects.get(user=owner, type="recovery_codes")
    add_key(owner)
    for factor in (*queries.factors_of(other), codes):
        assert client.post(f"{PAGE}{factor.pk}/retirer/").status_code == 404
        with pytest.raises(PermissionDenied):
            actions.remove_factor(user=owner, factor=factor, acting_user=owner)
    assert told() == []


def test_new_recovery_codes_are_shown_once_and_those_before_serve_no_more(client, owner):
    before = queries.recovery_codes_of(owner)

    assert client.post(RENEW)["Location"] == CODES
    codes = client.get(CODES).context["codes"]
    assert len(codes) == 10
    assert set(codes).isdisjoint(before)
    assert client.post(CODES)["Location"] == PAGE
    assert client.get(CODES).context["codes"] == []

    assert actions.enter_code(user=owner, code=before[0], acting_user=owner) is None
    assert actions.enter_code(user=owner, code=codes[0], acting_user=owner) == "recovery_codes"


def test_codes_left_on_the_screen_are_hidden_after_ten_minutes(client, owner):
    client.post(RENEW)

    with later(minutes=10, seconds=5):
        assert client.get(CODES).context["codes"] == []


def test_a_demonstration_account_which_is_everybody_s_is_changed_by_nobody(client, settings):
    settings.DEMO = True
    user = UserFactory(demo=True)
    client.post("/compte/demonstration/", {"account": user.pk})

    assert "rien à régler" in client.get(PAGE).content.decode()
    for method, address in (("get", APP), ("post", APP), ("post", RENEW)):
        assert getattr(client, method)(address).status_code == 403


def test_the_page_costs_the_same_however_many_keys(client, owner, django_assert_num_queries):
    for _ in range(2):
        add_key(owner), add_key(owner)
        with django_assert_num_queries(4):
            client.get(PAGE)


def test_what_is_lost_is_reset_from_the_command_line_and_every_session_ends(client, owner, capsys):
    waiting = Client()
    waiting.post("/compte/connexion/", {"username": owner.email, "password": PASSWORD})
    stranger = Client()
    stranger.force_login(UserFactory())

    call_command("second-factor", "reset", owner.email.upper())

    assert "remis à zéro" in capsys.readouterr().out
    assert not Authenticator.objects.filter(user=owner).exists()
    assert client.get("/compte/").status_code == 302
    assert waiting.get("/compte/connexion/code/").status_code == 409
    assert stranger.get("/compte/").status_code == 200
    [entry] = told()
    assert (entry.event, entry.actor_label) == ("accounts.second_factor.reset", "système")
    response = client.post("/compte/connexion/", {"username": owner.email, "password": PASSWORD})
    assert response["Location"] == "/compte/connexion/application/"


def test_the_command_says_that_it_knows_no_such_account():
    with pytest.raises(CommandError, match=r"personne@exemple\.fr"):
        call_command("second-factor", "reset", "personne@exemple.fr")


def test_who_may_reset_the_second_factor_of_whom():
    place, away = TerritoryFactory(), TerritoryFactory()
    here = UserFactory(administrator_of=place)
    lead = UserFactory(territory_lead_of=place)
    chief, other_chief = UserFactory.create_batch(2, superuser=True)
    target = UserFactory(facilitator_of=place)
    abroad = UserFactory(facilitator_of=place, moderator_of=away)

    def may(acting_user, user):
        try:
            actions.reset_second_factor(user=user, acting_user=acting_user)
        except PermissionDenied:
            return False
        return True

    assert may(here, target)
    assert may(chief, target)
    assert may(chief, other_chief)
    assert may(None, chief)
    for acting_user, user in [
        (lead, target), (target, here), (here, abroad), (here, chief), (here, here), (chief, chief),
    ]:  # fmt: skip
        assert not may(acting_user, user)
