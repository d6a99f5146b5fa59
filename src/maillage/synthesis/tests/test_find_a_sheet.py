"""The list of sheets: what may be read, found by theme, place and words, at a constant cost."""

import pytest
from django.urls import reverse

from maillage.synthesis import actions
from maillage.synthesis.tests.examples import sheet
from maillage.voices.actions import create_workshop, publish_workshop

pytestmark = pytest.mark.django_db


def workshop(consultation, territory, title, *, number=1, published=True):
    theme = consultation.themes.get(number=number)
    made = create_workshop(theme=theme, territory=territory, title=title, acting_user=None)
    return publish_workshop(workshop=made, acting_user=None) if published else made


def found(client, **asked):
    response = client.get(reverse("synthesis:home"), asked)
    return [row.title for row in response.context["page"].rows]


def test_everyone_finds_what_is_published_and_editors_their_own(
    client, consultation, place, elsewhere, alice
):
    workshop(consultation, elsewhere, "Publié ailleurs")
    workshop(consultation, elsewhere, "Secret ailleurs", published=False)
    workshop(consultation, place, "Brouillon d’Alice", published=False)

    assert found(client) == ["Publié ailleurs"]
    client.force_login(alice)
    assert found(client) == ["Brouillon d’Alice", "Publié ailleurs"]


def test_a_sheet_is_found_by_its_theme_its_place_and_its_words(
    client, consultation, place, elsewhere
):
    workshop(consultation, place, "Au bout de la digue")
    workshop(consultation, elsewhere, "Élèves et écrans", number=2)

    assert found(client, thematique="2") == ["Élèves et écrans"]
    assert found(client, territoire=place.code) == ["Au bout de la digue"]
    assert found(client, q="ELEVES") == ["Élèves et écrans"]
    assert found(client, q="sablieres") == ["Au bout de la digue"]
    assert found(client, q="introuvable") == []


def test_an_empty_list_says_what_to_do(client, consultation):
    page = client.get(reverse("synthesis:home"), {"q": "introuvable"}).content.decode()

    assert "effacez les filtres" in page


def test_the_list_goes_on_page_by_page(client, consultation, place):
    for n in range(25):
        workshop(consultation, place, f"Atelier {n}")
    first = client.get(reverse("synthesis:home"))

    second = client.get(reverse("synthesis:home") + first.context["next_url"])

    assert len(first.context["page"].rows) == 20
    assert [row.title for row in second.context["page"].rows] == [
        f"Atelier {n}" for n in reversed(range(5))
    ]


@pytest.mark.parametrize("who", ["anyone", "alice"])
def test_the_list_costs_the_same_however_long(
    client,
    consultation,
    place,
    alice,
    who,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    if who == "alice":
        client.force_login(alice)
    workshop(consultation, place, "Le premier")
    with django_assert_max_num_queries(6 if who == "anyone" else 10) as captured:
        client.get(reverse("synthesis:home"))
    for n in range(12):
        workshop(consultation, place, f"Atelier {n}")

    with django_assert_num_queries(len(captured)):
        client.get(reverse("synthesis:home"))


def test_an_editor_is_reminded_of_the_sheets_that_wait(client, consultation, place, alice):
    client.force_login(alice)
    actions.keep_draft(sheet=sheet(), file_name="a.md", acting_user=alice)

    assert "1 feuille à confirmer" in client.get(reverse("synthesis:home")).content.decode()
