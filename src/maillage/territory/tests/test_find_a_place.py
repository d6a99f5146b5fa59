"""What people type to say where is understood, or asked again: never guessed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.territory.enums import Kind, SchoolKind
from maillage.territory.models import School, Territory
from maillage.territory.names import is_uai
from maillage.territory.queries import find_places, place_of
from maillage.territory.tests.factories import (
    PostcodeFactory,
    SchoolFactory,
    TerritoryFactory,
    uai,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def land():
    """Two departments, in each a Saint-Épreuve; an academy that bears the name of a town."""
    academy = TerritoryFactory(academy=True, code="A9", name="Brumeval")
    west, east = (
        TerritoryFactory(department=True, code=code, name=name, parent=academy)
        for code, name in (("D91", "Val-de-Brume"), ("2A", "Littoral"))
    )
    for code, name, parent in (
        ("91001", "Brumeval", west),
        ("91002", "Saint-Épreuve-sur-Sauvelle", west),
        ("91003", "Le Marais", west),
        ("2A004", "Le Marais", east),
        ("2A005", "L’Étang-aux-Moines", east),
    ):
        town = TerritoryFactory(code=code, name=name, parent=parent)
        PostcodeFactory(code={"91003": "91100"}.get(code, "91000"), territory=town)
    town = Territory.objects.get(code="91001")
    SchoolFactory(uai=uai(9_910_001), name="Collège Jeanne-Barret", territory=town)
    SchoolFactory(
        uai=uai(9_910_002), name="Lycée Jeanne-Barret", kind=SchoolKind.LYCEE, territory=town
    )
    return academy


def found(text, **options):
    return [(place.key, place.is_exact) for place in find_places(text, **options)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Brumeval", "commune-91001"),
        ("  brumeval ", "commune-91001"),
        ("commune de Brumeval", "commune-91001"),
        ("académie de Brumeval", "academy-A9"),
        ("saint epreuve sur sauvelle", "commune-91002"),
        ("St-Epreuve s/ Sauvelle", "commune-91002"),
        ("Val-de-Brume", "department-D91"),
        ("l'étang aux moines", "commune-2A005"),
        ("2a005", "commune-2A005"),
        ("91001", "commune-91001"),
        ("91100", "commune-91003"),
        ("Le Marais 91100", "commune-91003"),
        (uai(9_910_001).lower(), f"uai-{uai(9_910_001)}"),
        ("UAI 991 0001 R", "uai-9910001R"),
        ("collège jeanne barret", "uai-9910001R"),
        ("Lycée Jeanne-Barret, Brumeval", "uai-9910002S"),
        ("Le Marais (D91)", "commune-91003"),
        ("le marais, littoral", "commune-2A004"),
        ("Le Marais 2a", "commune-2A004"),
        ("Marais (Val-de-Brume)", "commune-91003"),
    ],
)
def test_one_place_is_understood_however_it_is_typed(land, typed, key):
    assert found(typed) == [(key, True)]
    assert place_of(key).key == key


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Le Marais", {"commune-91003", "commune-2A004"}),
        ("91000", {"commune-91001", "commune-91002", "commune-2A004", "commune-2A005"}),
        ("saint epreuve", {"commune-91002"}),
        ("brume", {"commune-91001", "academy-A9", "department-D91"}),
        ("collège", {f"uai-{uai(9_910_001)}"}),
        ("lycée de Brumeval", {f"uai-{uai(9_910_002)}"}),
        ("lycée Barret 91000", {f"uai-{uai(9_910_002)}"}),
        ("Bruneval", {"commune-91001", "academy-A9"}),
        ("Saint-Eprouve-sur-Sauvelle", {"commune-91002"}),
        ("Brumeval (Landes)", set()),
        ("collège Barret, Brumeval", {f"uai-{uai(9_910_001)}"}),
        ("jeanne barret", {f"uai-{uai(9_910_001)}", f"uai-{uai(9_910_002)}"}),
        ("Atlantide", set()),
        ("", set()),
        ("'\" OR 1=1 --", set()),
    ],
)
def test_what_may_be_several_places_is_asked_again(land, typed, keys):
    told = found(typed)
    assert {key for key, _ in told} == keys
    assert not any(is_exact for _, is_exact in told)


def test_two_towns_of_one_name_show_their_department_and_their_code(land):
    told = {place.detail for place in find_places("Le Marais")}
    assert told == {"Val-de-Brume, 91003", "Littoral, 2A004"}


def test_only_the_territory_of_the_consultation_is_looked_in(land):
    west = Territory.objects.get(code="D91")
    assert found("Le Marais", within=west) == [("commune-91003", True)]
    assert found("2A004", within=west) == []


def test_a_closed_school_is_not_offered(land):
    School.objects.update(is_open=False)
    assert found("jeanne barret") == []


def test_a_key_that_names_nothing_is_no_place(land):
    assert [place_of(key) for key in ("", "x", "commune-0", "uai-1", "commune-\0")] == [None] * 5


def test_a_mistyped_code_of_a_school_is_known_to_be_wrong():
    assert is_uai("0440001M")
    assert not is_uai("0440001A")
    assert not is_uai("044000M")


@pytest.mark.parametrize("typed", ["Le Marais", "91000", "collège jeanne", "mar"])
def test_a_place_is_found_in_three_queries_however_long_the_list(land, typed):
    east = Territory.objects.get(code="2A")
    towns = [
        Territory(
            kind=Kind.COMMUNE, code=f"X{n}", name=f"Mareuil {n}", parent=east, folded=f"mareuil {n}"
        )
        for n in range(300)
    ]
    Territory.objects.bulk_create(towns)
    with CaptureQueriesContext(connection) as asked:
        assert len(find_places(typed)) <= 8
    assert len(asked) <= 3
