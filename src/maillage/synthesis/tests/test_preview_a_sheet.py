"""Before anything is written: what would be created, what is already there, every remark."""

import pytest

from maillage.audit.models import Entry
from maillage.plan.models import Action
from maillage.projections.models import Need
from maillage.synthesis import actions
from maillage.synthesis.models import SheetImport
from maillage.synthesis.tests.drafts import address, kept
from maillage.synthesis.tests.examples import ITEMS, corrected, imported, sheet
from maillage.territory.models import Territory
from maillage.voices.models import Retex, Workshop

pytestmark = pytest.mark.django_db


def shown(client, user, told=None):
    client.force_login(user)
    response = client.get(address(kept(user, told)))
    return response, " ".join(response.content.decode().split())


def test_a_new_sheet_is_shown_whole_with_its_drawing(client, alice, place):
    response, page = shown(client, alice)

    assert response.context["report"].is_new
    assert "Un nouvel atelier serait créé" in page
    assert "Se connecter à moins de dix minutes" in page
    assert '<figure class="drawing">' in page
    assert (
        response.context["report"].bars
        == [
            ("Titre", 1),
            ("Retours d’expérience", 1),
            ("Diagnostic", 3),
            ("Projections", 3),
            ("Plan d’action", 5),
        ]
        or sum(count for _, count in response.context["report"].bars) == ITEMS + 2
    )
    assert not Workshop.objects.exists()


def test_its_destination_is_guessed_from_the_sheet(client, alice, place):
    response, _ = shown(client, alice)

    initial = response.context["form"].initial
    assert initial["workshop"] is None
    assert initial["title"] == "Atelier du bourg"
    assert initial["theme"].number == 1
    assert initial["territory"].name == "Bourg-la-Digue"


def test_the_places_of_the_accounts_are_shown_as_they_were_understood(client, alice, place):
    told = sheet()
    told["retex"][0]["place"] = "Nulle part au monde"

    _, known = shown(client, alice)
    _, unknown = shown(client, alice, told)

    assert "« Bourg-la-Digue » : Bourg-la-Digue" in known
    assert "gardé tel quel" in unknown
    assert "gardé tel quel" not in known


def test_every_remark_of_the_reader_is_shown(client, alice):
    remark = {"where": "Plan d’action, ligne 1", "message": "une cellule en trop"}

    _, page = shown(client, alice, sheet(warnings=[remark]))

    assert "<strong>Plan d’action, ligne 1</strong> : une cellule en trop" in page


def test_the_same_sheet_is_recognised(client, alice, place, consultation):
    workshop = imported(consultation, territory=place)

    response, page = shown(client, alice)

    assert response.context["report"].is_unchanged
    assert "Cette feuille est déjà là" in page
    assert workshop.get_absolute_url() in page


def test_a_corrected_sheet_says_what_it_corrects(client, alice, place, consultation):
    imported(consultation, territory=place)

    _, page = shown(client, alice, corrected())

    assert "Un atelier existant serait corrigé" in page
    assert "<del>Se connecter à moins de dix minutes</del>" in page
    assert "<ins>Se connecter à moins de cinq minutes</ins>" in page
    assert Need.objects.get().text == "Se connecter à moins de dix minutes"


def test_the_rehearsal_leaves_no_trace(alice, place, consultation):
    territories, entries = Territory.objects.count(), Entry.objects.count()
    destination = actions.Destination(
        consultation=consultation, title="Atelier du bourg", territory=place
    )

    report = actions.rehearse_import(
        sheet=sheet(), file_name="a.md", destination=destination, acting_user=alice
    )

    assert len(report.changes) == ITEMS + 2
    assert Territory.objects.count() == territories
    assert Entry.objects.count() == entries
    for model in (Workshop, Retex, Need, Action, SheetImport):
        assert not model.objects.exists()
