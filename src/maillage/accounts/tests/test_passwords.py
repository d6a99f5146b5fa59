"""A forgotten password is replaced through the letter box of its owner, and nothing is told."""

import re
import time

import pytest
import time_machine
from django.core import mail as outbox
from django.test import Client
from django.utils.http import urlsafe_base64_encode

from maillage.accounts import mail
from maillage.accounts.models import User
from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.accounts.tests.second_factor import CODE, add_app, code_now, give_code
from maillage.audit.models import Entry

# The mail leaves once what it says has happened: for good.
pytestmark = pytest.mark.django_db

FORGOTTEN, SENT, DONE = (f"/compte/mot-de-passe/{end}" for end in ("", "envoye/", "fait/"))
CHANGE = "/compte/securite/mot-de-passe/"
EMAIL, NEW = "camille@exemple.fr", "une-tout-autre-phrase"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(mail.transaction, "on_commit", lambda send: send())
    yield
    mail.settle()  # what is still on its way would arrive among the mails of the next test


@pytest.fixture
def owner():
    user = UserFactory(email=EMAIL)
    add_app(user)
    return user


def ask(client, email=EMAIL):
    return client.post(FORGOTTEN, {"email": email})


def mails():
    mail.settle()
    return outbox.outbox


def link():
    return re.search(r"http://testserver(/compte/mot-de-passe/\S+)", mails()[-1].body)[1]


def choose(client, address, password=NEW):
    """Follow the link, then what it leads to."""
    page = client.get(address)
    where = page["Location"] if page.status_code == 302 else address
    return client.post(where, {"new_password1": password, "new_password2": password})


def test_a_link_lets_its_owner_choose_and_ends_every_session(client, owner):
    elsewhere, pending = Client(), Client()
    elsewhere.force_login(owner)
    pending.post("/compte/connexion/", {"username": EMAIL, "password": PASSWORD})
    assert ask(client, " CAMILLE@exemple.fr")["Location"] == SENT
    [sent] = mails()
    assert sent.to == [EMAIL]

    assert choose(client, link())["Location"] == DONE

    assert elsewhere.get("/compte/").status_code == 302
    assert pending.get(CODE).status_code == 409
    assert "_auth_user_id" not in client.session
    assert Entry.objects.last().event == "accounts.password.changed"
    assert "a changé" in mails()[-1].subject
    answer = client.post("/compte/connexion/", {"username": EMAIL, "password": NEW})
    assert answer["Location"] == CODE
    assert client.post(CODE, {"code": code_now()}).status_code == 302


def test_the_token_leaves_the_address_before_anything_is_shown(client, owner):
    ask(client)
    token = link().split("/")[-2]

    page = client.get(link())

    assert page.status_code == 302
    assert token not in page["Location"]
    shown = client.get(page["Location"])
    assert token not in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_a_link_serves_once(client, owner):
    ask(client)
    address = link()
    choose(client, address)

    for browser in (client, Client()):
        assert choose(browser, address, "une-troisieme-phrase").status_code == 410
    owner.refresh_from_db()
    assert owner.check_password(NEW)


@pytest.mark.parametrize(("minutes", "status"), [(29, 302), (31, 410)])
def test_a_link_holds_for_half_an_hour(client, owner, minutes, status):
    ask(client)
    address = link()

    with time_machine.travel(time.time() + 60 * minutes, tick=False):
        assert choose(client, address).status_code == status


def test_a_link_dies_when_its_owner_signs_in_meanwhile(client, owner):
    ask(client)
    client.post("/compte/connexion/", {"username": EMAIL, "password": PASSWORD})
    give_code(client)

    assert Client().get(link()).status_code == 410


@pytest.mark.parametrize("change", ["closed", "other address"])
def test_a_link_dies_with_the_account_and_with_the_address(client, owner, change):
    ask(client)
    if change == "closed":
        User.objects.update(is_active=False)
    else:
        User.objects.update(email="autre@exemple.fr")

    answer = choose(client, link())

    if change == "other address":
        assert answer.status_code == 410
    owner.refresh_from_db()
    client.post("/compte/connexion/", {"username": owner.email, "password": NEW})
    assert "pending" not in client.session


def test_the_link_of_one_opens_nothing_of_another(client, owner):
    other = UserFactory()
    ask(client)
    uid, token = link().split("/")[-3:-1]
    forged = urlsafe_base64_encode(str(other.pk).encode())

    assert client.get(f"{FORGOTTEN}{forged}/{token}/").status_code == 410
    assert client.get(f"{FORGOTTEN}{uid}/{token[:-1]}x/").status_code == 410
    assert client.get(f"{FORGOTTEN}%00/{token}/").status_code == 410


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(
    client, owner, django_assert_num_queries
):
    closed, demo, without = UserFactory(closed=True), UserFactory(demo=True), UserFactory()
    without.set_unusable_password()
    without.save()
    answers = set()
    for email in ("personne@exemple.fr", EMAIL, closed.email, demo.email, without.email):
        with django_assert_num_queries(5):
            answer = ask(Client(), email)
        answers.add((answer.status_code, answer["Location"], tuple(answer.headers)))

    assert answers == {(302, SENT, tuple(answer.headers))}
    assert [sent.to for sent in mails()] == [[EMAIL]]


def test_nobody_s_letter_box_is_filled_and_nothing_says_so(client, owner):
    for _ in range(6):
        assert ask(client)["Location"] == SENT
    assert len(mails()) == 3

    # Nor do these close the door to whoever knows the password.
    answer = client.post("/compte/connexion/", {"username": EMAIL, "password": PASSWORD})
    assert answer.status_code == 302


@pytest.mark.parametrize("email", ["", "x", "a@b", "\x00@exemple.fr", "a" * 300 + "@exemple.fr"])
def test_a_strange_address_is_shown_again(client, email):
    assert ask(client, email).status_code == 200
    assert mails() == []


def test_the_host_of_a_forged_request_gets_no_link(client, owner):
    answer = client.post(FORGOTTEN, {"email": EMAIL}, headers={"Host": "ailleurs.example"})

    assert answer.status_code == 400
    assert mails() == []


def test_a_site_without_mail_says_whom_to_ask(client, owner, settings):
    settings.SENDS_MAIL = False

    assert "Demandez à la personne" in client.get(FORGOTTEN).content.decode()
    assert ask(client).status_code == 200
    assert mails() == []


@pytest.mark.parametrize("weak", ["court", "motdepasse", EMAIL])
def test_a_weak_password_is_refused(client, owner, weak):
    ask(client)
    assert choose(client, link(), weak).status_code == 200
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_a_known_password_is_changed_and_this_session_alone_goes_on(client, owner):
    client.post("/compte/connexion/", {"username": EMAIL, "password": PASSWORD})
    give_code(client)
    elsewhere = Client()
    elsewhere.force_login(owner)
    before = client.session.session_key

    sent = {"new_password1": NEW, "new_password2": NEW}
    assert client.post(CHANGE, sent)["Location"] == "/compte/securite/"

    assert client.session.session_key != before
    assert client.get("/compte/").status_code == 200
    assert elsewhere.get("/compte/").status_code == 302
    assert Entry.objects.last().event == "accounts.password.changed"
    assert NEW not in str(list(Entry.objects.values()))


def test_a_session_left_open_does_not_change_the_password(client, owner):
    client.force_login(owner)

    answer = client.post(CHANGE, {"new_password1": NEW, "new_password2": NEW})

    assert answer["Location"] == "/compte/securite/confirmer/"
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)
