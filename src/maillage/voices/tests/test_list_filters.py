"""The filters of every list: in the address, combined, said in words, and leaking nothing."""

import pytest
from django.urls import reverse_lazy

from maillage.accounts.tests.factories import UserFactory
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.tests.factories import (
    ConsultationFactory,
    RetexFactory,
    ThemeFactory,
    WorkshopFactory,
)
from maillage.voices.tests.pages import items, link, links, main_words, read, words

pytestmark = pytest.mark.django_db
LIST = reverse_lazy("voices:retours")


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True)


@pytest.fixture
def theme(consultation):
    return ThemeFactory(consultation=consultation, number=1)


def told_in(theme, territory=None, **words):
    place = {"territory": territory} if territory else {}
    return RetexFactory(workshop=WorkshopFactory(theme=theme, published=True, **place), **words)


def options(page, name):
    return [words(o).strip() for o in page.findall(f".//select[@name='{name}']/option")]


@pytest.mark.parametrize("typed", ["réseau", "RESEAU", "rés", '"sans réseau"', "reseau car"])
def test_words_are_found_whatever_their_accents_case_or_ending(client, theme, typed):
    told_in(theme, title="Le car sans réseau")
    told_in(theme, title="La clé prêtée")

    (item,) = items(read(client.get(LIST, {"q": typed})))

    assert "Le car sans réseau" in item


def test_a_theme_leaves_out_the_others(client, consultation, theme):
    told_in(theme, title="Celui-ci")
    told_in(ThemeFactory(consultation=consultation, number=2), title="Celui-là")

    (item,) = items(read(client.get(f"{LIST}?thematique=1")))

    assert "Celui-ci" in item


def test_a_territory_holds_what_was_said_below_it(client, consultation, theme):
    department = TerritoryFactory(department=True, parent=consultation.territory, name="Brume")
    told_in(theme, TerritoryFactory(parent=department), title="Au bourg")
    told_in(theme, TerritoryFactory(parent=consultation.territory), title="Ailleurs")

    (item,) = items(read(client.get(LIST, {"territoire": department.code})))
    everything = read(client.get(LIST, {"territoire": consultation.territory.code}))

    assert "Au bourg" in item
    assert len(items(everything)) == 2


def test_filters_combine_and_are_said_in_words_each_with_a_link_to_remove_it(client, theme):
    retex = told_in(theme, title="Le car sans réseau")
    place = retex.workshop.territory
    asked = {"q": "reseau", "thematique": 1, "territoire": place.code, "nature": ""}

    page = read(client.get(LIST, asked))

    assert "1 retour pour" in main_words(page)
    assert link(page, "« reseau »") == f"?thematique=1&territoire={place.code}"
    assert link(page, f"filtre {place.name}") == "?thematique=1&q=reseau"
    assert ("Effacer les filtres", "?") in links(page)


def test_the_next_page_keeps_the_filters(client, theme):
    RetexFactory.create_batch(21, workshop=WorkshopFactory(theme=theme, published=True))

    page = read(client.get(f"{LIST}?thematique=1&q=car"))

    assert link(page, "Suivants").startswith("?thematique=1&q=car&curseur=")


def test_an_old_link_to_a_theme_that_is_gone_still_shows_the_list(client, theme):
    told_in(theme)

    assert len(items(read(client.get(f"{LIST}?thematique=99&territoire=X&nature=Y")))) == 1


def test_places_are_a_tree_in_alphabetical_order(client, consultation, theme):
    for name in ("Zétu", "Écueil", "Abris"):
        told_in(theme, TerritoryFactory(parent=consultation.territory, name=name))

    page = read(client.get(LIST))

    expected = ["Tous", consultation.territory.name, "Abris", "Écueil", "Zétu"]
    assert options(page, "territoire") == expected


def test_nothing_unpublished_shows_in_the_list_the_search_or_the_choices(client, theme):
    hidden = WorkshopFactory(theme=theme, title="Atelier secret")
    RetexFactory(workshop=hidden, title="Un secret")

    for asked in ("", "?q=secret", "?thematique=1", f"?territoire={hidden.territory.code}"):
        page = read(client.get(f"{LIST}{asked}"))
        assert items(page) == []
        assert hidden.territory.name not in options(page, "territoire")


def test_what_was_taken_off_the_sheet_leaves_the_list(client, theme):
    retex = told_in(theme, title="Retiré")
    retex.removed_at, retex.is_shown = retex.workshop.published_at, False
    retex.save()

    assert items(read(client.get(f"{LIST}?q=retire"))) == []


def test_a_facilitator_reads_what_is_not_published_yet_where_they_facilitate(client, theme):
    hidden = RetexFactory(workshop=WorkshopFactory(theme=theme), title="En préparation")
    client.force_login(UserFactory(facilitator_of=hidden.workshop.territory))
    assert len(items(read(client.get(LIST)))) == 1

    client.force_login(UserFactory(facilitator_of=TerritoryFactory()))
    assert items(read(client.get(LIST))) == []


def test_a_draft_consultation_shows_none_of_its_themes(client):
    told_in(ThemeFactory(consultation=ConsultationFactory(), title="Thème en préparation"))

    page = read(client.get(LIST))

    assert options(page, "thematique") == ["Toutes"]


def test_names_of_themes_and_places_are_never_run(client, consultation):
    theme = ThemeFactory(consultation=consultation, title="</select><script>1</script>")
    told_in(theme, TerritoryFactory(parent=consultation.territory, name="<b>Bourg", code='"><i>'))

    page = read(client.get(LIST, {"territoire": '"><i>'}))

    assert options(page, "thematique")[1].endswith("</select><script>1</script>")
    assert "<b>Bourg" in options(page, "territoire")
    assert len(items(page)) == 1


def test_two_places_of_one_code_are_two_choices(client, theme):
    region = TerritoryFactory(kind="academic_region", code="44", name="Une région")
    department = TerritoryFactory(kind="department", code="44", name="Un département")
    for place in (region, department):
        told_in(theme, place, title=place.name)

    for place in (region, department):
        page = read(client.get(f"{LIST}?territoire={place.kind}-44"))
        assert [place.name in item for item in items(page)] == [True]


def test_an_editor_who_prepares_the_next_consultation_still_reads_the_open_one(client, theme):
    told_in(theme, title="La voiture sur le remblai")
    ConsultationFactory(territory=theme.consultation.territory)
    client.force_login(UserFactory(facilitator_of=theme.consultation.territory))

    assert len(items(read(client.get(LIST)))) == 1
