"""/diagnostic/ once a desk is published: what several voices say, and the words behind it."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.diagnosis.tests.factories import DiagnosisRowFactory, FindingFactory
from maillage.sorting import actions
from maillage.sorting.queries.shared import breakdown
from maillage.sorting.tests.factories import CardFactory, DeskFactory
from maillage.sorting.tests.gestures import act
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.actions import withdraw_retex
from maillage.voices.enums import PointKind, Profile
from maillage.voices.tests.factories import PointFactory, VoiceFactory, WorkshopFactory
from maillage.voices.tests.pages import items, links, main_words, page_weight, read, words

pytestmark = pytest.mark.django_db
LIST = "/diagnostic/"


@pytest.fixture
def desk():
    return DeskFactory()


def gather(desk, text, voices=1, *, kind=PointKind.IRRITANT, suggested_by="", **said):
    """A shared finding that so many people said."""
    accounts = VoiceFactory.create_batch(voices, theme=desk.theme, **said)
    cards = [CardFactory(desk=desk, kind=kind, voice=each, words=f"{text} !") for each in accounts]
    act(actions.open_finding, desk=desk, text=text, cards=cards)
    return cards[0].desk.findings.get(text=text)


def publish(desk):
    desk.refresh_from_db()
    return actions.publish_desk(desk=desk, acting_user=None)


def titles(client, asked=""):
    page = read(client.get(f"{LIST}{asked}"))
    return [words(each) for each in page.findall(".//main//h3")]


def test_until_a_desk_is_published_the_page_is_what_workshops_wrote(client, desk):
    FindingFactory(row=DiagnosisRowFactory(workshop__theme=desk.theme), text="Ce que l’atelier dit")
    found = gather(desk, "Réuni")

    page = main_words(read(client.get(LIST)))
    assert "Ce que l’atelier dit" in page
    assert "Réuni" not in page
    assert client.get(found.get_absolute_url()).status_code == 404

    publish(desk)
    assert titles(client) == ["Réuni"]
    beside = dict(links(read(client.get(LIST))))["Ce que chaque atelier a écrit"]
    assert "Ce que l’atelier dit" in main_words(read(client.get(beside)))


def test_strengths_stand_beside_irritants_and_are_ranked_as_asked(client, desk):
    far = [TerritoryFactory(department=True, parent=None) for _ in range(2)]
    gather(desk, "Trois voix", 3)
    accounts = [VoiceFactory(theme=desk.theme, territory=each) for each in far]
    cards = [CardFactory(desk=desk, voice=each, words="Loin") for each in accounts]
    act(actions.open_finding, desk=desk, text="Deux départements", cards=cards)
    there = WorkshopFactory(published=True, theme=desk.theme)
    card = CardFactory(desk=desk, point=PointFactory(workshop=there, text="À table"))
    act(actions.open_finding, desk=desk, text="Un atelier", cards=[card])
    gather(desk, "Ce qui marche", 1, kind=PointKind.STRENGTH)
    publish(desk)

    assert titles(client)[0] == "Trois voix"
    assert titles(client)[-1] == "Ce qui marche"
    assert titles(client, "?ordre=territoires")[0] == "Deux départements"
    assert titles(client, "?ordre=ateliers")[0] == "Un atelier"
    assert titles(client, "?nature=strength") == ["Ce qui marche"]
    assert titles(client, f"?territoire=commune-{there.territory.code}") == ["Un atelier"]
    assert titles(client, "?q=depart") == ["Deux départements"]


def test_pages_of_one_nature_skip_and_repeat_nothing(client, desk):
    for n in range(23):
        gather(desk, f"Constat {n}")
    publish(desk)
    assert len(titles(client)) == 10
    seen, address = [], "?nature=irritant"
    for _ in range(2):
        page = read(client.get(LIST + address))
        seen += items(page)
        address = dict(links(page)).get("Suivants", "")
    assert len(seen) == len(set(seen)) == 23


def test_the_list_costs_the_same_number_of_queries_however_long(client, desk):
    publish(desk)
    costs = []
    for more in (2, 12):
        for n in range(more):
            gather(desk, f"Zone blanche {more} {n}")
            gather(desk, f"Prêt {more} {n}", kind=PointKind.STRENGTH)
        told = []
        for asked in ("", "?q=zone&thematique=1", "?nature=irritant&ordre=ateliers"):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(f"{LIST}{asked}")
            told.append(len(queries))
        costs.append(told)
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 6
    assert page_weight(response) < 20_000


def test_a_finding_says_its_words_its_voices_and_who_decided(client, desk):
    person = UserFactory(name="Claire Nom", facilitator_of=desk.theme.consultation.territory)
    department = TerritoryFactory(department=True, name="Nord", parent=None)
    found = gather(desk, "Le bourg sans réseau", 6, profile=Profile.PARENT, territory=department)
    more = CardFactory(desk=desk, words="Rien au bourg", voice=VoiceFactory(theme=desk.theme))
    act(actions.place, desk=desk, finding=found, cards=[more], acting_user=person)
    publish(desk)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(found.get_absolute_url())

    said = main_words(read(response))
    assert "Parent, Nord" in said
    assert "Rien au bourg" in said
    assert "Propos réunis (1 propos) Animateur" in said
    assert "Claire Nom" not in said
    assert len(queries) <= 16
    assert page_weight(response) < 20_000


def test_few_are_hidden_in_the_drawings_and_cannot_be_subtracted(client, desk):
    north, south = (TerritoryFactory(department=True, name=n, parent=None) for n in ("Nord", "Sud"))
    found = gather(desk, "Le bourg", 7, profile=Profile.PARENT, territory=north)
    for profile, place, count in ((Profile.PUPIL, north, 2), (Profile.TEACHER, south, 9)):
        cards = [
            CardFactory(
                desk=desk, voice=VoiceFactory(theme=desk.theme, profile=profile, territory=place)
            )
            for _ in range(count)
        ]
        act(actions.place, desk=desk, finding=found, cards=cards)
    found.refresh_from_db()

    profiles, places = breakdown(found)

    assert found.voices == 18
    # Two pupils, and one more so that 18 less the others does not say two.
    assert profiles["pupil"] is None
    assert sum(count is None for count in profiles.values()) == 2
    assert set(places.values()) == {9}


def test_what_is_taken_back_says_so_without_its_words(client, desk):
    found = gather(desk, "Le bourg", 2)
    publish(desk)
    card = found.cards.order_by("pk").first()
    withdraw_retex(retex=card.point.retex.get(), acting_user=None)

    said = main_words(read(client.get(found.get_absolute_url())))

    assert "Parole retirée" in said
    assert said.count("Le bourg !") == 1


def test_the_evidence_of_a_finding_costs_the_same_however_long(client, desk):
    costs, found = [], gather(desk, "Le bourg", 2)
    publish(desk)
    for more in (1, 25):
        cards = [CardFactory(desk=desk, voice=VoiceFactory(theme=desk.theme)) for _ in range(more)]
        act(actions.place, desk=desk, finding=found, cards=cards)
        with CaptureQueriesContext(connection) as queries:
            page = read(client.get(reverse("sorting:finding", args=[found.pk])))
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert len(page.findall(".//blockquote")) == 20


def test_the_data_name_the_testimonies_behind_each(client, desk):
    assert client.get(reverse("sorting:data", args=["csv"])).status_code == 404
    found = gather(desk, "=somme", 3)
    publish(desk)
    sent = client.get(reverse("sorting:data", args=["csv"])).getvalue().decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(sent), delimiter=";")
    assert line["formulation"] == "'=somme"
    assert len(line["temoignages"].split()) == 3
    (told,) = json.loads(client.get(reverse("sorting:data", args=["json"])).getvalue())
    assert (told["constat"], told["voix"], len(told["propos"])) == (found.pk, 3, 3)
    assert client.get("/diagnostic/partages.xlsx").status_code == 404
