"""Publishing lets everyone read; only whoever edits the workshop may do it, and undo it."""

import pytest
from django.urls import reverse

from maillage.audit.models import Entry
from maillage.synthesis.tests.examples import imported
from maillage.voices.actions import publish_workshop
from maillage.voices.enums import Event

pytestmark = pytest.mark.django_db


def press(client, workshop, button):
    return client.post(reverse("synthesis:publication", args=[workshop.slug]), {button: "1"})


def test_a_facilitator_publishes_and_takes_back(client, alice, place, consultation):
    workshop = imported(consultation, territory=place)
    client.force_login(alice)

    assert press(client, workshop, "publish").url == workshop.get_absolute_url()
    workshop.refresh_from_db()
    assert workshop.is_published

    assert press(client, workshop, "unpublish").url == workshop.get_absolute_url()
    workshop.refresh_from_db()
    assert not workshop.is_published
    events = Entry.objects.filter(actor_id=alice.pk).order_by("number")
    assert list(events.values_list("event", flat=True)) == [
        Event.WORKSHOP_PUBLISHED,
        Event.WORKSHOP_UNPUBLISHED,
    ]


def test_a_request_without_a_button_changes_nothing(client, alice, place, consultation):
    workshop = publish_workshop(workshop=imported(consultation, territory=place), acting_user=None)
    client.force_login(alice)

    press(client, workshop, "autre")

    workshop.refresh_from_db()
    assert workshop.is_published


def test_others_are_refused_what_they_see_and_learn_nothing_of_the_rest(
    client, bob, place, consultation
):
    hidden = imported(consultation, territory=place, title="Caché")
    shown = publish_workshop(
        workshop=imported(consultation, territory=place, title="Montré"), acting_user=None
    )

    assert press(client, shown, "unpublish").url.startswith("/compte/connexion/")
    client.force_login(bob)
    assert press(client, shown, "unpublish").status_code == 403
    assert press(client, hidden, "publish").status_code == 404
