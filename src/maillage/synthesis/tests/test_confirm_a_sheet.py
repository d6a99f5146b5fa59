"""Preview first; then, on a yes, all of it or nothing, once, as it was shown."""

import pytest
from django.urls import reverse

from maillage.audit.models import Entry
from maillage.plan import actions as plan_actions
from maillage.plan.models import Step
from maillage.projections.models import Need
from maillage.synthesis import actions
from maillage.synthesis.enums import Event
from maillage.synthesis.models import SheetDraft, SheetImport
from maillage.synthesis.tests.drafts import address, as_proposed, kept, say_yes
from maillage.synthesis.tests.examples import ITEMS, corrected, imported, sheet
from maillage.voices.models import Retex, Workshop

pytestmark = pytest.mark.django_db


def test_a_yes_writes_it_all_and_says_so(client, alice, place):
    client.force_login(alice)

    response = say_yes(client, kept(alice))

    workshop = Workshop.objects.get()
    assert response.url == workshop.get_absolute_url()
    assert workshop.territory.name == "Bourg-la-Digue"
    assert Retex.objects.get().territory == workshop.territory
    assert Step.objects.get().text == "Recenser les salles chauffées"
    followed = client.get(response.url).content.decode()
    assert f"nouvel atelier ({ITEMS + 2} ajoutés)" in followed
    entry = Entry.objects.get(event=Event.SHEET_IMPORTED)
    assert (entry.actor_id, entry.target_id) == (alice.pk, str(workshop.pk))


def test_two_yeses_are_one_import(client, alice, place):
    client.force_login(alice)
    draft = kept(alice)
    proposed = as_proposed(client.get(address(draft)))

    first = client.post(address(draft), {**proposed, "confirm": "1"})
    second = client.post(address(draft), {**proposed, "confirm": "1"})

    assert first.url == second.url
    assert Workshop.objects.count() == SheetImport.objects.count() == 1


def test_two_yeses_that_both_read_the_draft_first_are_one_import(alice, place, consultation):
    draft = kept(alice)
    destination = actions.Destination(
        consultation=consultation, title="Atelier du bourg", territory=place
    )
    rehearsed = actions.rehearse_import(
        sheet=draft.sheet, file_name="a.md", destination=destination, acting_user=alice
    )
    yes = {"draft": draft, "destination": destination, "seen": rehearsed.fingerprint}

    first = actions.confirm_draft(**yes, acting_user=alice)
    second = actions.confirm_draft(**yes, acting_user=alice)

    assert first.workshop == second.workshop
    assert second.is_unchanged
    assert Workshop.objects.count() == 1


def test_the_same_sheet_again_changes_nothing(client, alice, place, consultation):
    client.force_login(alice)
    workshop = imported(consultation, territory=place)
    before = Entry.objects.count()
    draft = kept(alice)

    assert say_yes(client, draft).url == workshop.get_absolute_url()
    assert Entry.objects.count() == before
    assert SheetImport.objects.count() == 1


def test_a_corrected_sheet_makes_its_corrections_and_the_page_remembers(
    client, alice, place, consultation
):
    client.force_login(alice)
    workshop = imported(consultation, territory=place)
    need = Need.objects.get()

    response = say_yes(client, kept(alice, corrected()))

    assert response.url == workshop.get_absolute_url()
    need.refresh_from_db()
    assert need.text == "Se connecter à moins de cinq minutes"
    history = client.get(response.url).content.decode()
    assert "atelier corrigé (1 ajouté, 1 reformulé)" in history
    assert "« atelier-du-bourg.md » : 1 ajouté, 1 reformulé" in history


def test_a_destination_chosen_since_is_shown_before_it_is_overwritten(
    client, alice, place, consultation
):
    client.force_login(alice)
    other = imported(consultation, title="Un autre atelier", territory=place)
    told = sheet(diagnosis=[], plan=[])
    told["projections"][0]["needs"][0]["text"] = "Rien de commun"
    draft = kept(alice, told)

    response = say_yes(client, draft, workshop=other.pk)

    assert response.status_code == 409
    assert "Relisez avant d’importer" in response.content.decode()
    assert Need.objects.get().text == "Se connecter à moins de dix minutes"
    again = client.post(address(draft), {**as_proposed(response), "confirm": "1"})
    assert again.url == other.get_absolute_url()
    assert Need.objects.get(removed_at=None).text == "Rien de commun"


def test_a_workshop_changed_since_is_shown_again(client, alice, place, consultation):
    client.force_login(alice)
    imported(consultation, territory=place)
    draft = kept(alice, corrected())
    proposed = as_proposed(client.get(address(draft)))
    step = Step.objects.get()
    plan_actions.reword(
        wording=step, text="Tout autre chose", highlighted=False, version=1, acting_user=alice
    )

    response = client.post(address(draft), {**proposed, "confirm": "1"})

    assert response.status_code == 409
    step.refresh_from_db()
    assert step.text == "Tout autre chose"


def test_a_draft_is_discarded_without_a_trace(client, alice, place):
    client.force_login(alice)

    response = client.post(address(kept(alice)), {"discard": "1"})

    assert response.url == reverse("synthesis:home")
    assert not SheetDraft.objects.exists()
    assert not Workshop.objects.exists()


def test_a_draft_belongs_to_its_depositor(client, alice, bob, charlie):
    draft = kept(alice)

    assert client.get(address(draft)).url.startswith("/compte/connexion/")
    for stranger in (bob, charlie):
        client.force_login(stranger)
        assert client.get(address(draft)).status_code == 404
        assert client.post(address(draft), {"discard": "1"}).status_code == 404
        assert "atelier-du-bourg" not in client.get(reverse("synthesis:drafts")).content.decode()
    assert SheetDraft.objects.get() == draft


def test_a_failure_in_the_middle_leaves_nothing(client, alice, place, monkeypatch):
    client.force_login(alice)
    draft = kept(alice)
    proposed = as_proposed(client.get(address(draft)))
    before = Entry.objects.count()

    def break_down(**_):
        raise RuntimeError("la dernière étape")

    *others, (_, section, parameter) = actions.STAGES
    monkeypatch.setattr(actions, "STAGES", (*others, (break_down, section, parameter)))
    with pytest.raises(RuntimeError, match="dernière"):
        client.post(address(draft), {**proposed, "confirm": "1"})

    for model in (Workshop, Retex, Need, SheetImport):
        assert not model.objects.exists()
    assert Entry.objects.count() == before
    draft.refresh_from_db()
    assert draft.workshop is None
