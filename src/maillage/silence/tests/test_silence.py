"""/diagnostic/silence/: who is missing, how many they are, and never so few that they are known."""

import csv
import io
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.silence.actions import count_every_silence, count_silence
from maillage.silence.models import Edition
from maillage.silence.queries import Counted
from maillage.silence.tests.factories import Country
from maillage.territory.enums import Kind
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.enums import Profile
from maillage.voices.tests.factories import ConsultationFactory, RetexFactory
from maillage.voices.tests.pages import items, links, main_words, page_weight, read, words

pytestmark = pytest.mark.django_db
PAGE = "/diagnostic/silence/"
WHAT = ("profil", "territoire", "thematique")


@pytest.fixture
def country():
    """Two departments of one academy: 12 000 pupils in the one, 3 000 in the other."""
    return Country()


def _counted_again(country):
    return Edition.objects.get(pk=country.count().pk).body


def test_nobody_spoke_is_told_with_how_many_they_are(client, country):
    country.speak(Profile.PARENT, country.north, 40)
    country.speak(Profile.TEACHER, country.north, 20)
    country.speak(Profile.TEACHER, country.south, 9)
    country.count()

    page = read(client.get(PAGE))

    first = items(page)[0]
    assert first.startswith("Nord : aucun élève n’a parlé ; ils sont environ 12 000.")
    assert "Soit 0 pour 1 000 (entre 0 et 0,32)" in first
    said = main_words(page)
    assert "Sud : aucun parent n’a parlé ; ils sont environ 3 000." in said
    assert (
        "Effectifs déclarés, rentrée 2025, observé le 1 octobre 2025 (Licence Ouverte 2.0)" in said
    )
    assert "soit un parent par élève" in said
    # Whom nobody counts comes after those who are known to be many.
    assert items(page)[-1] == "Sud : personne d’autre n’a parlé ; population inconnue."


def test_few_are_hidden_and_so_is_what_would_tell_them(client, country):
    country.speak(Profile.PARENT, country.north, 40)
    country.speak(Profile.PUPIL, country.north, 30)
    country.speak(Profile.PARENT, country.south, 2)
    country.speak(Profile.PUPIL, country.south, 30)
    told = Counted(_counted_again(country))

    north, south = told.places["department-N"], told.places["department-S"]
    assert told.cell(Profile.PARENT, south, "*").is_hidden
    # 42 parents in all and 40 in the north would say two.
    around = [told.cell(Profile.PARENT, place, "*") for place in (told.root, north)]
    assert any(cell.is_hidden for cell in around)
    assert told.voices == 102

    assert "masqué" in main_words(read(client.get(f"{PAGE}?croiser=profil-territoire")))
    sent = client.get(f"{PAGE}silence.csv").getvalue().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(sent), delimiter=";"))
    hidden = [line for line in lines if line["etat"] == "masque"]
    assert hidden
    assert not any(line["voix"] or line["pour_1000"] for line in hidden)
    shown = [line["voix"] for line in lines if line["etat"] == "dit"]
    assert all(voices == "0" or int(voices) >= 5 for voices in shown)


def test_what_is_counted_is_one_person_each_published_and_no_nearer_than_a_department(country):
    town = TerritoryFactory(code="N1", kind=Kind.COMMUNE, parent=country.north)
    country.speak(Profile.PARENT, town, 6)
    country.speak(Profile.PARENT, country.academy, 7)
    country.speak(Profile.PARENT, None, 8)
    RetexFactory.create_batch(9, workshop__theme=country.theme)
    country.speak(Profile.PARENT, country.north, 9, is_shown=False, state="received")
    told = Counted(_counted_again(country))

    assert told.voices == 21
    assert told.cell(Profile.PARENT, told.places["department-N"], "*").count == 6
    # Who did not say where in the academy is nobody's neighbour.
    unsaid = told.places["academy-A?"]
    assert (told.cell(Profile.PARENT, unsaid, "*").count, unsaid.is_unsaid) == (15, True)
    assert unsaid not in told.narrowest(told.root)
    assert told.cell(Profile.PARENT, unsaid, "*").population is None


def test_what_nobody_counts_is_unknown_and_not_zero(client, country):
    country.speak(Profile.PARENT, country.north, 12)
    Edition.objects.all().delete()
    country.forget_headcounts()
    country.count()

    page = main_words(read(client.get(PAGE)))

    assert "Nord : aucun élève n’a parlé ; population inconnue." in page
    assert "pour 1 000" not in page


def test_partners_are_one_group_and_the_page_opens_where_something_can_be_told(client, country):
    for profile in (Profile.EDTECH, Profile.ASSOCIATION, Profile.LOCAL_AUTHORITY):
        country.speak(profile, country.north, 2)
    country.speak(Profile.PUPIL, country.south, 3)
    country.speak(Profile.PUPIL, country.north, 3)
    told = Counted(_counted_again(country))

    assert told.cell(Profile.PARTNER, told.root, "*").count == 6
    # All of who and where is hidden, but that no parent spoke; of what, that nobody did.
    assert items(read(client.get(PAGE)))[0].split(" : ")[1].startswith("aucun parent n’a parlé")


def test_the_most_silent_is_what_chance_explains_least(country):
    country.speak(Profile.PARENT, country.north, 40)
    told = Counted(_counted_again(country))
    order = [told.at(*cell) for cell in told.silent("profil-territoire", told.root)]
    known = [(cell.profile, cell.place.key) for cell in order if cell.population is not None]
    assert known[:2] == [("pupil", "department-N"), ("pupil", "department-S")]
    assert all(cell.count == 0 for cell in order[len(known) :])
    south = told.silent("profil-territoire", told.places["department-S"])
    assert [cell[0] for cell in south][:2] == ["pupil", "parent"]


@pytest.mark.parametrize(
    "cross", ["profil-territoire", "profil-thematique", "territoire-thematique"]
)
def test_any_two_of_three_are_crossed_without_a_script(client, country, cross):
    for profile, count in ((Profile.PARENT, 30), (Profile.PUPIL, 5), (Profile.OTHER, 3)):
        country.speak(profile, country.north, count)
    country.count()

    page = read(client.get(f"{PAGE}?croiser={cross}&territoire=department-N&debut=x"))

    cells = page.findall(".//table/tbody/tr/td")
    assert {"n"} == {cell.attrib["class"] for cell in cells}
    # Nothing is known of nobody: each figure stands above the one that was expected, or alone.
    assert any(words(cell).split()[0].isdecimal() for cell in cells)
    assert "Nord" in main_words(page) or cross == "profil-thematique"
    assert page_weight(client.get(f"{PAGE}?croiser={cross}")) < 20_000


def test_the_page_reads_one_row_however_many_spoke_and_wherever(client, country):
    costs = []
    for more in (6, 30):
        for n in range(more // 6):
            place = TerritoryFactory(
                code=f"{more}{n}", kind=Kind.DEPARTMENT, parent=country.academy
            )
            country.speak(Profile.PARENT, place, more)
        country.count()
        with CaptureQueriesContext(connection) as asked:
            response = client.get(PAGE)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 4
    assert page_weight(response) < 20_000


def test_counting_costs_the_same_statements_however_many_spoke(country):
    costs = []
    country.count()
    for more in (6, 30):
        country.speak(Profile.PARENT, country.north, more)
        with CaptureQueriesContext(connection) as asked:
            country.count()
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_every_open_consultation_is_counted_and_the_others_are_left(country):
    ConsultationFactory()
    assert count_every_silence(acting_user=None) == 1
    assert Edition.objects.get().consultation == country.consultation


def test_a_stranger_counts_nothing_and_before_the_first_count_the_page_says_so(client, country):
    with pytest.raises(PermissionDenied):
        count_silence(consultation=country.consultation, acting_user=UserFactory())
    assert "Rien n’est encore compté" in main_words(read(client.get(PAGE)))
    assert client.get(f"{PAGE}silence.json").status_code == 404


def test_a_facilitator_is_told_which_schools_to_call_within_their_reach(client, country):
    country.speak(Profile.PARENT, country.north, 6, school=country.schools["9910013D"])
    country.count()
    client.force_login(UserFactory(facilitator_of=country.north))
    assert "Les établissements à appeler" in dict(links(read(client.get(PAGE))))

    with CaptureQueriesContext(connection) as asked:
        listed = items(read(client.get(reverse("silence:schools"))))

    # The largest spoke; the one of the south is somebody else's.
    assert [item.split()[0] for item in listed] == ["Deuxième", "Première"]
    assert len(asked) <= 5


def test_the_list_of_schools_costs_the_same_however_long(client, country):
    client.force_login(UserFactory(facilitator_of=country.academy))
    costs = []
    for more in (1, 30):
        country.build(more)
        with CaptureQueriesContext(connection) as asked:
            page = read(client.get(reverse("silence:schools")))
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert len(items(page)) == 20


def test_the_data_say_their_threshold_and_their_sources(client, country):
    country.speak(Profile.PARENT, country.north, 12)
    country.count()
    told = json.loads(client.get(f"{PAGE}silence.json").getvalue())
    assert (told["seuil"], told["intervalle"]) == (5, "Wilson, 95 %")
    assert told["sources"]["pupil"][0]["licence"] == "Licence Ouverte 2.0"
    (line,) = [
        line
        for line in told["lignes"]
        if (line["profil"], line["territoire"], line["thematique"])
        == ("parent", "department-N", "")
    ]
    assert (line["voix"], line["population"], line["pour_1000"]) == (12, 12000, 1.0)
