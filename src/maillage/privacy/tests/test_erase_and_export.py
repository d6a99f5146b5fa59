"""Whoever holds a receipt is given what is kept, or has it erased; so is whoever had an account."""

import json
import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.enums import RoleKind
from maillage.accounts.models import Role, User
from maillage.accounts.tests.factories import UserFactory
from maillage.accounts.tests.second_factor import add_app
from maillage.audit.models import Entry
from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.tests.factories import FindingFactory
from maillage.exchange.models import Batch
from maillage.privacy.actions import erase_voice
from maillage.privacy.enums import Fate
from maillage.privacy.queries import goes_with
from maillage.privacy.register import RULES
from maillage.synthesis.models import SheetDraft
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
VOICE = reverse("privacy:voice")
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
    officer = UserFactory(name="Odile", dpo_of=sent.retex.consultation.territory)
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
    assert "Ce qui est confié à une personne" in page
    held = json.loads(client.post(PERSON, {"email": leaver.email, "export": "1"}).content)
    assert "password" not in str(held)
    assert leaver.password not in str(held)
    assert kept not in str(held)

    asked = client.post(PERSON, {"email": leaver.email, "erase": "1"}).content.decode()
    assert "Effacer le compte de Zéphyrine Canariot" in asked
    assert "1 ligne s’efface" in asked
    assert User.objects.get(pk=leaver.pk).is_active, "not before they are sure"

    client.post(PERSON, {"email": leaver.email, "sure": "1"})
    left = User.objects.get(pk=leaver.pk)
    assert (left.is_active, left.roles.count()) == (False, 0)
    assert not left.has_usable_password()
    assert not Authenticator.objects.filter(user=leaver).exists()
    assert "z@canari.example" not in dump()


@pytest.fixture
def unfinished(settings, tmp_path, officer, sent):
    """Somebody who leaves with much begun: a sheet to confirm, a file to import, a session."""
    settings.MEDIA_ROOT = tmp_path
    leaver = UserFactory(name="Zéphyrine Canariot", email="z@canari.example")
    Role.objects.create(
        user=leaver, kind=RoleKind.FACILITATOR, territory=officer.roles.get().territory
    )
    SheetDraft.objects.create(
        token=uuid.uuid4(), file_name="zephyrine.md", sheet={"q": CANARY}, uploaded_by=leaver
    )
    for name, imported_at in (("attend", None), ("fait", timezone.now())):
        (tmp_path / name).write_text(CANARY if imported_at is None else "")
        Batch.objects.create(
            token=name,
            consultation=sent.retex.consultation,
            file_name="zephyrine.csv" if imported_at is None else "fait.csv",
            stored=name,
            digest="d",
            created_by=leaver,
            imported_at=imported_at,
        )
    Client().force_login(leaver)
    return leaver


def test_what_an_account_had_only_begun_goes_with_it_at_once_files_included(
    client, unfinished, sent, tmp_path, django_capture_on_commit_callbacks
):
    client.post(MINE, {"receipt": sent.receipt, "erase": "1", "sure": "1"})
    page = client.post(PERSON, {"email": unfinished.email, "erase": "1"}).content.decode()
    assert "1 ligne s’efface" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PERSON, {"email": unfinished.email, "sure": "1"})

    left = dump()
    assert [word for word in WORDS if word in left] == []
    assert [path.name for path in tmp_path.iterdir()] == ["fait"]
    assert Batch.objects.get().token == "fait"
    # The officer's own.
    assert Session.objects.count() == 1


@pytest.mark.parametrize("label", sorted(goes_with(User(pk=0))))
def test_what_the_page_says_will_go_is_what_goes(label):
    """The page and the erasure ask the same function; the register says these are erased."""
    assert RULES[label].account
    assert RULES[label].then == Fate.ERASED or label == "exchange.Batch"


def test_a_receipt_opens_a_page_to_read(client, sent):
    page = client.post(MINE, {"receipt": sent.receipt, "read": "1"}).content.decode()
    assert CANARY in page
    assert "zephyrine@canari.example" in page
    assert "Parent" in page
    assert Contribution.objects.get().receipt_digest not in page


def test_the_officer_finds_a_testimony_by_its_receipt_or_by_its_words(client, officer, sent):
    for typed in (sent.receipt, "brume mauve"):
        page = client.post(VOICE, {"words": typed}).content.decode()
        assert f"Témoignage n° {sent.retex.pk}" in page
    nothing = client.post(VOICE, {"words": "introuvable"}).content.decode()
    assert "Aucun témoignage de votre territoire ne répond" in nothing
    assert client.post(VOICE, {"words": ""}).status_code == 422


def test_the_officer_reads_copies_and_erases_it_when_sure(client, officer, sent):
    key, words = str(sent.retex.pk), {"words": "brume mauve"}
    assert CANARY in client.post(VOICE, words | {"read": key}).content.decode()
    assert CANARY in client.post(VOICE, words | {"export": key}).content.decode()
    asked = client.post(VOICE, words | {"erase": key}).content.decode()
    assert "Effacer pour de bon ?" in asked
    assert Retex.objects.get().text == CANARY, "not before they are sure"

    assert client.post(VOICE, words | {"sure": key}).url == VOICE
    left = dump()
    assert [word for word in WORDS if word in left] == []


def test_no_testimony_of_another_territory_is_found_nor_erased(client, sent):
    client.force_login(UserFactory(dpo_of=TerritoryFactory()))
    key = str(sent.retex.pk)
    for typed in (sent.receipt, "brume mauve"):
        for pressed in ({}, {"read": key}, {"export": key}, {"sure": key}, {"sure": "9" * 30}):
            page = client.post(VOICE, {"words": typed, **pressed}).content.decode()
            assert "Aucun témoignage de votre territoire ne répond" in page
    assert Retex.objects.get().text == CANARY
    with pytest.raises(PermissionDenied):
        erase_voice(retex=sent.retex, acting_user=UserFactory())


def test_an_officer_answers_for_nobody_of_another_territory(client, officer):
    elsewhere = UserFactory(facilitator_of=TerritoryFactory())
    chief = UserFactory(superuser=True)
    for person in (elsewhere, chief, UserFactory()):
        response = client.post(PERSON, {"email": person.email, "sure": "1"})
        assert response.status_code == 422
        person.refresh_from_db()
        assert person.is_active


def test_only_the_officer_answers_people(client, sent):
    assert client.get(PERSON).status_code == 302
    client.force_login(UserFactory(facilitator_of=sent.retex.consultation.territory))
    assert client.get(PERSON).status_code == 403
    assert client.post(PERSON, {"email": "a@b.fr", "sure": "1"}).status_code == 403
    assert client.post(VOICE, {"words": "mauve", "sure": str(sent.retex.pk)}).status_code == 403


def test_the_page_says_what_is_kept_why_and_how_long(client, settings):
    settings.CONTROLLER = "Académie de Brumeval"
    page = client.get(reverse("privacy:home")).content.decode()
    for said in ("Académie de Brumeval", "récépissé", "deux ans", "Vos mots", "CNIL"):
        assert said in page
