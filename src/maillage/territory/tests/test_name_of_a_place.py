import pytest

from maillage.territory.queries import named
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    academy = TerritoryFactory(academy=True, name="Académie de Brumeval")
    brume = TerritoryFactory(department=True, name="Val-de-Brume", parent=academy)
    loire = TerritoryFactory(department=True, name="Loire-Atlantique", parent=academy)
    epci = TerritoryFactory(epci=True, name="Brumeval Agglomération", parent=brume)
    return {
        "academy": academy,
        "brume": brume,
        "loire": loire,
        "epci": epci,
        "brumeval": TerritoryFactory(name="Brumeval", parent=epci),
        "le_mans": TerritoryFactory(name="Le Mans", parent=loire),
        "ormeraie": TerritoryFactory(name="L’Ormeraie-Neuve", parent=epci),
        "digue": TerritoryFactory(name="La Digue-Neuve", parent=epci),
        "ville_one": TerritoryFactory(name="Villeneuve", parent=brume),
        "ville_two": TerritoryFactory(name="Villeneuve", parent=loire),
    }


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Loire-Atlantique", "loire"),
        ("  LOIRE ATLANTIQUE ", "loire"),
        ("la Loire-Atlantique", "loire"),
        ("académie", "academy"),
        ("L’Académie", "academy"),
        ("académie de Brumeval", "academy"),
        ("Académie Brumeval", "academy"),
        ("Brumeval", "brumeval"),
        ("commune de Brumeval", "brumeval"),
        ("ville de Brumeval", "brumeval"),
        ("département du Val-de-Brume", "brume"),
        ("le département Val de Brume", "brume"),
        ("departement de Loire-Atlantique", "loire"),
        ("commune du Mans", "le_mans"),
        ("Le Mans", "le_mans"),
        ("commune de L'Ormeraie-Neuve", "ormeraie"),
        ("commune de la Digue Neuve", "digue"),
        ("Brumeval Agglomération", "epci"),
        ("département de Brumeval", None),
        ("département", None),
        ("Villeneuve", None),
        ("commune", None),
        ("nation", None),
        ("Nulle-Part", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_place_is_known_by_what_people_call_it_and_never_guessed(places, said, meant):
    assert named(said) == (places[meant] if meant else None)


def test_a_name_borne_twice_is_settled_by_where_one_speaks(places):
    assert named("Villeneuve", within=places["brume"]) == places["ville_one"]
    assert named("commune de Villeneuve", within=places["loire"]) == places["ville_two"]


def test_academy_said_within_a_department_is_the_academy_it_is_in(places):
    assert named("académie", within=places["brume"]) == places["academy"]


def test_department_said_within_a_department_is_that_one(places):
    assert named("département", within=places["brume"]) == places["brume"]


def test_a_place_outside_is_not_found_inside(places):
    assert named("Le Mans", within=places["brume"]) is None


def test_finding_a_place_costs_at_most_three_queries(places, django_assert_max_num_queries):
    for said in ("Loire-Atlantique", "académie", "commune de Nulle-Part"):
        with django_assert_max_num_queries(3):
            named(said, within=places["brume"])
