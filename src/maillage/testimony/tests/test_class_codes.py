"""A class under 15 speaks with its teacher's code: no name, no address, words for its age."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory
from maillage.testimony.codes import new_class_code, read_class_code
from maillage.testimony.models import ClassCode
from maillage.testimony.tests.factories import ClassCodeFactory
from maillage.voices.enums import Profile, RetexState
from maillage.voices.models import Retex

CODES = "/temoigner/classes/"


@pytest.fixture
def code(consultation):
    return ClassCodeFactory(consultation=consultation)


def sheet_of(code):
    return reverse("testimony:class_sheet", args=[code.pk])


def revoke(client, code):
    return client.post(reverse("testimony:revoke_class_code", args=[code.pk]))


def test_a_pupil_types_the_code_and_speaks_without_saying_who_or_where(code, phone):
    phone.open(reverse("testimony:class_code"))
    response = phone.client.get(phone.form.action, {"classe": code.code.lower().replace("-", " ")})
    phone._read(response)
    assert "Ton nom n’est demandé nulle part" in phone.html
    assert "119" in phone.html
    asked = phone.form.values.keys() | phone.form.radios.keys()
    assert not asked & {"profile", "place", "title", "links"}

    phone.fill(irritants="La tablette est cassée").press("review")
    assert "Relis, puis confirme" in phone.html
    phone.press("confirm").follow()
    assert "Garde ce code" in phone.html
    retex = Retex.objects.get()
    assert (retex.profile, retex.territory) == (Profile.PUPIL, code.territory)
    assert retex.contribution.is_minor
    # Read by somebody before everyone, even where the others are published at once.
    assert retex.state == RetexState.RECEIVED
    code.refresh_from_db()
    assert code.count == 1


def test_a_class_counts_each_testimony_once(code, phone):
    phone.open(f"/temoigner/?classe={code.code}").fill(text="Mon récit").press("review")
    recap = phone.form
    for _ in range(3):
        phone.form = recap
        phone.press("confirm").follow()
    code.refresh_from_db()
    assert code.count == Retex.objects.count() == 1


def test_nothing_ties_what_was_said_to_the_code(code):
    tied = {field.related_model for field in ClassCode._meta.get_fields() if field.is_relation}
    assert Retex not in tied


@pytest.mark.parametrize("trait", ["revoked", "expired"])
def test_a_code_that_serves_no_more_says_so(consultation, client, trait):
    code = ClassCodeFactory(consultation=consultation, **{trait: True})
    response = client.get("/temoigner/", {"classe": code.code})
    assert response.status_code == 422
    assert "Ce code n’est pas ou plus bon" in response.content.decode()


@pytest.mark.parametrize("typed", ["rien", "0000-0000", "x" * 500, "é" * 8])
def test_an_invented_code_opens_nothing(consultation, client, typed):
    assert client.get("/temoigner/", {"classe": typed}).status_code == 422


def test_a_code_that_ends_while_a_class_writes_receives_what_it_writes(code, phone):
    phone.open(f"/temoigner/?classe={code.code}").fill(text="Mon récit").press("review")
    ClassCode.objects.update(expires_on=timezone.localdate() - dt.timedelta(days=1))
    phone.press("confirm").follow()
    assert Retex.objects.count() == 1


def test_a_code_taken_back_keeps_the_words_until_another_is_typed(code, phone):
    phone.open(f"/temoigner/?classe={code.code}").fill(text="Mon long récit")
    ClassCode.objects.update(revoked_at=timezone.now())
    phone.press("review")
    assert phone.response.status_code == 422
    assert phone.form.values["text"] == "Mon long récit"

    other = ClassCodeFactory(consultation=code.consultation)
    sent = {**phone.form.values, "class_code": other.code}
    phone._read(phone.client.post(phone.form.action, sent))
    phone.press("confirm").follow()
    assert Retex.objects.get().territory == other.territory


def test_whoever_works_with_schools_gives_a_code_in_their_territory(consultation, client):
    commune = TerritoryFactory(name="Plogrèves", parent=consultation.territory)
    teacher = UserFactory(facilitator_of=commune)
    client.force_login(teacher)
    told = {"consultation": consultation.pk, "label": "6e B", "place": "Plogrèves", "days": 7}
    response = client.post(CODES, told)

    code = ClassCode.objects.get()
    assert response.status_code == 302
    assert (code.territory, code.created_by, code.count) == (commune, teacher, 0)
    assert code.expires_on == timezone.localdate() + dt.timedelta(days=7)
    page = client.get(response["Location"]).content.decode()
    assert code.code in page
    assert "<svg" in page
    assert Entry.objects.filter(event="testimony.class_code.created").count() == 1


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Plogrèves", "pas dans un territoire qui vous est confié"),
        ("Nulle part", "pas connu ici"),
        ("Saint-Martin", "Plusieurs lieux correspondent"),
        ("", "Erreur"),
    ],
)
def test_a_code_is_given_for_one_known_place_of_theirs(consultation, client, place, told):
    TerritoryFactory(name="Plogrèves", parent=consultation.territory)
    for _ in range(2):
        TerritoryFactory(name="Saint-Martin", parent=consultation.territory)
    client.force_login(UserFactory(facilitator_of=TerritoryFactory()))
    sent = {"consultation": consultation.pk, "label": "6e B", "place": place, "days": 7}
    response = client.post(CODES, sent)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not ClassCode.objects.exists()


def test_a_code_of_elsewhere_does_not_exist_and_visitors_sign_in_first(code, client):
    assert client.get(CODES).status_code == 302
    assert client.get(sheet_of(code)).status_code == 302

    client.force_login(UserFactory(facilitator_of=TerritoryFactory()))
    assert client.get(sheet_of(code)).status_code == 404
    assert revoke(client, code).status_code == 404
    assert code.code not in client.get(CODES).content.decode()


def test_who_has_no_hat_among_schools_gives_no_code(client, db):
    client.force_login(UserFactory())
    assert client.get(CODES).status_code == 403


def test_a_code_is_taken_back_once(code, client):
    client.force_login(UserFactory(territory_lead_of=code.territory))
    for _ in range(2):
        assert revoke(client, code).status_code == 302
    code.refresh_from_db()
    assert not code.is_usable()
    assert Entry.objects.filter(event="testimony.class_code.revoked").count() == 1


def test_the_list_of_codes_costs_the_same_however_long(
    consultation, client, django_assert_max_num_queries
):
    client.force_login(UserFactory(administrator_of=consultation.territory))
    for number in (1, 30):
        for _ in range(number):
            ClassCodeFactory(consultation=consultation)
        with django_assert_max_num_queries(8):
            client.get(reverse("testimony:class_codes"))


def test_a_code_is_read_however_it_is_typed():
    code = new_class_code()
    for typed in (code, code.lower(), code.replace("-", " "), f" {code} "):
        assert read_class_code(typed) == code
    assert read_class_code("OIL0-OIL0") == "0110-0110"
