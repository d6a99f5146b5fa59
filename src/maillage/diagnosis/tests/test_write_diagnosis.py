"""A table of the sheet becomes the stored rows: what is still there keeps its identity."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.diagnosis import actions
from maillage.diagnosis.models import DiagnosisRow, Evidence, Finding
from maillage.voices.models import Point
from maillage.voices.tests.factories import RetexFactory, ThemeFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return WorkshopFactory()


def item(text):
    """«*text» is highlighted."""
    return {"text": text.lstrip("*"), "highlighted": text.startswith("*")}


def line(irritants=(), strengths=(), retex=(), theme=""):
    return {
        "theme": theme,
        "retex": list(retex),
        "irritants": [item(text) for text in irritants],
        "strengths": [item(text) for text in strengths],
    }


def write(workshop, *rows, user=None):
    return actions.write_diagnosis(workshop=workshop, rows=list(rows), acting_user=user)


def standing():
    return {finding.text: finding for finding in Finding.objects.filter(removed_at=None)}


def everything():
    models = (DiagnosisRow, Finding, Evidence, Point, Entry)
    return [list(model.objects.order_by("pk").values()) for model in models]


BOTH = (line(["Zones blanches", "*Un seul téléphone"], ["Le prêt de clés"]), line(["Codes perdus"]))


def test_each_new_finding_cites_the_point_as_it_was_said(workshop):
    write(workshop, *BOTH)

    finding = standing()["Un seul téléphone"]
    assert (finding.highlighted, finding.kind) == (True, "irritant")
    evidence = finding.evidence.get()
    assert (evidence.point.text, evidence.point.kind) == ("Un seul téléphone", "irritant")
    assert evidence.point.workshop == workshop


def test_a_finding_weighs_the_accounts_behind_it(workshop):
    for rank in range(2):
        RetexFactory(workshop=workshop, number=2, rank=rank)
    RetexFactory(workshop=workshop, number=3, removed_at=timezone.now())
    write(workshop, line(["Zones blanches"], retex=[2, 3]), line(["Codes perdus"]))

    weights = {text: finding.weight for text, finding in standing().items()}
    assert weights == {"Zones blanches": 2, "Codes perdus": 0}


def test_writing_the_same_twice_changes_nothing(workshop):
    write(workshop, *BOTH)
    before = everything()

    assert write(workshop, *BOTH) == []
    assert everything() == before


def test_a_reworded_item_keeps_its_identity_and_the_words_behind_it(workshop):
    write(workshop, line(["Zones blanches au bourg"]))
    before = standing()["Zones blanches au bourg"]

    (change,) = write(workshop, line(["Zones blanches autour du bourg"]))

    after = standing()["Zones blanches autour du bourg"]
    assert (after.pk, after.version, change["what"]) == (before.pk, 2, "reworded")
    assert after.folded == "zones blanches autour du bourg"
    assert after.evidence.get().point.text == "Zones blanches au bourg"


def test_a_row_that_moves_is_still_that_row(workshop):
    write(workshop, *BOTH)
    before = {text: (finding.pk, finding.row_id) for text, finding in standing().items()}

    changes = write(workshop, *reversed(BOTH))

    assert {text: (f.pk, f.row_id) for text, f in standing().items()} == before
    assert {change["what"] for change in changes} == {"moved"}
    assert standing()["Codes perdus"].row.position == 0


def test_a_row_mended_and_moved_at_once_is_still_that_row(workshop):
    write(workshop, *BOTH)
    row = standing()["Zones blanches"].row_id

    write(workshop, BOTH[1], line(["Zones blanches", "Un téléphone pour quatre"]))

    assert standing()["Zones blanches"].row_id == row
    assert "Le prêt de clés" not in standing()


def test_removed_and_added_items_are_told_and_nothing_is_erased(workshop):
    write(workshop, line(["Zones blanches", "Codes perdus"]))

    changes = write(workshop, line(["Zones blanches", "Horaires du car"]))

    assert [(c["what"], c["old"], c["new"]) for c in changes] == [
        ("added", "", "Horaires du car"),
        ("removed", "Codes perdus", ""),
    ]
    assert Finding.objects.get(text="Codes perdus").removed_at is not None
    assert Finding.objects.get(text="Codes perdus").evidence.exists()


def test_a_removed_row_takes_its_items_off_the_sheet(workshop):
    write(workshop, *BOTH)

    (change,) = write(workshop, BOTH[0])

    assert (change["what"], change["old"]) == ("row_removed", "Codes perdus")
    assert "Codes perdus" not in standing()


def test_the_same_text_twice_in_a_cell_is_two_items_that_both_last(workshop):
    write(workshop, line(["Le réseau", "Le réseau"]))
    before = list(Finding.objects.values_list("pk", flat=True))

    assert write(workshop, line(["Le réseau", "Le réseau"])) == []
    write(workshop, line(["Le réseau"]))

    assert len(before) == 2
    assert Finding.objects.filter(removed_at=None).count() == 1


def test_a_highlight_is_told_and_a_correction_being_typed_meets_it(workshop):
    write(workshop, line(["Zones blanches"]))

    (change,) = write(workshop, line(["*Zones blanches"]))

    assert change["what"] == "highlighted"
    assert (standing()["Zones blanches"].highlighted, standing()["Zones blanches"].version) == (
        True,
        2,
    )


def test_a_row_may_name_another_theme_and_its_findings_follow(workshop):
    other = ThemeFactory(consultation=workshop.theme.consultation, title="Former et accompagner")
    write(workshop, line(["Zones blanches"]))
    assert standing()["Zones blanches"].theme == workshop.theme

    write(workshop, line(["Zones blanches"], theme="Former et accompagner"))

    assert standing()["Zones blanches"].theme == other
    assert standing()["Zones blanches"].row.theme == other


def test_points_belong_to_every_account_told_under_the_number_cited(workshop):
    twins = [RetexFactory(workshop=workshop, number=2) for _ in range(2)]
    other = RetexFactory(workshop=workshop, number=3)
    write(workshop, line(["Zones blanches"], retex=[2]))
    point = Point.objects.get()
    assert set(point.retex.all()) == set(twins)

    write(workshop, line(["Zones blanches"], retex=[3, 9]))
    assert list(point.retex.all()) == [other]


def test_nothing_is_half_written_when_it_fails_in_the_middle(workshop, monkeypatch):
    write(workshop, *BOTH)
    before = everything()
    monkeypatch.setattr(actions, "_tie_points_to_retex", lambda workshop: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write(workshop, line(["Tout autre chose"]))

    assert everything() == before


def test_who_may_not_edit_writes_nothing(workshop):
    with pytest.raises(PermissionDenied):
        write(workshop, *BOTH, user=UserFactory())

    assert not DiagnosisRow.objects.exists()


def test_writing_costs_the_same_number_of_queries_however_many_rows(workshop):
    counts = []
    for length in (2, 20):
        rows = [line([f"Irritant numéro {n}"], [f"Point fort {n}"]) for n in range(length)]
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                write(workshop, *rows)
        counts.append(len(queries))

    assert counts[0] == counts[1] < 20
