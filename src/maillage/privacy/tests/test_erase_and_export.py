"""Whoever holds a receipt is given what is kept, or has it erased; so is whoever had an account."""

import json
import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.urls import reverse

from maillage.accounts.models import User
from maillage.accounts.tests.factories import UserFactory
from maillage.accounts.tests.second_factor import add_app
from maillage.audit.models import Entry
from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.tests.factories import FindingFactory
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.actions import (
    Said,
    correct_own_retex,
    leave_contact,
    publish_retex,
    receive_retex,
)
from maillage.voices.enums import Moderation, Profile
from maillage.voices.models import Contribution, Point, Retex
from maillage.voices.tests.factories import ConsultationFactory

pytestmark = pytest.mark.django_db
MINE = reverse("privacy:mine")
PERSON = reverse("privacy:person")
CANARY = "Zéphyrine Canariot zephyrine@canari.example 06 39 98 12 34 voile de brume mauve"
WORDS = ("Zéphyrine", "zephyrine", "Canariot", "canari", "mauve")


def dump():
    """Every value of every table, the index of words included."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told)


@pytest.fixture
def sent():
    consultation = ConsultationFactory(open=True, moderation=Moderation.AFTER)
    said = Said(
        profile=Profile.PARENT, title=CANARY, text=CANARY, place=CANARY, irritants=(CANARY,)
    )
    received = receive_retex(
        consultation=consultation,
        said=said,
        client_key=uuid.uuid4(),
        acting_user=AnonymousUser(),
    )
    leave_contact(
        retex=received.retex,
        email="zephyrine@canari.example",
        phone="",
        language="fr",
        site="http://testserver",
        acting_user=AnonymousUser(),
    )
    return received


def test_everything_that_came_under_a_receipt_is_given_and_nothing_that_would_act_for_it(
    client, sent
):
    held = json.loads(client.post(MINE, {"receipt": sent.receipt, "export": "1"}).content)
    told = json.dumps(held, ensure_ascii=False)

    assert CANARY in told
    assert "zephyrine@canari.example" in told
    contribution = Contribution.objects.get()
    for secret in (contribution.receipt_digest, str(contribution.client_key), sent.receipt):
        assert secret not in told


def test_after_erasing_no_table_holds_a_word_of_it(client, sent):
    assert "mauve" in dump()
    asked = client.post(MINE, {"receipt": sent.receipt, "erase": "1"}).content.decode()
    assert "Effacer pour de bon" in asked
    assert "mauve" in dump(), "not before they are sure"

    client.post(MINE, {"receipt": sent.receipt, "erase": "1", "sure": "1"})
    left = dump()
    assert [word for word in WORDS if word in left] == []
    assert client.post(MINE, {"receipt": sent.receipt, "export": "1"}).status_code == 422


def test_what_rested_on_it_stays_whole_without_its_words(client, sent):
    publish_retex(retex=sent.retex, acting_user=None)
    finding = FindingFactory()
    cite_point(finding=finding, point=Point.objects.get(retex=sent.retex), acting_user=None)
    client.post(MINE, {"receipt": sent.receipt, "erase": "1", "sure": "1"})

    assert finding.evidence.count() == 1
    left = dump()
    assert [word for word in WORDS if word in left] == []


def test_words_before_a_correction_go_too(client, sent):
    correct_own_retex(
        retex=sent.retex,
        said=Said(profile=Profile.PARENT, text="Rien à dire", irritants=("Rien",)),
        version=sent.retex.version,
        acting_user=AnonymousUser(),
    )
    client.post(MINE, {"receipt": sent.receipt, "erase": "1", "sure": "1"})
    assert "mauve" not in dump()


def test_the_trail_says_that_it_was_erased_and_not_whose(client, sent):
    client.post(MINE, {"receipt": sent.receipt, "erase": "1", "sure": "1"})
    entry = Entry.objects.get(event="privacy.author.erased")
    assert (entry.actor_id, entry.data) == (None, {})


@pytest.mark.parametrize("typed", ["", "7K4P", "7K4P-9XQ2-M0VB-3HTE"])
def test_a_code_that_is_none_is_told_and_gives_nothing(client, sent, typed):
    response = client.post(MINE, {"receipt": typed, "export": "1"})
    assert response.status_code == 422
    assert "canari" not in response.content.decode().lower()


def test_another_site_cannot_make_a_reader_erase_anything(client, sent):
    told = {"receipt": sent.receipt, "erase": "1", "sure": "1"}
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(MINE, told, headers=headers).status_code == 403
    assert Retex.objects.get().text == CANARY


@pytest.fixture
def officer(client, sent):
    officer = UserFactory(dpo_of=sent.retex.consultation.territory)
    client.force_login(officer)
    return officer


def test_an_account_is_shown_given_and_erased_and_what_it_did_stays(client, officer):
    leaver = UserFactory(
        name="Zéphyrine Canariot",
        email="z@canari.example",
        facilitator_of=officer.roles.get().territory,
    )
    kept = add_app(leaver).data["secret"]
    page = client.post(PERSON, {"email": leaver.email, "look": "1"}).content.decode()
    assert "rôle : 1" in page
    held = json.loads(client.post(PERSON, {"email": leaver.email, "export": "1"}).content)
    assert "password" not in str(held)
    assert leaver.password not in str(held)
    assert kept not in str(held)

    client.post(PERSON, {"email": leaver.email, "erase": "1"})
    left = User.objects.get(pk=leaver.pk)
    assert (left.is_active, left.roles.count()) == (False, 0)
    assert not left.has_usable_password()
    assert not Authenticator.objects.filter(user=leaver).exists()
    assert "z@canari.example" not in dump()


def test_an_officer_answers_for_nobody_of_another_territory(client, officer):
    elsewhere = UserFactory(facilitator_of=TerritoryFactory())
    chief = UserFactory(superuser=True)
    for person in (elsewhere, chief, UserFactory()):
        response = client.post(PERSON, {"email": person.email, "erase": "1"})
        assert response.status_code == 422
        person.refresh_from_db()
        assert person.is_active


def test_only_the_officer_answers_people(client, sent):
    assert client.get(PERSON).status_code == 302
    client.force_login(UserFactory(facilitator_of=sent.retex.consultation.territory))
    assert client.get(PERSON).status_code == 403
    assert client.post(PERSON, {"email": "a@b.fr", "erase": "1"}).status_code == 403


def test_the_page_says_what_is_kept_why_and_how_long(client, settings):
    settings.CONTROLLER = "Académie de Brumeval"
    page = client.get(reverse("privacy:home")).content.decode()
    for said in ("Académie de Brumeval", "récépissé", "deux ans", "Vos mots", "CNIL"):
        assert said in page
