"""What one person said has its thread, and what it fed says that they took it back."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.models import Finding
from maillage.plan.models import Action
from maillage.portal.tests.threads import columns, page_of, ties
from maillage.voices.actions import (
    Said,
    publish_retex,
    receive_retex,
    refuse_retex,
    withdraw_retex,
)
from maillage.voices.enums import Profile

pytestmark = pytest.mark.django_db
AUTHOR = AnonymousUser()
FINDING = "Zones blanches autour du bourg"


@pytest.fixture
def voice(consultation, workshop):
    said = Said(profile=Profile.PARENT, title="Le forfait", irritants=("On ne capte rien",))
    retex = receive_retex(
        consultation=consultation, said=said, client_key=uuid.uuid4(), acting_user=AUTHOR
    ).retex
    publish_retex(retex=retex, acting_user=None)
    finding = Finding.objects.get(workshop=workshop, text=FINDING)
    cite_point(finding=finding, point=retex.points.get(), acting_user=None)
    return retex


def test_one_voice_is_followed_down_to_the_action_and_its_indicator(client, voice):
    response = page_of(client, "retex", voice)

    assert response.status_code == 200
    told = columns(response)
    assert told["Retours"] == ["Le forfait"]
    assert told["Constats"] == [FINDING]
    assert len(told["Actions"]) == len(told["Indicateurs"]) == 1
    assert ties(response)["Le forfait", FINDING] is False


def test_the_action_says_which_voice_it_comes_from(client, voice):
    response = page_of(client, "action", Action.objects.get())

    assert "Le forfait" in columns(response)["Retours"]
    assert "« On ne capte rien »" in response.content.decode()


def test_a_voice_taken_back_leaves_its_place_and_none_of_its_words(client, voice):
    withdraw_retex(retex=voice, acting_user=AUTHOR)

    response = page_of(client, "action", Action.objects.get())
    told = columns(response)["Retours"]
    assert "Parole retirée" in told
    assert ties(response)["Parole retirée", FINDING] is False
    page = response.content.decode()
    assert "Le forfait" not in page
    assert "On ne capte rien" not in page
    assert page_of(client, "retex", voice).status_code == 404


def test_a_voice_that_is_no_longer_published_is_not_on_the_thread(client, voice):
    refuse_retex(retex=voice, reason="Non", acting_user=None)

    page = page_of(client, "action", Action.objects.get()).content.decode()
    assert "Le forfait" not in page
    assert "On ne capte rien" not in page
