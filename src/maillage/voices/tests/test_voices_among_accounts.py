"""One person's words stand among what workshops told, and nobody is singled out by a filter."""

import pytest
from django.test import Client

from maillage.accounts.tests.factories import UserFactory
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.enums import Profile, RetexState, Source
from maillage.voices.tests.factories import (
    PointFactory,
    RetexFactory,
    ThemeFactory,
    VoiceFactory,
    WorkshopFactory,
)
from maillage.voices.tests.pages import items, links, read

pytestmark = pytest.mark.django_db
LIST = "/retours/"


@pytest.fixture
def theme():
    return ThemeFactory()


@pytest.fixture
def department(theme):
    return TerritoryFactory(
        department=True, name="Val-de-Brume", parent=theme.consultation.territory
    )


@pytest.fixture
def town(department):
    return TerritoryFactory(name="Lanterres", parent=department)


def offered(client):
    page = client.get(LIST).content.decode()
    return page[page.index('name="territoire"') : page.index("</form>")]


def listed(client, asked=""):
    return items(read(client.get(f"{LIST}{asked}")))


def test_a_voice_is_listed_with_who_speaks_and_where_at_large(client, theme, town):
    VoiceFactory(theme=theme, territory=town, title="Le car", place="12 rue de la Digue")

    (item,) = listed(client)
    assert "Parent" in item
    assert "Val-de-Brume" in item
    assert "Lanterres" not in item
    assert "rue de la Digue" not in item


def test_the_page_of_a_voice_says_no_more_of_where_than_the_list(client, theme, town):
    voice = VoiceFactory(theme=theme, territory=town, place="12 rue de la Digue")
    PointFactory(workshop=None, text="On ne capte rien", about=[voice])

    page = client.get(voice.get_absolute_url()).content.decode()
    assert "On ne capte rien" in page
    assert "Val-de-Brume" in page
    for hidden in ("Lanterres", "rue de la Digue", "Atelier"):
        assert hidden not in page


def test_a_voice_without_theme_nor_place_is_read_like_the_others(client, theme):
    voice = VoiceFactory(
        consultation=theme.consultation, theme=None, territory=None, title="Sans thématique"
    )
    assert "Sans thématique" in listed(client)[0]
    assert client.get(voice.get_absolute_url()).status_code == 200


def test_whoever_says_points_and_nothing_else_is_led_to_by_the_first_of_them(client, theme):
    voice = VoiceFactory(theme=theme, title="", text="")
    for text in ("On ne capte rien au bourg", "Un téléphone pour quatre"):
        PointFactory(workshop=None, text=text, about=[voice])
    assert ("On ne capte rien au bourg", voice.get_absolute_url()) in links(read(client.get(LIST)))


def test_words_in_another_language_are_said_to_be(client, theme):
    voice = VoiceFactory(theme=theme, language="ar", title="لا توجد شبكة", text="لا شبكة في البيت")
    assert 'lang="ar" dir="auto"' in client.get(LIST).content.decode()
    assert 'lang="ar" dir="auto"' in client.get(voice.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", [RetexState.RECEIVED, RetexState.REFUSED, RetexState.WITHDRAWN])
def test_what_is_not_published_is_nowhere_public(client, theme, state):
    voice = VoiceFactory(theme=theme, state=state, title="Caché")
    assert listed(client) == []
    assert listed(client, "?q=cache") == []
    assert client.get(voice.get_absolute_url()).status_code in {404, 410}


def test_profiles_sources_places_and_words_combine(client, theme, town, department):
    VoiceFactory.create_batch(
        6, theme=theme, territory=town, profile=Profile.PUPIL, title="Le car du soir"
    )
    VoiceFactory.create_batch(6, theme=theme, territory=town, source=Source.PAPER, title="Le bac")
    RetexFactory(workshop=WorkshopFactory(published=True, theme=theme), title="Le bus")
    here = f"?territoire=department-{department.code}"

    assert len(listed(client)) == 13
    assert len(listed(client, "?profil=pupil")) == 6
    assert len(listed(client, "?source=paper")) == 6
    assert len(listed(client, here)) == 12
    assert len(listed(client, f"{here}&profil=pupil&q=car+soi")) == 6
    assert listed(client, "?profil=pupil&source=paper") == []


def held(client, asked):
    page = client.get(f"{LIST}{asked}").content.decode()
    return "moins de" in page, items(read(client.get(f"{LIST}{asked}")))


def test_a_group_of_four_is_not_shown_apart_and_one_of_five_is(client, theme, department):
    few = {"theme": theme, "territory": department, "title": "X"}
    VoiceFactory.create_batch(4, profile=Profile.OPERATOR, source=Source.PAPER, **few)
    VoiceFactory.create_batch(9, theme=theme, profile=Profile.PARENT)

    here = f"territoire=department-{department.code}"
    for asked in ("?profil=operator", "?source=paper", f"?{here}", f"?{here}&profil=operator"):
        assert held(client, asked) == (True, []), asked
    assert len(listed(client)) == 13, "they stay in the whole list"

    VoiceFactory(profile=Profile.OPERATOR, source=Source.PAPER, **few)
    for asked in ("?profil=operator", "?source=paper", f"?{here}"):
        assert len(held(client, asked)[1]) == 5


def test_neither_a_page_further_nor_words_nor_accounts_around_show_the_few(client, theme):
    VoiceFactory.create_batch(2, theme=theme, profile=Profile.OPERATOR, title="La digue")
    VoiceFactory.create_batch(25, theme=theme, profile=Profile.PARENT)
    workshop = WorkshopFactory(published=True, theme=theme)
    RetexFactory.create_batch(25, workshop=workshop, profile=Profile.OPERATOR)
    page = client.get(LIST).content.decode()
    cursor = page.partition("curseur=")[2].partition('"')[0]

    for asked in (f"?profil=operator&curseur={cursor}", "?profil=operator&q=digue"):
        is_held, shown = held(client, asked)
        assert is_held
        assert not any("La digue" in item for item in shown)
    assert len(held(client, "?profil=operator")[1]) == 20, "what workshops told is there"


def test_nobody_is_placed_nearer_than_a_department_even_among_many(client, theme, town):
    VoiceFactory.create_batch(9, theme=theme, territory=town)
    assert held(client, f"?territoire=commune-{town.code}") == (True, [])
    assert "Lanterres" not in offered(client)
    assert "Val-de-Brume" in offered(client)


def test_whoever_answers_for_a_territory_reads_them_all(client, theme):
    VoiceFactory(theme=theme, profile=Profile.OPERATOR)
    client.force_login(UserFactory(facilitator_of=theme.consultation.territory))
    assert len(listed(client, "?profil=operator")) == 1


def test_whoever_signs_in_still_does_not_correct_what_one_person_wrote(theme):
    voice = VoiceFactory(theme=theme)
    client = Client()
    client.force_login(UserFactory(facilitator_of=theme.consultation.territory))
    assert client.get(f"{voice.get_absolute_url()}corriger/").status_code == 403


def test_a_common_word_is_found_among_the_newest_and_a_rare_one_anywhere(client, theme):
    rare = VoiceFactory(theme=theme, title="Le bac de l’écluse")
    VoiceFactory.create_batch(25, theme=theme, title="La digue du soir")
    assert len(listed(client, "?q=digue")) == 20
    assert len(listed(client, '?q="digue du"')) == 20
    assert len(listed(client, "?q=di+so")) == 20
    assert rare.title in listed(client, "?q=ecluse")[0]
