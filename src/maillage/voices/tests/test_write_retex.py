"""A sheet's RETEX become those of its workshop: what is still told keeps its row."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices import actions
from maillage.voices.errors import WordingChanged
from maillage.voices.models import Retex
from maillage.voices.tests.factories import WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return WorkshopFactory()


def heading(number, *accounts, place="Batelières"):
    told = [{"title": t, "text": text, "links": []} for t, text in accounts]
    return {"number": number, "place": place, "accounts": told}


def write(workshop, *headings, user=None):
    return actions.write_retex(workshop=workshop, headings=list(headings), acting_user=user)


def standing(workshop):
    rows = Retex.objects.filter(workshop=workshop, removed_at=None).order_by("heading", "rank")
    return {retex.title: retex for retex in rows}


CAR = ("Le car", "On capte mieux dans le car qu’à la maison.")
KEY = ("La clé", "Une clé 4G que trois familles se prêtent.")


def test_two_accounts_told_under_one_number_stay_two(workshop):
    write(workshop, heading(1, CAR, KEY))

    assert [(r.number, r.rank) for r in standing(workshop).values()] == [(1, 0), (1, 1)]


def test_writing_the_same_twice_changes_nothing(workshop):
    write(workshop, heading(1, CAR, KEY))
    before = list(Retex.objects.values())

    assert write(workshop, heading(1, CAR, KEY)) == []
    assert list(Retex.objects.values()) == before
    assert Entry.objects.count() == 1


def test_a_mended_account_keeps_its_row_and_a_correction_being_typed_meets_it(workshop):
    write(workshop, heading(1, CAR))
    retex = standing(workshop)["Le car"]

    (change,) = write(workshop, heading(1, (CAR[0], CAR[1] + " Toujours.")))

    again = standing(workshop)["Le car"]
    assert (again.pk, again.version, change["what"]) == (retex.pk, 2, "reworded")
    assert "toujours" in again.folded
    with pytest.raises(WordingChanged):
        actions.correct_retex(
            retex=again, title="T", text="t", links=[], version=1, acting_user=None
        )


def test_an_account_that_changes_number_is_moved_not_rewritten(workshop):
    write(workshop, heading(1, CAR), heading(2, KEY))
    before = {title: retex.pk for title, retex in standing(workshop).items()}

    changes = write(workshop, heading(1, KEY), heading(2, CAR))

    after = standing(workshop)
    assert {title: retex.pk for title, retex in after.items()} == before
    assert after["Le car"].number == 2
    assert {change["what"] for change in changes} == {"moved"}
    assert after["Le car"].version == 1


def test_what_the_sheet_no_longer_tells_is_removed_not_erased(workshop):
    write(workshop, heading(1, CAR, KEY))

    (change,) = write(workshop, heading(1, KEY))

    assert (change["what"], change["old"]) == ("removed", "\n".join(CAR))
    assert list(standing(workshop)) == ["La clé"]
    assert Retex.objects.filter(workshop=workshop).count() == 2


def test_a_place_is_its_territory_and_follows_it_when_the_sheet_mends_it(workshop):
    scope = workshop.theme.consultation.territory
    here, there = (
        TerritoryFactory(parent=scope, name=name) for name in ("Batelières", "Lanterres")
    )
    write(workshop, heading(1, CAR, place="Batelières"))
    assert standing(workshop)["Le car"].territory == here

    write(workshop, heading(1, CAR, place="Lanterres"))
    assert standing(workshop)["Le car"].territory == there

    write(workshop, heading(1, CAR, place="un peu partout"))
    assert standing(workshop)["Le car"].territory == workshop.territory


def test_who_may_not_edit_writes_nothing(workshop):
    with pytest.raises(PermissionDenied):
        write(workshop, heading(1, CAR), user=UserFactory())

    assert not Retex.objects.exists()
