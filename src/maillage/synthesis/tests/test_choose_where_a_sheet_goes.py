"""A sheet goes where its depositor may write: their places, their workshops, no guess beyond."""

import pytest
from django.urls import reverse

from maillage.synthesis import actions
from maillage.synthesis.tests.examples import imported, sheet
from maillage.voices.models import Workshop

pytestmark = pytest.mark.django_db


def shown_to(client, user, told=None):
    client.force_login(user)
    draft = actions.keep_draft(sheet=told or sheet(), file_name="a.md", acting_user=user)
    address = reverse("synthesis:draft", args=[draft.token])
    return address, client.get(address)


def test_only_the_places_that_the_reader_edits_are_offered(client, alice, place, elsewhere):
    _, response = shown_to(client, alice)

    names = [territory.name for territory in response.context["form"].fields["territory"].queryset]
    assert names == ["Sablières", "Bourg-la-Digue"]


def test_a_place_beyond_reach_is_refused_even_when_it_is_sent(client, alice, elsewhere):
    address, response = shown_to(client, alice)
    theme = response.context["form"].initial["theme"].pk

    sent = {"title": "Ailleurs", "theme": theme, "territory": elsewhere.pk, "confirm": "1"}
    response = client.post(address, sent)

    assert response.status_code == 422
    assert not Workshop.objects.exists()


def test_the_accounts_of_elsewhere_are_received_where_the_reader_edits(
    client, bob, elsewhere, place
):
    _, response = shown_to(client, bob)

    assert response.status_code == 200
    assert response.context["form"].initial["territory"] == elsewhere


def test_a_sheet_that_stands_beyond_reach_is_neither_shown_nor_corrected(
    client, bob, place, consultation
):
    imported(consultation, territory=place, title="Atelier secret d’à côté")

    _, response = shown_to(client, bob)

    assert response.status_code == 200
    assert response.context["report"].is_new
    assert "Atelier secret" not in response.content.decode()


def test_a_missing_theme_is_asked_before_anything_is_shown(client, alice, place):
    told = sheet(theme={"number": 9, "title": "Une thématique inconnue"})
    address, response = shown_to(client, alice, told)

    assert response.context["report"] is None
    response = client.post(address, {"title": "Bourg", "territory": place.pk, "confirm": "1"})
    assert response.status_code == 422
    assert "Choisissez la thématique" in response.content.decode()
    assert 'value="Bourg"' in response.content.decode()


def test_a_typed_name_and_a_chosen_workshop_are_never_guessed_between(
    client, alice, place, consultation
):
    workshop = imported(consultation, territory=place)
    address, _ = shown_to(client, alice)

    response = client.post(
        address, {"workshop": workshop.pk, "title": "Un tout autre atelier", "confirm": "1"}
    )

    assert response.status_code == 422
    assert "Vous avez aussi écrit le nom" in response.content.decode()
    assert Workshop.objects.count() == 1


def test_a_name_left_as_proposed_does_not_stand_in_the_way(client, alice, place, consultation):
    workshop = imported(consultation, territory=place)
    address, response = shown_to(client, alice)
    proposed = response.context["form"].initial["title"]

    response = client.post(address, {"workshop": workshop.pk, "title": proposed, "preview": "1"})

    assert response.status_code == 200
    assert response.context["report"].workshop == workshop


def test_a_new_workshop_may_be_asked_for_although_one_looks_the_same(
    client, alice, place, consultation
):
    imported(consultation, territory=place)
    address, response = shown_to(client, alice)
    theme = response.context["form"].initial["theme"].pk
    asked = {"title": "Second atelier", "theme": theme, "territory": place.pk}

    shown = client.post(address, {**asked, "preview": "1"})
    seen = shown.context["report"].fingerprint
    client.post(address, {**asked, "seen": seen, "confirm": "1"})

    assert shown.context["report"].is_new
    assert Workshop.objects.filter(title="Second atelier", territory=place).exists()
    assert Workshop.objects.count() == 2


def test_a_wrong_date_says_how_to_write_it_and_keeps_the_rest(client, alice, place):
    address, _ = shown_to(client, alice)

    response = client.post(
        address, {"title": "Bourg", "held_on": "mardi dernier", "territory": place.pk}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "2026-03-31" in page
    assert "mardi dernier" in page


def test_without_a_consultation_the_refusal_is_one_plain_page(client, alice, consultation, place):
    consultation.themes.all().delete()
    consultation.delete()
    client.force_login(alice)
    draft = actions.keep_draft(sheet=sheet(), file_name="a.md", acting_user=alice)

    response = client.get(reverse("synthesis:draft", args=[draft.token]))

    assert response.status_code == 409
    assert "Aucune consultation" in response.content.decode()
