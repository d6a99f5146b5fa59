"""From the empty form to the receipt, without a script, an account or a cookie."""

import re

import pytest

from maillage.audit.models import Entry
from maillage.territory.tests.factories import SchoolFactory, TerritoryFactory
from maillage.testimony.tests.phones import Phone
from maillage.voices.enums import Profile, RetexState, Source
from maillage.voices.models import Retex
from maillage.voices.receipts import digest_of

WORDS = {
    "profile": "teacher",
    "place": "Chez nous, au bout de la digue",
    "theme": "2",
    "strengths": "La bibliothèque ouvre le soir\r\n\r\n- Le prêt de clés 4G",
    "irritants": "On ne capte rien\r\nUn téléphone pour quatre",
    "title": "La digue",
    "text": "Il faut marcher.\r\nJusqu’au bout.",
    "links": "www.exemple.fr/film\r\nhttps://exemple.fr/article",
}


def test_what_is_said_is_confirmed_written_once_and_proved(consultation, phone):
    phone.open().fill(**WORDS).press("review")
    assert phone.response.status_code == 200
    assert not Retex.objects.exists()

    phone.press("confirm").follow()

    retex = Retex.objects.get()
    assert retex.consultation == consultation
    assert retex.theme.number == 2
    assert (retex.profile, retex.source, retex.language) == (Profile.TEACHER, Source.WEB, "fr")
    assert (retex.place, retex.title) == (WORDS["place"], "La digue")
    assert retex.text == "Il faut marcher.\nJusqu’au bout."
    assert retex.links == ["https://www.exemple.fr/film", "https://exemple.fr/article"]
    points = sorted(retex.points.values_list("kind", "text"))
    assert points == [
        ("irritant", "On ne capte rien"),
        ("irritant", "Un téléphone pour quatre"),
        ("strength", "La bibliothèque ouvre le soir"),
        ("strength", "Le prêt de clés 4G"),
    ]
    assert retex.state == RetexState.PUBLISHED
    code = re.search(r'class="code">([^<]+)<', phone.html)[1]
    assert digest_of(code) == retex.contribution.receipt_digest


def test_the_recap_shows_what_was_understood(consultation, phone):
    phone.open().fill(**WORDS).press("review")
    for said in (
        "Professeur",
        "Chez nous, au bout de la digue (vos mots)",
        str(consultation.themes.get(number=2).title),
        '<li dir="auto">La bibliothèque ouvre le soir</li>',
        '<li dir="auto">Un téléphone pour quatre</li>',
        '<p dir="auto">Il faut marcher.</p>',
    ):
        assert said in phone.html


def test_a_place_that_we_know_is_named(consultation, phone):
    place = TerritoryFactory(name="Plogrèves", parent=consultation.territory)
    phone.testify(place="plogreves")

    assert "Plogrèves" in phone.html
    retex = Retex.objects.get()
    assert (retex.territory, retex.place) == (place, "")


@pytest.mark.parametrize("typed", ["name", "uai", "key"])
def test_a_school_is_found_by_its_name_or_its_code_with_its_town(consultation, phone, typed):
    town = TerritoryFactory(name="Plogrèves", parent=consultation.territory)
    school = SchoolFactory(name="Collège de la Digue", territory=town)
    asked = {"name": "college digue", "uai": school.uai.lower(), "key": "Mon collège"}[typed]
    phone.open().fill(profile="pupil", place=asked, irritants="Rien")
    if typed == "key":
        # A page made elsewhere may send the key with the words it was chosen for.
        phone.fill(place_key=f"uai-{school.uai}", place_for=asked)
    phone.press("review")
    if "place_key" in phone.form.radios:
        phone.fill(place_key=phone.form.radios["place_key"][0])
    phone.press("confirm").follow()
    retex = Retex.objects.get()
    assert (retex.school, retex.territory, retex.place) == (school, town, "")


@pytest.mark.parametrize("key", ["uai-0000000X", "commune-0", "rien", "-", "x" * 60])
def test_a_key_of_no_place_keeps_the_words(consultation, phone, key):
    phone.open().fill(profile="pupil", place="Ici", irritants="Rien")
    phone.fill(place_key=key, place_for="Ici").press("review").press("confirm").follow()
    assert Retex.objects.get().place == "Ici"


def test_between_places_of_one_name_whoever_speaks_chooses(consultation, phone):
    first, second = (
        TerritoryFactory(name="Saint-Martin", parent=consultation.territory) for _ in range(2)
    )
    phone.open().fill(profile="pupil", place="Saint-Martin", irritants="Rien").press("review")
    assert phone.response.status_code == 200
    assert len(phone.form.radios["place_key"]) == 3
    phone.press("confirm")
    assert phone.response.status_code == 422

    phone.fill(place_key=phone.form.radios["place_key"][1]).press("confirm").follow()
    assert Retex.objects.get().territory == second
    assert first != second


def test_none_of_those_places_keeps_the_words(consultation, phone):
    for _ in range(2):
        TerritoryFactory(name="Saint-Martin", parent=consultation.territory)
    phone.open().fill(profile="pupil", place="Saint-Martin", irritants="Rien").press("review")
    phone.fill(place_key="words").press("confirm").follow()
    retex = Retex.objects.get()
    assert (retex.territory, retex.place) == (None, "Saint-Martin")


def test_a_place_chosen_for_other_words_is_chosen_again(consultation, phone):
    for _ in range(2):
        TerritoryFactory(name="Saint-Martin", parent=consultation.territory)
    other = TerritoryFactory(name="Plogrèves", parent=consultation.territory)
    phone.open().fill(profile="pupil", place="Saint-Martin", irritants="Rien").press("review")
    phone.fill(place_key=phone.form.radios["place_key"][0]).press("correct")
    phone.fill(place="Plogrèves").press("review").press("confirm").follow()
    assert Retex.objects.get().territory == other


def test_nobody_is_known_by_the_trail_even_signed_in(consultation, client):
    from maillage.accounts.tests.factories import UserFactory

    client.force_login(UserFactory())
    Phone(client).testify()
    entry = Entry.objects.get(event="voices.retex.received")
    assert (entry.actor_id, entry.actor_label) == (None, "visiteur")


@pytest.mark.parametrize("step", ["review", "confirm"])
def test_saying_nothing_is_told_and_loses_nothing(consultation, phone, step):
    phone.open().fill(place="Plogrèves", title="Un titre seul")
    phone.form.buttons.append(step)
    phone.press(step)

    assert phone.response.status_code == 422
    assert "<title>Erreur" in phone.html
    assert "2 points sont à corriger" in phone.html
    assert phone.form.values["place"] == "Plogrèves"
    assert phone.form.values["title"] == "Un titre seul"
    for anchor in re.findall(r'href="#(\w+)"', phone.html):
        assert f'id="{anchor}"' in phone.html
    assert not Retex.objects.exists()
