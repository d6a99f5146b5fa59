"""Mend the transcription of an account: who may, what is refused, what two people at once see."""

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.queries import entries_about
from maillage.voices import actions
from maillage.voices.tests.factories import RetexFactory, WorkshopFactory
from maillage.voices.tests.pages import main_words, read, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def retex():
    return RetexFactory(title="La voiture", text="Sur le remblai.", links=["https://a.example/"])


@pytest.fixture
def editor(client, retex):
    user = UserFactory(facilitator_of=retex.workshop.territory)
    client.force_login(user)
    return user


def correct(client, retex, **changes):
    said = typed(read(client.get(retex.get_absolute_url())), "/corriger/") | changes
    return client.post(reverse("voices:correct_retex", args=[retex.pk]), said)


def test_an_editor_mends_the_text_and_the_words_before_are_kept_where_they_can_be_erased(
    client, editor, retex
):
    response = correct(client, retex, text="Sur le remblai, moteur coupé.")

    assert response.url == retex.get_absolute_url()
    retex.refresh_from_db()
    assert (retex.text, retex.version) == ("Sur le remblai, moteur coupé.", 2)
    assert "moteur coupe" in retex.folded
    before = retex.former.get()
    assert (before.text, before.replaced_by) == ("Sur le remblai.", editor)
    assert "Sur le remblai." in main_words(read(client.get(retex.get_absolute_url())))


def test_the_trail_says_what_was_corrected_and_never_the_words(client, editor, retex):
    correct(client, retex, text="Sur le remblai, moteur coupé.")

    (entry,) = entries_about(retex)
    assert entry.data == {"changed": ["text"]}


def test_the_words_before_are_for_editors_alone(client, retex):
    values = {"title": "La voiture", "links": [], "version": 1, "acting_user": None}
    actions.correct_retex(retex=retex, text="Moteur coupé.", **values)

    assert "Sur le remblai." not in main_words(read(client.get(retex.get_absolute_url())))


def test_sending_the_form_unchanged_writes_nothing(client, editor, retex):
    assert correct(client, retex).status_code == 302

    retex.refresh_from_db()
    assert retex.version == 1
    assert not entries_about(retex).exists()


def test_the_second_click_of_a_hurried_hand_is_no_conflict(client, editor, retex):
    said = typed(read(client.get(retex.get_absolute_url())), "/corriger/") | {"title": "Le car"}
    address = reverse("voices:correct_retex", args=[retex.pk])

    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert entries_about(retex).count() == 1


def test_two_people_at_once_see_both_texts_and_the_typed_one_is_kept(client, editor, retex):
    said = typed(read(client.get(retex.get_absolute_url())), "/corriger/")
    values = {"title": "La voiture", "links": [], "version": 1, "acting_user": editor}
    actions.correct_retex(retex=retex, text="Le texte de l’autre.", **values)
    address = reverse("voices:correct_retex", args=[retex.pk])

    response = client.post(address, said | {"text": "Mon texte."})

    page = read(response, 409)
    assert "Le texte de l’autre." in main_words(page)
    again = typed(page, "/corriger/")
    assert again["text"] == "Mon texte."
    assert client.post(address, again).status_code == 302
    retex.refresh_from_db()
    assert (retex.text, retex.version) == ("Mon texte.", 3)


def test_a_link_must_be_an_address_but_what_the_sheet_said_stays(client, editor, retex):
    retex.links = ["voir l’article"]
    retex.save()

    refused = correct(client, retex, links="voir l’article\njavascript:alert(1)")
    page = read(refused, 422)
    assert "« javascript:alert(1) » n’est pas une adresse" in main_words(page)
    assert "javascript:alert(1)" in typed(page, "/corriger/")["links"]

    kept = correct(client, retex, links="voir l’article\n\nhttps://b.example/\nhttps://b.example/")
    assert kept.status_code == 302
    retex.refresh_from_db()
    assert retex.links == ["voir l’article", "https://b.example/"]


def test_an_account_keeps_a_title_or_a_text(client, editor, retex):
    assert "Gardez un titre ou un récit" in main_words(
        read(correct(client, retex, title=" ", text=" "), 422)
    )


@pytest.mark.parametrize(("published", "status"), [(True, 403), (False, 404)])
def test_who_may_not_edit_is_refused_and_learns_nothing_of_the_rest(client, published, status):
    retex = RetexFactory(workshop=WorkshopFactory(published=published))
    address = reverse("voices:correct_retex", args=[retex.pk])
    client.force_login(UserFactory(facilitator_of=RetexFactory().workshop.territory))

    assert client.get(address).status_code == status
    assert client.post(address, {"text": "Autre", "version": 1}).status_code == status
    retex.refresh_from_db()
    assert retex.version == 1


def test_a_visitor_is_led_to_sign_in(client, retex):
    response = client.post(reverse("voices:correct_retex", args=[retex.pk]), {"text": "Autre"})

    assert response.status_code == 302
    assert response.url.startswith("/compte/connexion/")
