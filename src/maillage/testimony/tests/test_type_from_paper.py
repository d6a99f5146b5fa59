"""A sheet of paper is typed in its order, once, and stays its author's."""

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.testimony.paper import key_of, numbered_copies
from maillage.testimony.tests.phones import Phone
from maillage.voices.enums import Source
from maillage.voices.models import Contribution, Retex
from maillage.voices.receipts import digest_of

pytestmark = pytest.mark.django_db
SCREEN = reverse("testimony:transcribe")
PAPER = reverse("testimony:paper")
BLANK = reverse("testimony:blank_form")
NUMBERED = reverse("testimony:numbered_forms")
WORDS = {"profile": "parent", "irritants": "On ne capte rien\nUn téléphone pour quatre"}


@pytest.fixture
def typist(consultation):
    return UserFactory(facilitator_of=consultation.territory)


@pytest.fixture
def desk(client, typist):
    client.force_login(typist)
    return Phone(client)


def type_sheet(desk, **values):
    return desk.open(SCREEN).fill(**(WORDS | values)).press("")


def test_a_sheet_is_credited_to_its_author_and_to_its_typist(desk, typist):
    type_sheet(desk)

    retex = Retex.objects.get()
    assert (retex.source, retex.profile) == (Source.PAPER, "parent")
    assert [point.text for point in retex.points.order_by("pk")] == WORDS["irritants"].split("\n")
    assert retex.contribution.typed_by == typist


def test_the_next_sheet_follows_with_the_receipt_of_the_last_and_its_place(desk):
    type_sheet(desk, place="Au bout de la digue").follow()

    contribution = Contribution.objects.get()
    receipts = desk.html.replace("<", " ").replace(">", " ").split()
    assert contribution.receipt_digest in {digest_of(word) for word in receipts}
    assert desk.form.values["place"] == "Au bout de la digue"
    assert desk.form.values["irritants"] == ""
    assert "1 formulaire saisi aujourd’hui" in desk.html


def test_a_numbered_sheet_typed_twice_is_one_testimony_with_the_receipt_of_its_slip(
    desk, consultation
):
    copy = numbered_copies(consultation, 1)[0]
    type_sheet(desk, serial=copy.serial)
    type_sheet(desk, serial=copy.serial.lower()).follow()

    assert Contribution.objects.get().client_key == key_of(consultation, copy.serial)
    assert copy.receipt in desk.html


def test_the_same_number_with_other_words_keeps_both_the_first_and_what_is_typed(
    desk, consultation
):
    serial = numbered_copies(consultation, 1)[0].serial
    type_sheet(desk, serial=serial)
    type_sheet(desk, serial=serial, irritants="Autre chose")

    assert desk.response.status_code == 422
    assert "déjà été saisi" in desk.html
    assert desk.form.values["irritants"].strip() == "Autre chose"
    assert Retex.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [({"serial": "12"}, "8 signes"), ({"irritants": ""}, "au moins une idée")],
)
def test_a_mistake_keeps_everything_and_says_where(desk, typed, told):
    type_sheet(desk, place="Nulle part", **typed)

    assert desk.response.status_code == 422
    assert told in desk.html
    assert desk.form.values["place"] == "Nulle part"
    assert not Retex.objects.exists()


def test_a_double_click_writes_one_testimony(desk):
    sent = desk.open(SCREEN).fill(**WORDS).form.values
    for _ in range(2):
        assert desk.client.post(SCREEN, sent).status_code == 303

    assert Retex.objects.count() == 1


@pytest.mark.parametrize("name", [SCREEN, f"{NUMBERED}?copies=2"])
def test_only_who_types_for_this_territory_enters(client, consultation, name):
    assert client.get(name).status_code == 302
    client.force_login(UserFactory())
    assert client.get(name).status_code == 403
    client.force_login(UserFactory(facilitator_of=consultation.territory))
    assert client.get(name).status_code == 200


def test_anyone_prints_the_form_and_only_typists_number_it(client, consultation, typist):
    page = client.get(PAPER).content.decode()
    assert "formulaire.pdf" in page
    assert "numerotes.pdf" not in page
    pdf = client.get(BLANK)
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")

    client.force_login(typist)
    assert "numerotes.pdf" in client.get(PAPER).content.decode()
    assert client.get(f"{NUMBERED}?copies=x").status_code == 422
