"""/diagnostic/lignes/<n>/: a row as on the sheet, each item edited where it stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.diagnosis.models import Finding
from maillage.diagnosis.tests.factories import DiagnosisRowFactory, FindingFactory
from maillage.voices.tests.factories import RetexFactory, WorkshopFactory
from maillage.voices.tests.pages import links, main_words, read, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding():
    return FindingFactory(row__retex_numbers=[2], row__theme_text="Égal accès")


@pytest.fixture
def editor(client, finding):
    user = UserFactory(facilitator_of=finding.workshop.territory)
    client.force_login(user)
    return user


def edit_address(finding):
    return reverse("diagnosis:edit_finding", args=[finding.pk])


def add_address(row, key="irritants"):
    return reverse("diagnosis:add_finding", args=[row.pk, key])


def test_anyone_reads_the_row_as_the_sheet_says_it(client, finding):
    twins = [RetexFactory(workshop=finding.workshop, number=2, title=t) for t in ("Un", "Deux")]
    RetexFactory(workshop=finding.workshop, number=3, title="Non cité")
    FindingFactory(row=finding.row, strength=True, text="Le prêt", highlighted=True)

    page = read(client.get(finding.row.get_absolute_url()))

    said = main_words(page)
    assert "Sur la feuille : « Égal accès »" in said
    assert "Non cité" not in said
    assert (finding.text, finding.get_absolute_url()) in links(page)
    assert [a for t, a in links(page) if t.startswith("RETEX 2")] == [
        retex.get_absolute_url() for retex in twins
    ]
    assert not page.findall(".//main//form")


def test_an_item_is_edited_where_it_stands_and_the_reader_comes_back_to_it(client, editor, finding):
    page = read(client.get(finding.row.get_absolute_url()))
    said = typed(page, f"constats/{finding.pk}/modifier/") | {"text": "Réseau  instable\nau bourg"}

    response = client.post(edit_address(finding), said)

    assert response.url == f"{finding.row.get_absolute_url()}#constat-{finding.pk}"
    finding.refresh_from_db()
    assert (finding.text, finding.version) == ("Réseau instable au bourg", 2)


def test_two_people_at_once_see_both_texts_and_the_typed_one_is_kept(client, editor, finding):
    page = read(client.get(finding.row.get_absolute_url()))
    said = typed(page, f"constats/{finding.pk}/modifier/")
    client.post(edit_address(finding), said | {"text": "Le texte de l’autre"})

    page = read(client.post(edit_address(finding), said | {"text": "Mon texte"}), 409)

    assert "Le texte de l’autre" in main_words(page)
    again = typed(page, "")
    assert again["text"] == "Mon texte"
    assert client.post(edit_address(finding), again).status_code == 302
    finding.refresh_from_db()
    assert finding.text == "Mon texte"


def test_an_empty_wording_is_refused_in_words(client, editor, finding):
    page = read(client.post(edit_address(finding), {"text": " ", "version": 1}), 422)

    assert "Écrivez une formulation" in main_words(page)


def test_an_item_is_added_at_the_end_of_its_cell_and_only_once(client, editor, finding):
    for _ in range(2):
        response = client.post(add_address(finding.row, "strengths"), {"text": "Le prêt de clés"})
        assert response.url == f"{finding.row.get_absolute_url()}#strengths"

    added = Finding.objects.get(text="Le prêt de clés")
    assert (added.kind, added.row) == ("strength", finding.row)
    assert added.evidence.get().point.text == "Le prêt de clés"


def test_a_removed_item_leaves_the_page_and_a_second_click_is_told_so(client, editor, finding):
    said = {"text": finding.text, "version": 1, "remove": "1"}
    assert client.post(edit_address(finding), said).status_code == 302
    assert "Rien n’est écrit" in main_words(read(client.get(finding.row.get_absolute_url())))

    again = read(client.post(edit_address(finding), said), 409)
    assert "a été retiré de la feuille" in main_words(again)


@pytest.mark.parametrize(("published", "status"), [(True, 403), (False, 404)])
def test_who_may_not_edit_is_refused_and_learns_nothing_of_the_rest(client, published, status):
    finding = FindingFactory(row__workshop=WorkshopFactory(published=published))
    client.force_login(UserFactory(facilitator_of=FindingFactory().workshop.territory))

    for address in (edit_address(finding), add_address(finding.row)):
        assert client.get(address).status_code == status
        assert client.post(address, {"text": "Autre", "version": 1}).status_code == status
        assert client.post(address, {"text": "", "remove": "1"}).status_code == status
    finding.refresh_from_db()
    assert (finding.version, finding.removed_at) == (1, None)


def test_a_visitor_is_led_to_sign_in(client, finding):
    for address in (edit_address(finding), add_address(finding.row)):
        assert client.post(address, {"text": "Autre"}).url.startswith("/compte/connexion/")


def test_a_column_that_is_not_on_the_sheet_does_not_exist(client, editor, finding):
    assert client.get(add_address(finding.row, "levers")).status_code == 404


def test_an_unpublished_or_removed_row_does_not_exist(client):
    hidden = DiagnosisRowFactory(workshop=WorkshopFactory())
    removed = DiagnosisRowFactory(removed_at="2026-03-01T10:00Z")

    for row in (hidden, removed):
        assert client.get(reverse("diagnosis:row", args=[row.pk])).status_code == 404


def test_the_page_costs_the_same_number_of_queries_however_many_items(client, finding):
    counts = []
    for more in (1, 9):
        FindingFactory.create_batch(more, row=finding.row)
        RetexFactory.create_batch(more, workshop=finding.workshop, number=2)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(finding.row.get_absolute_url()).status_code == 200
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
