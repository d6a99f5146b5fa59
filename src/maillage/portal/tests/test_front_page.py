"""The front page: the question, where it stands, its themes, who spoke last."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.synthesis.tests.examples import imported
from maillage.voices.models import Phase
from maillage.voices.tests.factories import ConsultationFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


def home(client):
    return client.get(reverse("portal:home"))


def test_it_asks_the_question_and_leads_to_the_voices_and_the_plan(client, consultation):
    page = home(client).content.decode()

    assert f"<h1>{consultation.question}</h1>" in page
    assert f'href="{reverse("voices:retours")}"' in page
    assert f'href="{reverse("plan:actions")}"' in page


def test_its_first_button_is_to_testify_while_the_consultation_is_open(client, consultation):
    button = f'<a class="button big" href="{reverse("testimony:form")}">Je témoigne</a>'
    assert button in home(client).content.decode()

    consultation.status = "closed"
    consultation.save()
    assert button not in home(client).content.decode()


def test_the_phases_say_which_are_past_and_which_are_going_on(client, consultation):
    today = timezone.localdate()
    week = datetime.timedelta(days=7)
    for title, start in (("Recueil", -3), ("Ateliers", -1), ("Suivi", 4)):
        Phase.objects.create(
            consultation=consultation,
            title=title,
            starts_on=today + start * week,
            ends_on=today + (start + 2) * week,
        )

    response = home(client)

    assert [(each.is_past, each.is_current) for each in response.context["phases"]] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert response.content.decode().count("(en ce moment)") == 1


def test_only_published_workshops_are_counted_and_named_to_everyone(
    client, consultation, place, workshop, alice
):
    imported(consultation, title="Encore secret", territory=place)

    page = home(client).content.decode()
    assert "1 atelier publié" in page
    assert "0 atelier publié" in page
    assert "Encore secret" not in page

    client.force_login(alice)
    assert "Encore secret" in home(client).content.decode()


def test_without_a_consultation_it_says_so(client, db):
    ConsultationFactory()

    assert "Aucune consultation n’est ouverte" in home(client).content.decode()


def test_it_costs_four_queries_however_many_workshops(
    client, consultation, place, django_assert_num_queries
):
    with django_assert_num_queries(4):
        home(client)
    theme = consultation.themes.first()
    WorkshopFactory.create_batch(9, theme=theme, territory=place, published=True)

    with django_assert_num_queries(4):
        home(client)


def test_the_declaration_of_accessibility_is_one_click_away(client, consultation):
    address = reverse("portal:accessibility")

    assert f'href="{address}"' in home(client).content.decode()
    assert "Défenseur des droits" in client.get(address).content.decode()
