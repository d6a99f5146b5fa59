"""A plan that arrives with its sheet: summed up, read where it can be, tied to the projections."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.plan import actions
from maillage.plan.enums import Event, Term
from maillage.plan.models import Action, Actor, Horizon, Indicator, LeverLink
from maillage.projections.tests.factories import ProjectionRowFactory
from maillage.voices.enums import LinkState
from maillage.voices.errors import WordingChanged
from maillage.voices.tests.factories import WorkshopFactory

pytestmark = pytest.mark.django_db
COLUMNS = ("levers", "steps", "actors", "horizon", "indicators")


@pytest.fixture
def workshop():
    return WorkshopFactory()


@pytest.fixture
def editor(workshop):
    return UserFactory(facilitator_of=workshop.territory)


def a_row(**cells):
    items = {
        key: [{"text": t, "highlighted": False} for t in cells.get(key, ())] for key in COLUMNS
    }
    return {"theme": "", **items}


def write(workshop, acting_user, *rows):
    actions.write_plan(workshop=workshop, rows=rows, acting_user=acting_user)
    return list(Action.objects.filter(workshop=workshop, removed_at=None).order_by("position"))


def test_an_action_is_titled_by_its_first_lever_else_by_its_first_step(workshop, editor):
    by_lever, by_step, nameless = write(
        workshop,
        editor,
        a_row(levers=["Ouvrir des lieux", "Prêter"], steps=["Équiper"]),
        a_row(steps=["Former", "Équiper"]),
        a_row(actors=["La mairie"]),
    )

    assert by_lever.title == "Ouvrir des lieux"
    assert by_step.title == "Former"
    assert str(nameless) == f"Action {nameless.pk}"


def test_the_nearest_term_said_is_the_term_of_the_action(workshop, editor):
    both, unsaid = write(
        workshop,
        editor,
        a_row(horizon=["long terme", "à court terme"]),
        a_row(horizon=["le mercredi"]),
    )

    assert (both.term, unsaid.term) == (Term.SHORT, Term.UNSAID)


def test_what_can_be_read_in_the_cells_is_read(workshop, editor):
    write(
        workshop,
        editor,
        a_row(
            actors=["Pilote : médiathèque et CAF"],
            horizon=["le mercredi, d’ici juin 2027"],
            indicators=["Passer de 40 % à 80 % de familles équipées", "Essor de l’ENT"],
        ),
    )

    actor, horizon = Actor.objects.get(), Horizon.objects.get()
    measured, factor = Indicator.objects.order_by("position")
    assert (actor.role, actor.names) == ("lead", ["médiathèque", "CAF"])
    assert (horizon.slots, horizon.ends_on) == (["wednesday"], datetime.date(2027, 6, 30))
    assert (measured.kind, measured.unit, measured.direction) == ("indicator", "%", "up")
    assert (measured.baseline, measured.target) == (40, 80)
    assert factor.kind == "success_factor"


def test_corrected_words_are_read_again_and_sum_the_action_up_again(workshop, editor):
    (action,) = write(workshop, editor, a_row(levers=["Prêter"], horizon=["long terme"]))
    horizon, lever = action.horizons.get(), action.levers.get()

    said = {"highlighted": False, "version": 1, "acting_user": editor}
    actions.reword(wording=horizon, text="court terme, le soir", **said)
    actions.reword(wording=lever, text="Prêter à chaque fratrie", **said)

    action.refresh_from_db()
    horizon.refresh_from_db()
    assert (action.title, action.term) == ("Prêter à chaque fratrie", Term.SHORT)
    assert horizon.slots == ["evening"]


def test_an_item_added_or_removed_sums_the_action_up_again(workshop, editor):
    (action,) = write(workshop, editor, a_row(steps=["Former"]))

    lever = actions.add_wording(
        row=action,
        column_key="levers",
        text="Ouvrir des lieux",
        highlighted=False,
        acting_user=editor,
    )
    action.refresh_from_db()
    assert action.title == "Ouvrir des lieux"

    actions.remove_wording(wording=lever, acting_user=editor)
    action.refresh_from_db()
    assert action.title == "Former"


def test_levers_are_tied_to_the_projections_they_restate(workshop, editor):
    ProjectionRowFactory(
        workshop=workshop,
        levers=["Ouvrir un point d’accès", "Prêter du matériel aux familles du marais"],
    )
    write(
        workshop,
        editor,
        a_row(levers=["Ouvrir un point d’accès"]),
        a_row(levers=["Prêter du matériel aux familles"]),
        a_row(levers=["Tout autre chose"]),
    )

    tied = LeverLink.objects.order_by("action_lever__row__position")
    assert [link.state for link in tied] == [LinkState.SAME_WORDING, LinkState.SUGGESTED]
    assert "familles" in tied[1].reason


def test_an_item_kept_by_the_next_sheet_keeps_its_identity(workshop, editor):
    (first,) = write(workshop, editor, a_row(levers=["Prêter"], steps=["Former"]))
    step = first.steps.get()

    again, added = write(
        workshop, editor, a_row(levers=["Prêter"], steps=["Former"]), a_row(steps=["Ouvrir"])
    )

    assert (again.pk, again.steps.get().pk) == (first.pk, step.pk)
    assert added.title == "Ouvrir"


def test_the_same_sheet_twice_writes_and_records_nothing_more(workshop, editor):
    row = a_row(levers=["Prêter"], horizon=["court terme"])
    write(workshop, editor, row)
    before = Entry.objects.count()

    assert actions.write_plan(workshop=workshop, rows=[row], acting_user=editor) == []
    assert Entry.objects.count() == before


def test_the_trail_says_what_changed_in_the_plan(workshop, editor):
    write(workshop, editor, a_row(steps=["Former"]))

    entry = Entry.objects.get(event=Event.ROWS_WRITTEN)
    (change,) = [c for c in entry.data["changes"] if c["new"] == "Former"]
    assert (change["what"], change["where"]) == ("added", "Plan d’action, ligne 1")


def test_the_trail_never_names_who_leads_an_action(workshop, editor):
    """Nothing could be taken out of it afterwards. The suite looks for this name by itself too."""
    first = a_row(steps=["Former"], actors=["Mme Ostrogradskaïa"])
    other = a_row(steps=["Prêter"], actors=["La mairie"])
    write(workshop, editor, first, other)
    write(workshop, editor, other, first)
    actor = Actor.objects.get(text="Mme Ostrogradskaïa", removed_at=None)
    said = {"wording": actor, "acting_user": editor}
    actions.reword(text="M. Ostrogradskaïa", highlighted=True, version=actor.version, **said)
    actions.remove_wording(**said)
    added = {"column_key": "actors", "text": "Ostrogradskaïa", "highlighted": False}
    actions.add_wording(row=actor.row, acting_user=editor, **added)
    write(workshop, editor, other)

    told = [entry.data for entry in Entry.objects.all()]
    assert "Ostrogradska" not in str(told)
    assert "Former" in str(told)
    assert len(told) >= 6


def test_a_correction_that_comes_second_is_refused_and_writes_nothing(workshop, editor):
    (action,) = write(workshop, editor, a_row(levers=["Prêter"]))
    said = {"highlighted": False, "version": 1, "acting_user": editor}
    actions.reword(wording=action.levers.get(), text="Prêter plus", **said)

    with pytest.raises(WordingChanged, match="Prêter plus"):
        actions.reword(wording=action.levers.get(), text="Prêter moins", **said)

    action.refresh_from_db()
    assert action.title == "Prêter plus"


def test_whoever_leads_an_action_does_not_rewrite_the_plan(workshop):
    lead = UserFactory(action_lead_of=workshop.territory)

    with pytest.raises(PermissionDenied):
        write(workshop, lead, a_row(steps=["Former"]))

    assert not Action.objects.exists()
