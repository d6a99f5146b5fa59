"""/projections/: irritant, need, lever, row by row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse_lazy

from maillage.projections.tests.factories import ProjectionRowFactory
from maillage.voices.tests.factories import ThemeFactory, WorkshopFactory
from maillage.voices.tests.pages import items, links, page_weight, read, words

pytestmark = pytest.mark.django_db
LIST = reverse_lazy("projections:rows")


@pytest.fixture
def workshop():
    return WorkshopFactory(published=True, title="Au bout de la digue")


def titles(page):
    return [words(h) for h in page.findall(".//main//h2")]


def test_a_row_ties_its_groups_side_by_side(client, workshop):
    row = ProjectionRowFactory(
        workshop=workshop, irritants=["Zones blanches", "Codes"], needs=["Capter"], levers=["Lieu"]
    )

    page = read(client.get(LIST))

    columns = [words(column) for column in page.findall(".//*[@class='row']/div")]
    assert columns == ["Irritants Zones blanchesCodes", "Besoins Capter", "Leviers Lieu"]
    assert ("Au bout de la digue, ligne 1", row.get_absolute_url()) in links(page)


def test_the_newest_workshop_comes_first_each_in_the_order_of_its_sheet(client, workshop):
    newer = WorkshopFactory(published=True, theme=workshop.theme, title="Sur l’île")
    for position in (1, 0):
        ProjectionRowFactory(workshop=newer, position=position)
        ProjectionRowFactory(workshop=workshop, position=position)

    assert titles(read(client.get(LIST))) == [
        "Sur l’île, ligne 1",
        "Sur l’île, ligne 2",
        "Au bout de la digue, ligne 1",
        "Au bout de la digue, ligne 2",
    ]


def test_pages_follow_one_another_without_skipping_any(client, workshop):
    other = WorkshopFactory(published=True, theme=workshop.theme)
    for position in range(25):
        ProjectionRowFactory(workshop=workshop, position=position)
        ProjectionRowFactory(workshop=other, position=position)
    seen, address = [], ""
    for _ in range(3):
        page = read(client.get(f"{LIST}" + address))
        seen += titles(page)
        address = dict(links(page)).get("Suivants", "")

    assert len(seen) == len(set(seen)) == 50


def test_a_word_of_any_column_finds_the_row(client, workshop):
    ProjectionRowFactory(workshop=workshop, irritants=["Zones blanches"], levers=["Un prêt"])
    ProjectionRowFactory(workshop=workshop, irritants=["Codes perdus"])

    (item,) = items(read(client.get(f"{LIST}?q=pret+zone")))

    assert "Zones blanches" in item


def test_a_theme_leaves_out_the_others(client, workshop):
    other = ThemeFactory(consultation=workshop.theme.consultation, number=9)
    ProjectionRowFactory(workshop=workshop)
    ProjectionRowFactory(workshop=workshop, theme=other, needs=["Celui-ci"])

    (item,) = items(read(client.get(f"{LIST}?thematique=9")))

    assert "Celui-ci" in item


def test_the_list_costs_the_same_number_of_queries_however_long(client, workshop):
    counts = []
    for more in (2, 23):
        for _ in range(more):
            here = WorkshopFactory(published=True, theme=workshop.theme)
            texts = ["Zones blanches", "Codes perdus pendant les congés"]
            ProjectionRowFactory(workshop=here, irritants=texts, needs=texts, levers=texts)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{LIST}?q=zones&thematique=1")
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert page_weight(response) < 20_000


def test_nothing_unpublished_nor_removed_shows(client):
    ProjectionRowFactory(workshop=WorkshopFactory(), needs=["Un secret"])
    ProjectionRowFactory(removed_at="2026-03-01T10:00Z", needs=["Un secret"])

    for asked in ("", "?q=secret"):
        assert items(read(client.get(f"{LIST}" + asked))) == []


def test_what_people_wrote_is_never_run(client, workshop):
    ProjectionRowFactory(workshop=workshop, needs=["<script>alert(1)</script>"])

    assert "<script>alert(1)</script>" in items(read(client.get(LIST)))[0]
