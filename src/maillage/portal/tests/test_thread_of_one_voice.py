"""What one person said has its thread, and what it fed says that they took it back."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import reverse

from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.models import Finding
from maillage.plan.models import Action
from maillage.portal.tests.threads import columns, page_of, ties
from maillage.sorting.actions import lay_cards, open_finding, publish_desk
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


def gathered(consultation, workshop, count=2):
    """Voices that no workshop cites, gathered with what the workshop's table said."""
    theme = workshop.theme
    said = Said(profile=Profile.PARENT, irritants=("La digue coupe tout",), theme_id=theme.pk)
    sent = [
        receive_retex(
            consultation=consultation, said=said, client_key=uuid.uuid4(), acting_user=AUTHOR
        )
        for _ in range(count)
    ]
    for each in sent:
        publish_retex(retex=each.retex, acting_user=None)
    lay_cards(theme=theme, acting_user=None)
    desk = theme.desk
    at_table = Q(point__workshop=workshop, point__text=FINDING)
    of_voices = Q(point__retex__in=[each.retex.pk for each in sent])
    cards = list(desk.cards.filter(at_table | of_voices).distinct())
    told = {"seen": 0, "key": uuid.uuid4(), "acting_user": None}
    open_finding(desk=desk, cards=cards, text="Coupés du réseau", **told)
    return desk, sent


def test_a_voice_that_no_workshop_heard_reaches_the_action_through_what_people_gathered(
    client, consultation, workshop, django_assert_max_num_queries
):
    desk, sent = gathered(consultation, workshop)
    assert columns(page_of(client, "retex", sent[0].retex))["Constats"] == []

    publish_desk(desk=desk, acting_user=None)
    with django_assert_max_num_queries(9):
        response = page_of(client, "retex", sent[0].retex)
    told = columns(response)
    assert told["Constats partagés"] == ["Coupés du réseau"]
    assert told["Constats"] == [FINDING]
    assert len(told["Actions"]) == 1
    assert ties(response)["Coupés du réseau", FINDING] is False
    action = columns(page_of(client, "action", Action.objects.get()))
    assert action["Constats partagés"] == ["Coupés du réseau"]


def test_its_author_reads_with_how_many_others_their_words_are_gathered(
    client, consultation, workshop
):
    desk, sent = gathered(consultation, workshop, count=3)
    page = reverse("portal:my_words", args=[sent[0].receipt])
    assert "réuni" not in client.get(page).content.decode()

    publish_desk(desk=desk, acting_user=None)
    told = client.get(page).content.decode()
    assert "Ce que vous avez dit est réuni sous ce constat partagé :" in told
    assert "« Coupés du réseau »" in told
    assert "autres voix disent la même chose." in told

    withdraw_retex(retex=sent[0].retex, acting_user=AUTHOR)
    assert "constat partagé" not in client.get(page).content.decode()
