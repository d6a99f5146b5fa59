"""Closed, in preparation, none at all: clear pages, and what was typed can be copied."""

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.testimony.tests.phones import Phone
from maillage.voices.enums import ConsultationStatus
from maillage.voices.models import Retex
from maillage.voices.tests.factories import ConsultationFactory


def of(consultation):
    return reverse("testimony:form_of", args=[consultation.slug])


@pytest.mark.django_db
def test_where_there_is_no_consultation_the_page_says_so(client):
    response = client.get(reverse("testimony:form"))
    assert response.status_code == 200
    assert "Aucune consultation n’est ouverte" in response.content.decode()


@pytest.mark.parametrize("address", [None, "slug"])
def test_a_closed_one_says_so_and_where_it_can_be_read(consultation, client, address):
    consultation.status = ConsultationStatus.CLOSED
    consultation.save()
    page = client.get(of(consultation) if address else "/temoigner/").content.decode()
    assert "Cette consultation est close" in page
    assert 'href="/retours/"' in page


def test_an_open_one_is_taken_before_one_that_closed_since(consultation, client):
    ConsultationFactory(open=True, status=ConsultationStatus.CLOSED, opened_at="2026-03-03T09:00Z")
    assert consultation.question in client.get("/temoigner/").content.decode()


def test_a_draft_is_unknown_to_everyone_but_its_editors(client, db):
    draft = ConsultationFactory()
    assert client.get(of(draft)).status_code == 404
    assert "Aucune consultation" in client.get("/temoigner/").content.decode()

    client.force_login(UserFactory(facilitator_of=draft.territory))
    assert "pas encore ouverte" in client.get(of(draft)).content.decode()


def test_an_unknown_name_is_not_found(client, consultation):
    assert client.get(reverse("testimony:form_of", args=["rien"])).status_code == 404


@pytest.mark.parametrize("step", ["review", "confirm"])
def test_one_that_closes_meanwhile_records_nothing_and_shows_what_was_typed(
    consultation, client, step
):
    phone = Phone(client).open().fill(profile="parent", text="Mon long récit")
    if step == "confirm":
        phone.press("review")
    consultation.status = ConsultationStatus.CLOSED
    consultation.save()
    phone.press(step)

    assert phone.response.status_code == 409
    assert "Cette consultation est close" in phone.html
    assert "Mon long récit" in phone.html
    assert not Retex.objects.exists()
