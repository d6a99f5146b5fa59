"""Correct, add or remove one item of a table: the actions, whatever the page."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.queries import entries_about
from maillage.diagnosis import actions
from maillage.diagnosis.models import Finding
from maillage.diagnosis.tests.factories import DiagnosisRowFactory, EvidenceFactory, FindingFactory
from maillage.voices.errors import AlreadyRemoved, WordingChanged

pytestmark = pytest.mark.django_db


def reword(finding, text, version=1, highlighted=False, user=None):
    return actions.reword(
        wording=finding, text=text, highlighted=highlighted, version=version, acting_user=user
    )


def add(row, text="Codes perdus", key="irritants", user=None):
    return actions.add_wording(
        row=row, column_key=key, text=text, highlighted=False, acting_user=user
    )


def test_the_wording_changes_and_the_words_behind_it_do_not():
    evidence = EvidenceFactory(point__text="On ne capte rien")

    finding = reword(evidence.finding, "Zones blanches du marais")

    finding.refresh_from_db()
    finding.row.refresh_from_db()
    evidence.point.refresh_from_db()
    assert (finding.text, finding.version) == ("Zones blanches du marais", 2)
    assert finding.folded == finding.row.folded == "zones blanches du marais"
    assert evidence.point.text == "On ne capte rien"


def test_the_second_of_two_corrections_is_shown_the_first():
    finding = FindingFactory()
    reword(finding, "Le texte de l’une")

    with pytest.raises(WordingChanged, match="Le texte de l’une") as stale:
        reword(finding, "Le texte de l’autre")

    assert stale.value.version == 2
    finding.refresh_from_db()
    assert finding.text == "Le texte de l’une"


def test_the_same_correction_twice_is_recorded_once():
    finding = FindingFactory()

    for _ in range(2):
        reword(finding, "Zones blanches du marais", highlighted=True)

    assert entries_about(finding).count() == 1


def test_an_added_finding_stands_last_and_cites_what_was_just_said():
    first = FindingFactory(position=3)

    finding = add(first.row)

    finding.refresh_from_db()
    assert (finding.position, finding.theme) == (4, first.theme)
    assert finding.evidence.get().point.text == "Codes perdus"


def test_adding_the_same_words_twice_says_them_once():
    row = DiagnosisRowFactory()

    assert add(row) == add(row)
    assert Finding.objects.get().evidence.count() == 1


def test_the_same_words_may_be_an_irritant_and_a_strength():
    row = DiagnosisRowFactory()

    assert add(row) != add(row, key="strengths")


def test_a_removed_finding_keeps_its_evidence_and_takes_no_more_corrections():
    finding = EvidenceFactory().finding
    actions.remove_wording(wording=finding, acting_user=None)

    assert Finding.objects.get().evidence.exists()
    with pytest.raises(AlreadyRemoved):
        reword(finding, "Trop tard")
    with pytest.raises(AlreadyRemoved):
        actions.remove_wording(wording=finding, acting_user=None)


def test_nothing_is_added_to_a_row_that_was_removed():
    row = DiagnosisRowFactory(removed_at="2026-03-01T10:00Z")

    with pytest.raises(AlreadyRemoved):
        add(row)


def test_only_an_editor_of_the_place_changes_anything():
    finding = FindingFactory()
    elsewhere = UserFactory(facilitator_of=DiagnosisRowFactory().workshop.territory)

    for deed in (
        lambda: reword(finding, "Autre", user=elsewhere),
        lambda: add(finding.row, user=elsewhere),
        lambda: actions.remove_wording(wording=finding, acting_user=elsewhere),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    here = UserFactory(facilitator_of=finding.workshop.territory)
    assert reword(finding, "Autre", user=here).text == "Autre"
