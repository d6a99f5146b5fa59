"""A story told as one block: the machine points at passages, a person keeps some, word for word."""

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.sorting.models import Card, StoryRead
from maillage.sorting.tests.factories import DeskFactory
from maillage.sorting.tests.test_voices_on_the_desk import said_by
from maillage.voices.models import Point
from maillage.voices.tests.factories import VoiceFactory

pytestmark = pytest.mark.django_db
STORY = "Le prêt de tablettes a bien marché, mais le wifi coupe sans arrêt. Merci à tous."
GOOD, BAD = "Le prêt de tablettes a bien marché", "le wifi coupe sans arrêt"


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def told(desk):
    return VoiceFactory(theme=desk.theme, text=STORY)


@pytest.fixture
def sorter(client, desk):
    client.force_login(UserFactory(facilitator_of=desk.theme.consultation.territory))
    client.address = reverse("sorting:story", args=[desk.theme.pk])
    return client


def confirm(client, told, **typed):
    said = {"retex": told.pk, "version": told.version, "strengths": GOOD, "irritants": BAD}
    return client.post(client.address, said | typed)


def test_what_is_pointed_at_becomes_points_in_the_words_of_the_story(sorter, told):
    page = sorter.get(sorter.address).content.decode()
    assert GOOD in page and BAD in page

    assert confirm(sorter, told).status_code == 302
    assert set(told.points.values_list("kind", "text")) == {("strength", GOOD), ("irritant", BAD)}
    assert set(Card.objects.values_list("point__text", flat=True)) == {GOOD, BAD}
    told.refresh_from_db()
    assert told.text == STORY
    assert "Aucun récit à découper" in sorter.get(sorter.address).content.decode()
    assert Entry.objects.filter(event="voices.story.split").count() == 1


def test_twice_is_once_and_nothing_is_an_answer_too(sorter, told):
    confirm(sorter, told, strengths="", irritants="")
    confirm(sorter, told)
    assert (Point.objects.count(), StoryRead.objects.count()) == (0, 1)


def test_what_is_not_in_the_story_is_refused_and_stays_in_the_form(sorter, told):
    answer = confirm(sorter, told, irritants="Le réseau est nul")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "« Le réseau est nul » n’est pas dans ce récit" in page
    assert GOOD in page
    assert not Point.objects.exists()


def test_a_story_that_its_author_changed_meanwhile_is_shown_as_it_is_now(sorter, told):
    told.text = STORY + " Et le car est en retard."
    told.version += 1
    told.save()
    told.version -= 1
    answer = confirm(sorter, told)
    assert answer.status_code == 409
    assert "Et le car est en retard" in answer.content.decode()
    assert not Point.objects.exists()
    again = answer.context["form"]["version"].value()
    assert confirm(sorter, told, version=again).status_code == 302


def test_stories_with_points_of_their_own_hidden_or_elsewhere_are_not_asked(sorter, desk):
    said_by(VoiceFactory(theme=desk.theme, text=STORY))
    VoiceFactory(theme=desk.theme, text="")
    VoiceFactory(theme=desk.theme, text=STORY, state="received")
    elsewhere = VoiceFactory(text=STORY)
    assert "Aucun récit à découper" in sorter.get(sorter.address).content.decode()
    assert confirm(sorter, elsewhere).status_code == 404


def test_the_page_costs_the_same_however_many_wait(sorter, desk, told, django_assert_num_queries):
    sorter.get(sorter.address)
    for _ in range(2):
        with django_assert_num_queries(8):
            sorter.get(sorter.address)
        for _ in range(5):
            VoiceFactory(theme=desk.theme, text=STORY)
