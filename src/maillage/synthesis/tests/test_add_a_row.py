"""A facilitator begins a row at the end of a part; what stands on the sheet stays itself."""

import pytest
from django.urls import reverse

from maillage.audit.models import Entry
from maillage.plan.enums import Event
from maillage.plan.models import Action
from maillage.synthesis import queries
from maillage.synthesis.tests.examples import imported, sheet
from maillage.voices.actions import publish_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(consultation, place):
    return imported(consultation, territory=place)


def add(client, workshop, part, text):
    address = reverse("synthesis:add_row", args=[workshop.slug, part])
    return client.post(address, {"text": text})


@pytest.mark.parametrize(
    ("part", "key"), [("diagnosis", "irritants"), ("projections", "irritants"), ("plan", "levers")]
)
def test_a_row_begins_with_its_first_item(client, alice, workshop, part, key):
    client.force_login(alice)

    response = add(client, workshop, part, "Une idée venue après")

    assert response.url == f"{workshop.get_absolute_url()}#fin-{part}"
    *before, added = queries.sheet_of(workshop)[part]
    assert before == sheet()[part]
    assert added[key] == [{"text": "Une idée venue après", "highlighted": False}]


def test_the_rows_that_stood_there_are_the_same_rows(client, alice, workshop):
    client.force_login(alice)
    action = Action.objects.get()

    add(client, workshop, "plan", "Une idée venue après")

    assert Action.objects.order_by("position").first() == action
    assert Action.objects.last().title == "Une idée venue après"
    entry = Entry.objects.filter(event=Event.ROWS_WRITTEN).order_by("number").last()
    assert entry.actor_id == alice.pk
    assert [change["what"] for change in entry.data["changes"]] == ["added"]


def test_an_empty_line_is_given_back_with_what_to_do(client, alice, workshop):
    client.force_login(alice)

    response = add(client, workshop, "plan", "  ")

    assert response.status_code == 422
    assert Action.objects.count() == 1


def test_only_an_editor_adds_and_only_to_a_part_of_the_sheet(client, alice, bob, workshop):
    assert add(client, workshop, "plan", "x").url.startswith("/compte/connexion/")
    client.force_login(bob)
    assert add(client, workshop, "plan", "x").status_code == 404
    publish_workshop(workshop=workshop, acting_user=None)
    assert add(client, workshop, "plan", "x").status_code == 403
    client.force_login(alice)
    assert add(client, workshop, "retex", "x").status_code == 404
    assert Action.objects.count() == 1
