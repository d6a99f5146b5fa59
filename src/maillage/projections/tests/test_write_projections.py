"""The projections of a sheet, and the links from its irritants to the findings they restate."""

import pytest

from maillage.diagnosis.tests.factories import DiagnosisRowFactory, FindingFactory
from maillage.projections import actions
from maillage.projections.models import Irritant, IrritantLink, Lever, Need, ProjectionRow
from maillage.voices.enums import LinkState
from maillage.voices.tests.factories import WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return WorkshopFactory()


@pytest.fixture
def finding(workshop):
    row = DiagnosisRowFactory(workshop=workshop)
    return FindingFactory(row=row, text="Zones blanches autour du bourg")


def line(irritants=(), needs=(), levers=()):
    told = {"irritants": irritants, "needs": needs, "levers": levers}
    cells = {k: [{"text": t, "highlighted": False} for t in texts] for k, texts in told.items()}
    return {"theme": "", **cells}


def write(workshop, *rows):
    return actions.write_projections(workshop=workshop, rows=list(rows), acting_user=None)


def reword(irritant, text, version=1):
    return actions.reword(
        wording=irritant, text=text, highlighted=False, version=version, acting_user=None
    )


def test_a_row_ties_groups_to_groups_and_writing_it_twice_changes_nothing(workshop, finding):
    row = line(["Zones blanches", "Codes perdus"], ["Se connecter"], ["Un lieu", "Un prêt"])
    write(workshop, row)
    models = (ProjectionRow, Irritant, Need, Lever, IrritantLink)
    before = [list(model.objects.order_by("pk").values()) for model in models]

    assert write(workshop, row) == []
    assert [list(model.objects.order_by("pk").values()) for model in models] == before
    assert [len(each) for each in before] == [1, 2, 1, 2, 1]


def test_the_same_words_are_tied_as_such(workshop, finding):
    write(workshop, line(["ZONES BLANCHES autour du bourg"]))

    link = IrritantLink.objects.get()
    assert (link.finding, link.state) == (finding, LinkState.SAME_WORDING)


def test_other_words_are_suggested_with_their_reason(workshop, finding):
    write(workshop, line(["Des zones blanches"]))

    link = IrritantLink.objects.get()
    assert link.state == LinkState.SUGGESTED
    assert link.reason == "Zones, blanches"
    assert link.decided_at is None


def test_strengths_and_other_workshops_are_never_suggested(workshop):
    row = DiagnosisRowFactory(workshop=workshop)
    FindingFactory(row=row, strength=True, text="Zones blanches")
    FindingFactory(text="Zones blanches")

    write(workshop, line(["Zones blanches"]))

    assert not IrritantLink.objects.exists()


def test_same_words_are_no_longer_said_once_they_part(workshop, finding):
    write(workshop, line(["Zones blanches autour du bourg"]))
    link = IrritantLink.objects.get()
    irritant = reword(link.irritant, "Zones blanches autour du marais")

    link.refresh_from_db()
    assert (link.state, link.score < 1) == (LinkState.SUGGESTED, True)
    assert "blanches" in link.reason

    reword(irritant, "Zones blanches autour du bourg", version=2)
    link.refresh_from_db()
    assert link.state == LinkState.SAME_WORDING


def test_a_suggestion_that_no_longer_holds_is_withdrawn(workshop, finding):
    write(workshop, line(["Des zones blanches"]))

    reword(Irritant.objects.get(), "Codes perdus pendant les congés")

    assert not IrritantLink.objects.exists()


def test_a_refused_link_stays_refused_whatever_is_written_next(workshop, finding):
    write(workshop, line(["Des zones blanches"]))
    link = actions.refuse_link(link=IrritantLink.objects.get(), acting_user=None)

    write(workshop, line(["Des zones blanches"], ["Se connecter"]))
    reword(link.irritant, "Zones blanches autour du bourg")

    link = IrritantLink.objects.get()
    assert (link.state, link.decided_at is not None) == (LinkState.REFUSED, True)


def test_a_confirmed_link_stays_confirmed(workshop, finding):
    write(workshop, line(["Des zones blanches"]))
    link = actions.confirm_link(link=IrritantLink.objects.get(), acting_user=None)

    write(workshop, line(["Des zones blanches"], ["Se connecter"]))

    assert IrritantLink.objects.get() == link
    assert IrritantLink.objects.get().state == LinkState.CONFIRMED


def test_nothing_is_half_written_when_it_fails_in_the_middle(workshop, finding, monkeypatch):
    write(workshop, line(["Des zones blanches"]))
    monkeypatch.setattr(actions.voices, "suggest_links", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write(workshop, line(["Tout autre chose"], ["Un besoin"]))

    assert [irritant.text for irritant in Irritant.objects.filter(removed_at=None)] == [
        "Des zones blanches"
    ]
    assert not Need.objects.exists()
