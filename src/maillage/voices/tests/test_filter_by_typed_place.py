"""A place is typed in words; and those whose author did not know the theme are found together."""

import pytest

from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory, VoiceFactory
from maillage.voices.tests.pages import items, main_words, read

pytestmark = pytest.mark.django_db
LIST = "/retours/"


@pytest.fixture
def theme():
    return ThemeFactory(consultation=ConsultationFactory(open=True))


@pytest.fixture
def department(theme):
    return TerritoryFactory(parent=theme.consultation.territory, department=True, name="Les Landes")


def tell(theme, count=5, **said):
    return [VoiceFactory(theme=theme, **said) for _ in range(count)]


def test_a_place_that_its_name_tells_filters_the_list(client, theme, department):
    tell(theme, territory=department, title="Ici")
    tell(theme, title="Ailleurs")
    page = read(client.get(f"{LIST}?lieu=les landes"))
    assert len(items(page)) == 5
    assert "Ailleurs" not in main_words(page)
    assert "Les Landes" in main_words(page)


def test_several_that_bear_the_name_are_offered_and_nothing_is_filtered(client, theme, department):
    for code in ("40001", "40002"):
        TerritoryFactory(parent=department, name="Saint-Brume", code=code)
    tell(theme)
    response = client.get(f"{LIST}?lieu=saint brume")
    page = response.content.decode()
    assert "Plusieurs lieux portent ce nom" in page
    assert page.count("?territoire=commune-4000") == 2
    assert len(items(read(response))) == 5


def test_words_that_are_no_place_are_given_back_and_filter_nothing(client, theme):
    tell(theme)
    page = read(client.get(f"{LIST}?lieu=nulle part"))
    assert "Aucun lieu ne répond à « nulle part »" in main_words(page)
    assert len(items(page)) == 5


def test_a_commune_typed_shows_nobody_apart(client, theme, department):
    commune = TerritoryFactory(parent=department, name="Bourg-Perdu", code="40003")
    tell(theme, territory=commune)
    page = read(client.get(f"{LIST}?lieu=bourg-perdu"))
    assert "Des personnes ne sont pas montrées à part" in main_words(page)
    assert items(page) == []


def test_those_without_a_theme_are_found_together(client, theme):
    tell(theme, title="Avec")
    for _ in range(2):
        VoiceFactory(theme=None, consultation=theme.consultation, title="Sans", territory=None)
    page = read(client.get(f"{LIST}?thematique=sans"))
    assert len(items(page)) == 2
    assert "Avec" not in main_words(page)
    assert "Sans thématique" in main_words(page)
    assert len(items(read(client.get(LIST)))) == 7
