"""Corriger, retirer: with the receipt alone, and everything typed survives."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from maillage.territory.tests.factories import SchoolFactory, TerritoryFactory
from maillage.voices.actions import Said, publish_retex, receive_retex, withdraw_retex
from maillage.voices.enums import Moderation, Profile, RetexState
from maillage.voices.models import FormerRetex, Point, Retex
from maillage.voices.tests.pages import main_words, read, typed

pytestmark = pytest.mark.django_db
AUTHOR = AnonymousUser()


@pytest.fixture
def commune(consultation):
    return TerritoryFactory(parent=consultation.territory, name="Bourg-Perdu", code="92001")


@pytest.fixture
def sent(consultation, commune):
    return send(consultation, commune)


def send(consultation, commune, **told):
    said = {
        "profile": Profile.PARENT,
        "territory_id": commune.pk,
        "title": "Le forfait",
        "text": "Nous comptons les mégaoctets.",
        "irritants": ("On ne capte rien", "Le car"),
        "strengths": ("La bibliothèque",),
        "theme_id": consultation.themes.get(number=1).pk,
    } | told
    return receive_retex(
        consultation=consultation, said=Said(**said), client_key=uuid.uuid4(), acting_user=AUTHOR
    )


def address(sent, name):
    return reverse(name, args=[sent.receipt])


def correct(client, sent, **changes):
    """Open the form, change some answers, send it."""
    url = address(sent, "portal:correct_my_words")
    told = typed(read(client.get(url)), "")
    return client.post(url, {**told, **changes})


def test_the_form_asks_the_same_questions_with_the_answers_given(client, sent):
    page = read(client.get(address(sent, "portal:correct_my_words")))
    told = typed(page, "")

    assert told["irritants"].split() == ["On", "ne", "capte", "rien", "Le", "car"]
    assert told["place"] == "Bourg-Perdu"
    assert told["theme"] == "1"
    assert told["profile"] == "parent"


def test_sent_as_it_was_it_changes_nothing(client, sent, commune):
    before = Retex.objects.values().get()
    points = list(Point.objects.order_by("pk").values_list("pk", "text"))

    assert correct(client, sent).url.endswith("?fait=corrige")

    assert Retex.objects.values().get() == before
    assert list(Point.objects.order_by("pk").values_list("pk", "text")) == points


def test_what_is_better_said_replaces_what_was_and_keeps_the_place(client, sent, commune):
    answer = correct(client, sent, text="Nous comptons tout.", irritants="On ne capte rien")

    assert "Votre correction est enregistrée" in main_words(read(client.get(answer.url)))
    retex = Retex.objects.get()
    assert retex.text == "Nous comptons tout."
    assert retex.territory == commune
    assert set(Point.objects.values_list("text", flat=True)) == {
        "On ne capte rien", "La bibliothèque",
    }  # fmt: skip
    assert FormerRetex.objects.get().text == "Nous comptons les mégaoctets."


def test_a_mistake_keeps_everything_typed_and_writes_nothing(client, sent):
    answer = correct(
        client,
        sent,
        text="",
        irritants="",
        strengths="",
        title="Un titre seul",
        links="pas une page",
    )

    page = read(answer, status=422)
    assert typed(page, "")["title"] == "Un titre seul"
    assert "pas une page" in main_words(page)
    assert Retex.objects.get().title == "Le forfait"


def test_another_place_is_understood_and_a_school_by_its_code(client, sent, commune):
    school = SchoolFactory(territory=commune, name="Collège de la Dune")

    correct(client, sent, place=school.uai)

    assert Retex.objects.get().school == school


def test_a_name_that_several_places_bear_is_asked_again_in_the_form(
    client, sent, consultation, commune
):
    twins = [
        TerritoryFactory(parent=consultation.territory, name="Sainte-Anne", code=code)
        for code in ("92101", "92102")
    ]
    page = read(correct(client, sent, place="Sainte-Anne", title="Gardé"), status=422)
    assert "plusieurs correspondent" in main_words(page)
    told = typed(page, "")
    key = f"{twins[1].kind}-{twins[1].code}"

    client.post(address(sent, "portal:correct_my_words"), {**told, "place_key": key})

    retex = Retex.objects.get()
    assert retex.territory == twins[1]
    assert retex.title == "Gardé"


def test_before_correcting_what_is_published_one_is_told_that_it_will_wait(
    client, sent, consultation
):
    publish_retex(retex=sent.retex, acting_user=None)
    page = main_words(read(client.get(address(sent, "portal:correct_my_words"))))
    assert "Il ne sera plus publié le temps d’être relu" in page

    correct(client, sent, title="Autre")
    assert Retex.objects.get().state == RetexState.RECEIVED

    consultation.moderation = Moderation.AFTER
    consultation.save()
    publish_retex(retex=sent.retex, acting_user=None)
    page = main_words(read(client.get(address(sent, "portal:correct_my_words"))))
    assert "Il ne sera plus publié" not in page


def test_two_windows_meet_and_both_texts_are_shown(client, sent):
    url = address(sent, "portal:correct_my_words")
    old = typed(read(client.get(url)), "")
    correct(client, sent, text="La première fenêtre.")

    answer = client.post(url, {**old, "text": "La seconde fenêtre."})

    page = read(answer, status=409)
    assert "La première fenêtre." in main_words(page)
    again = typed(page, "")
    assert again["text"].strip() == "La seconde fenêtre."
    client.post(url, again)
    assert Retex.objects.get().text == "La seconde fenêtre."


def test_a_child_is_asked_neither_who_nor_where(client, consultation, commune):
    sent = send(consultation, commune, is_minor=True, profile=Profile.PUPIL, title="")
    told = typed(read(client.get(address(sent, "portal:correct_my_words"))), "")
    assert not {"profile", "place", "title", "links"} & told.keys()

    correct(client, sent, text="La cantine.")

    retex = Retex.objects.get()
    assert (retex.text, retex.territory, retex.profile) == ("La cantine.", commune, Profile.PUPIL)


def test_one_is_told_what_withdrawing_does_then_it_is_done(client, sent):
    url = address(sent, "portal:withdraw_my_words")
    assert "Vous en avez le droit" in main_words(read(client.get(url)))
    assert Retex.objects.get().state != RetexState.WITHDRAWN

    answer = client.post(url)
    client.post(url)

    assert "Vous avez retiré votre témoignage" in main_words(read(client.get(answer.url)))
    assert Retex.objects.get().state == RetexState.WITHDRAWN


def test_what_was_withdrawn_has_neither_form_nor_button(client, sent):
    withdraw_retex(retex=sent.retex, acting_user=AUTHOR)

    for name in ("portal:correct_my_words", "portal:withdraw_my_words"):
        assert client.get(address(sent, name)).url == address(sent, "portal:my_words")
    assert client.post(address(sent, "portal:correct_my_words"), {"text": "Non"}).status_code == 302
    page = main_words(read(client.get(address(sent, "portal:my_words"))))
    assert "Corriger mon témoignage" not in page
