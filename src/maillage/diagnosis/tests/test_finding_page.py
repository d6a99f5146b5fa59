"""/diagnostic/constats/<n>/: a finding and the words it rests on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.diagnosis.tests.factories import EvidenceFactory, FindingFactory
from maillage.voices.tests.factories import RetexFactory, WorkshopFactory
from maillage.voices.tests.pages import links, main_words, page_weight, read

pytestmark = pytest.mark.django_db


def test_anyone_reads_the_words_behind_it_who_tied_them_and_where_it_stands(client):
    somebody = UserFactory(name="Claire Aulnay")
    evidence = EvidenceFactory(
        point__text="Chez nous on ne capte rien",
        decided_by=somebody,
        decided_at="2026-03-04T10:00Z",
        suggested_by="ressemblance des mots",
    )
    finding = evidence.finding
    retex = RetexFactory(workshop=finding.workshop, number=2, title="La voiture")
    evidence.point.retex.add(retex)

    page = read(client.get(finding.get_absolute_url()))

    said = main_words(page)
    assert "« Chez nous on ne capte rien »" in said
    assert "Proposé par ressemblance des mots. Rattaché par Claire Aulnay le 4 mars 2026." in said
    assert ("RETEX 2 : La voiture", retex.get_absolute_url()) in links(page)
    row_address = f"{finding.row.get_absolute_url()}#constat-{finding.pk}"
    assert ("la ligne où il est écrit", row_address) in links(page)
    assert ("Le fil de ce constat", f"/fil/constat-{finding.pk}/") in links(page)


def test_words_of_an_unpublished_workshop_are_not_shown_as_evidence(client):
    finding = FindingFactory()
    hidden = WorkshopFactory()
    EvidenceFactory(finding=finding, point__workshop=hidden, point__text="Un secret")

    assert "Un secret" not in main_words(read(client.get(finding.get_absolute_url())))


def test_an_account_taken_off_the_sheet_is_not_cited(client):
    evidence = EvidenceFactory()
    removed = RetexFactory(
        workshop=evidence.finding.workshop, title="Retiré", removed_at="2026-03-01T10:00Z"
    )
    evidence.point.retex.add(removed)

    said = main_words(read(client.get(evidence.finding.get_absolute_url())))

    assert "Retiré" not in said
    assert "Dit en atelier, sans RETEX cité" in said


def test_a_finding_without_evidence_says_so(client):
    said = main_words(read(client.get(FindingFactory().get_absolute_url())))

    assert "Aucun propos n’est encore rattaché" in said


def test_an_unpublished_or_removed_finding_does_not_exist(client):
    hidden = FindingFactory(row__workshop=WorkshopFactory())
    removed = FindingFactory(removed_at="2026-03-01T10:00Z")

    for finding in (hidden, removed):
        assert client.get(reverse("diagnosis:finding", args=[finding.pk])).status_code == 404
        assert client.get(f"/fil/constat-{finding.pk}/").status_code == 404


def test_the_page_costs_the_same_number_of_queries_however_much_evidence(client):
    finding = FindingFactory()
    counts = []
    for more in (1, 9):
        for _ in range(more):
            evidence = EvidenceFactory(finding=finding, decided_by=UserFactory())
            evidence.point.retex.set(RetexFactory.create_batch(2, workshop=finding.workshop))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(finding.get_absolute_url())
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert page_weight(response) < 20_000
