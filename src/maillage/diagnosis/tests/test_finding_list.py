"""/diagnostic/: irritants and strengths, what most people said first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse_lazy

from maillage.diagnosis.tests.factories import DiagnosisRowFactory, FindingFactory
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import items, link, links, main_words, page_weight, read, words

pytestmark = pytest.mark.django_db
LIST = reverse_lazy("diagnosis:findings")


@pytest.fixture
def row():
    return DiagnosisRowFactory()


def test_findings_are_ranked_by_what_they_rest_on_then_newest_first(client, row):
    for text, weight in (("Un", 1), ("Trois", 3), ("Un autre", 1)):
        FindingFactory(row=row, text=text, weight=weight)

    page = read(client.get(LIST))

    titles = [words(h) for h in page.findall(".//main//h2")]
    assert titles == ["Trois", "Un autre", "Un"]


def test_a_finding_shows_its_nature_its_count_its_highlight_and_its_place(client, row):
    FindingFactory(row=row, strength=True, weight=4, highlighted=True, text="Le prêt de clés")

    (item,) = items(read(client.get(LIST)))

    assert item.startswith("Point fort Souligné 4 témoignages à l’appui Le prêt de clés")
    assert f"{row.workshop.title}, {row.workshop.territory.name}" in item


def test_the_list_keeps_the_nature_asked_and_says_so(client, row):
    FindingFactory(row=row, text="Ce qui gêne")
    FindingFactory(row=row, text="Ce qui marche", strength=True)

    page = read(client.get(f"{LIST}?nature=irritant"))

    (item,) = items(page)
    assert "Ce qui gêne" in item
    assert link(page, "Irritant") == "?"


def test_a_drawing_shows_weights_only_where_they_differ(client, row):
    FindingFactory.create_batch(3, row=row, weight=1)
    assert not read(client.get(LIST)).findall(".//figure")

    FindingFactory(row=row, weight=9, text="Le plus dit")
    (figure,) = read(client.get(LIST)).findall(".//figure")
    assert "Le plus dit : 9" in words(figure)


def test_pages_of_equal_weights_skip_and_repeat_nothing(client, row):
    FindingFactory.create_batch(30, row=row, weight=2)
    FindingFactory.create_batch(15, row=row, weight=1)
    seen, address = [], ""
    for _ in range(3):
        page = read(client.get(f"{LIST}" + address))
        seen += items(page)
        address = dict(links(page)).get("Suivants", "")

    assert len(seen) == len(set(seen)) == 45


def test_the_list_costs_the_same_number_of_queries_however_long(client, row):
    counts = []
    for more in (2, 23):
        for n in range(more):
            FindingFactory(row__workshop=WorkshopFactory(published=True, theme=row.theme), weight=n)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{LIST}?q=zones&nature=irritant&thematique=1")
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert page_weight(response) < 20_000


def test_words_find_a_finding_by_its_beginnings_without_accents(client, row):
    FindingFactory(row=row, text="Élèves éloignés du réseau")
    FindingFactory(row=row, text="Codes perdus")

    (item,) = items(read(client.get(f"{LIST}?q=eleve+eloi")))

    assert "Élèves éloignés du réseau" in item


def test_a_corrected_wording_is_found_by_its_new_words_alone(client, row):
    finding = FindingFactory(row=row, text="Zones blanches")
    finding.text, finding.folded = "Zones mal couvertes", "zones mal couvertes"
    finding.save()

    assert len(items(read(client.get(f"{LIST}?q=couvertes")))) == 1
    assert items(read(client.get(f"{LIST}?q=blanches"))) == []


def test_nothing_unpublished_nor_removed_shows(client):
    FindingFactory(row__workshop=WorkshopFactory(), text="Un secret")
    FindingFactory(removed_at="2026-03-01T10:00Z", text="Un secret retiré")

    for asked in ("", "?q=secret", "?nature=irritant"):
        page = read(client.get(f"{LIST}" + asked))
        assert items(page) == []
        assert "Un secret" not in main_words(page)


def test_what_people_wrote_is_never_run(client, row):
    for weight in (1, 2):
        FindingFactory(row=row, text="<script>alert(1)</script>", weight=weight)

    assert "<script>alert(1)</script>" in items(read(client.get(LIST)))[0]
