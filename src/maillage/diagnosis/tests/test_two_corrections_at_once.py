"""Several people correct the same words at the same moment: one is kept, the others are told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from maillage.audit.queries import entries_about
from maillage.diagnosis import actions
from maillage.diagnosis.models import Finding
from maillage.diagnosis.tests.factories import DiagnosisRowFactory, FindingFactory
from maillage.voices.errors import WordingChanged

PEOPLE = 5

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="one writer at a time there: transactions begin IMMEDIATE",
    ),
]


def all_at_once(deed):
    """What each person's deed gave, or the refusal it met."""
    start, outcomes = Barrier(PEOPLE), []

    def act(person):
        try:
            start.wait()
            outcomes.append(deed(person))
        except Exception as refusal:  # noqa: BLE001
            outcomes.append(refusal)
        finally:
            connection.close()

    people = [Thread(target=act, args=[n]) for n in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return outcomes


def test_one_correction_is_kept_and_the_others_are_shown_it():
    finding = FindingFactory()

    outcomes = all_at_once(
        lambda person: actions.reword(
            wording=finding,
            text=f"Le texte de {person}",
            highlighted=False,
            version=1,
            acting_user=None,
        )
    )

    kept = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, WordingChanged)]
    assert (len(kept), len(refused)) == (1, PEOPLE - 1)
    finding.refresh_from_db()
    assert (finding.text, finding.version) == (kept[0].text, 2)
    assert all(kept[0].text in str(refusal) for refusal in refused)
    assert entries_about(finding).count() == 1


def test_words_added_by_all_at_once_stand_there_once():
    row = DiagnosisRowFactory()

    all_at_once(
        lambda person: actions.add_wording(
            row=row,
            column_key="irritants",
            text="Codes perdus",
            highlighted=False,
            acting_user=None,
        )
    )

    assert Finding.objects.get().evidence.count() == 1
