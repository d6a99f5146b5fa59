"""`/territoires/`: communes and schools by name, what is known of each, and whom to ask there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.enums import RoleKind
from maillage.accounts.tests.factories import RoleFactory
from maillage.plan.tests.factories import ActionFactory
from maillage.territory.enums import Part, People, SchoolKind
from maillage.territory.models import Contact, Headcount, HeadcountEdition
from maillage.territory.tests.factories import (
    ContactFactory,
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    SketchFactory,
    TerritoryFactory,
)
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import items, link, links, main_words, page_weight, read

pytestmark = pytest.mark.django_db
LIST, PLACE = "atlas:places", "atlas:place"
BUDGET = 20_000


@pytest.fixture
def department():
    return TerritoryFactory(department=True, code="44", name="Loire")


@pytest.fixture
def commune(department):
    return TerritoryFactory(code="44001", name="Bruneval", folded="bruneval", parent=department)


def test_a_name_finds_communes_and_schools(client, commune):
    SchoolFactory(name="Collège de Bruneval", folded="college de bruneval", territory=commune)

    page = read(client.get(reverse(LIST), {"q": "brune"}))

    assert [said.split()[0] for said in items(page)] == ["Bruneval", "Collège"]
    assert link(page, "Bruneval") == "/territoires/commune-44001/"


def test_nothing_found_says_what_to_try(client, commune):
    assert "Aucun lieu de ce nom" in main_words(read(client.get(reverse(LIST), {"q": "zzz"})))


def test_one_browses_by_sort_and_by_pages(client, department):
    for number in range(25):
        TerritoryFactory(
            name=f"Ville {number:02d}", folded=f"ville {number:02d}", parent=department
        )
    SchoolFactory(name="Lycée de la Dune", kind=SchoolKind.LYCEE, territory=department)
    SchoolFactory(name="Lycée fermé", kind=SchoolKind.LYCEE, territory=department, is_open=False)

    first = read(client.get(reverse(LIST)))
    second = read(client.get(link(first, "Suivants")))
    lycees = read(client.get(reverse(LIST), {"quoi": "lycees"}))

    assert len(items(first)) == 20
    assert items(second)[0].startswith("Ville 20")
    assert [said.split(" Loire")[0] for said in items(lycees)] == ["Lycée de la Dune"]


def test_a_list_costs_the_same_however_long(client, department):
    asked = {}
    for length in (3, 30):
        for number in range(length):
            town = TerritoryFactory(folded=f"ville {number}", parent=department)
            SchoolFactory(territory=town)
        for query in ({}, {"quoi": "colleges"}, {"q": "ville"}):
            with CaptureQueriesContext(connection) as caught:
                answer = client.get(reverse(LIST), query)
            asked.setdefault(str(query), []).append(len(caught))
            assert page_weight(answer) <= BUDGET

    assert all(few == many for few, many in asked.values()), asked
    assert max(many for _few, many in asked.values()) <= 4


def test_a_commune_says_what_is_known_of_it(client, commune):
    estimate = EstimateFactory(territory=commune.parent)
    EstimateLineFactory(estimate=estimate, territory=commune)
    SchoolFactory(uai="0440001M", name="Collège du Marais", territory=commune)
    SketchFactory(around={"places": [["library", "Le Phare", "44001", 1, 1, True]]})
    WorkshopFactory(published=True, territory=commune, title="Atelier du bourg")
    ContactFactory(territory=commune)

    page = read(client.get(reverse(PLACE, args=["commune-44001"])))

    said = main_words(page)
    assert "Loire Bruneval" in said
    assert ("10 à 50 élèves sans solution sur 200", "/carte/44/commune/44001/") in links(page)
    assert "Le Phare Bibliothèque, on s’y connecte" in said
    assert "Atelier du bourg" in said
    assert "Référente numérique Mairie numerique@bruneval.fr" in said
    assert link(page, "Collège du Marais") == "/territoires/uai-0440001M/"
    assert "Ajouter un contact" not in said


def test_a_school_says_its_code_its_nature_and_that_nobody_counted(client, commune):
    SchoolFactory(uai="0440001M", name="Collège du Marais", territory=commune, is_private=True)

    said = main_words(read(client.get(reverse(PLACE, args=["uai-0440001M"]))))

    assert "Code UAI 0440001M Nature Collège, privé" in said
    assert "effectif inconnu" in said
    assert "pas encore estimé" in said
    assert "Personne n’est encore indiqué" in said


def test_a_place_costs_the_same_however_much_is_known(client, commune):
    counts = []
    for length in (1, 12):
        for _each in range(length):
            SchoolFactory(territory=commune)
            ContactFactory(territory=commune)
            ActionFactory(workshop__territory=commune)
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(PLACE, args=["commune-44001"]))
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 10, counts


def test_a_school_costs_the_same_however_many_are_counted_and_may_be_asked(client, commune):
    school = SchoolFactory(uai="0440001M", territory=commune)
    counts, editions = [], iter(range(100))
    for length in (1, 12):
        for _each in range(length):
            ContactFactory(territory=None, school=school)
            _counted(school, 2025, next(editions))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(PLACE, args=["uai-0440001M"]))
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 10, counts


def _counted(school, year, number):
    """Of one year there is one count of each people and part: the others are of years before."""
    edition = HeadcountEdition.objects.create(
        source="Effectifs", part=Part.WHOLE, year=year - number, observed_on="2025-10-01"
    )
    Headcount.objects.create(
        school=school,
        edition=edition,
        part=Part.WHOLE,
        year=year - number,
        people=People.PUPIL,
        count=200,
    )


def test_a_workshop_that_is_not_published_is_not_told(client, commune):
    WorkshopFactory(territory=commune, title="Atelier secret")

    assert "Atelier secret" not in main_words(
        read(client.get(reverse(PLACE, args=["commune-44001"])))
    )


@pytest.mark.parametrize("key", ["commune-44009", "uai-0440009Z", "rien"])
def test_a_place_that_is_not_ours_is_not_found(client, key):
    assert client.get(reverse(PLACE, args=[key])).status_code == 404


@pytest.fixture
def lead(client, commune):
    client.force_login(RoleFactory(kind=RoleKind.TERRITORY_LEAD, territory=commune).user)
    return client


def test_a_lead_adds_corrects_and_removes_a_contact(lead, commune):
    told = {"function": "Référente", "organisation": "Mairie", "email": "numerique@bruneval.fr"}
    lead.post(reverse("atlas:add_contact", args=["commune-44001"]), told)
    contact = Contact.objects.get()
    assert (contact.territory, contact.function) == (commune, "Référente")

    address = reverse("atlas:edit_contact", args=["commune-44001", contact.pk])
    assert "numerique@bruneval.fr" in lead.get(address).content.decode()
    lead.post(address, {**told, "phone": "02 40 00 00 00"})
    contact.refresh_from_db()
    assert contact.phone == "02 40 00 00 00"

    lead.post(reverse("atlas:remove_contact", args=["commune-44001", contact.pk]))
    assert not Contact.objects.exists()


def test_a_personal_address_is_refused_and_what_was_typed_stays(lead):
    told = {"function": "Référente", "organisation": "Mairie", "email": "moi@gmail.com"}

    page = read(lead.post(reverse("atlas:add_contact", args=["commune-44001"]), told), 422)

    assert "paraît personnelle" in main_words(page)
    assert page.find(".//input[@name='function']").attrib["value"] == "Référente"
    assert not Contact.objects.exists()


def test_a_contact_of_elsewhere_is_not_corrected_from_here(lead):
    contact = ContactFactory()

    for name in ("atlas:edit_contact", "atlas:remove_contact"):
        assert lead.post(reverse(name, args=["commune-44001", contact.pk])).status_code == 404


def test_others_write_no_contact(client, commune):
    client.force_login(RoleFactory(kind=RoleKind.FACILITATOR, territory=commune).user)

    assert client.get(reverse("atlas:add_contact", args=["commune-44001"])).status_code == 403
