"""Editors correct, add and remove the items of an action in their place; others do not."""

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.plan.tests.factories import ActionFactory, LeverLinkFactory, StepFactory
from maillage.projections.tests.factories import LeverFactory, ProjectionRowFactory
from maillage.voices.enums import LinkState
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import main_words, read, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return ActionFactory(levers=["Un point d’accès"], steps=["Équiper une salle"])


@pytest.fixture
def editor(client, action):
    client.force_login(UserFactory(facilitator_of=action.workshop.territory))
    return client


def addresses(action):
    link = LeverLinkFactory(action_lever=action.levers.get())
    return [
        reverse("plan:wording", args=["steps", action.steps.get().pk]),
        reverse("plan:add", args=[action.pk, "steps"]),
        reverse("plan:link", args=[link.pk]),
        reverse("plan:draw", args=[action.levers.get().pk]),
    ]


def test_an_item_is_corrected_from_the_page_and_the_reader_comes_back(editor, action):
    step = action.steps.get()
    address = reverse("plan:wording", args=["steps", step.pk])
    page = read(editor.get(action.get_absolute_url()))

    answer = editor.post(address, {**typed(page, address), "text": "Équiper huit salles"})

    assert answer.url == f"{action.get_absolute_url()}#comment"
    step.refresh_from_db()
    assert (step.text, step.version) == ("Équiper huit salles", 2)


def test_two_corrections_at_once_show_both_and_lose_nothing(editor, action):
    step = action.steps.get()
    address = reverse("plan:wording", args=["steps", step.pk])
    editor.post(address, {"text": "La première", "version": "1"})

    answer = editor.post(address, {"text": "La seconde", "version": "1"})

    page = read(answer, 409)
    assert "Il dit maintenant : « La première »" in main_words(page)
    again = typed(page, "")
    assert (again["text"], again["version"]) == ("La seconde", "2")
    editor.post(address, again)
    step.refresh_from_db()
    assert step.text == "La seconde"


def test_an_empty_wording_is_refused_with_a_way_out(editor, action):
    address = reverse("plan:wording", args=["steps", action.steps.get().pk])

    page = main_words(read(editor.post(address, {"text": " ", "version": "1"}), 422))

    assert "Écrivez une formulation, ou retirez l’élément de la feuille." in page


def test_an_item_is_removed_from_the_sheet(editor, action):
    step = action.steps.get()

    editor.post(reverse("plan:wording", args=["steps", step.pk]), {"remove": "1"})

    assert "Équiper une salle" not in main_words(read(editor.get(action.get_absolute_url())))
    step.refresh_from_db()
    assert step.removed_at


def test_an_item_added_twice_by_a_double_click_is_one_item(editor, action):
    address = reverse("plan:add", args=[action.pk, "actors"])
    for _ in range(2):
        answer = editor.post(address, {"text": "Pilote : la mairie"})

    assert answer.url == f"{action.get_absolute_url()}#qui"
    assert action.actors.get().role == "lead"


def test_a_mistake_in_an_addition_is_shown_with_the_form(editor, action):
    address = reverse("plan:add", args=[action.pk, "steps"])

    page = read(editor.post(address, {"text": ""}), 422)

    assert "Ajouter : étape" in main_words(page)


@pytest.mark.parametrize(
    ("decision", "state"), [("confirm", LinkState.CONFIRMED), ("refuse", LinkState.REFUSED)]
)
def test_a_suggested_link_is_decided_by_a_person(editor, action, decision, state):
    link = LeverLinkFactory(action_lever=action.levers.get())

    answer = editor.post(reverse("plan:link", args=[link.pk]), {"decision": decision})

    assert answer.url == f"{action.get_absolute_url()}#quoi"
    link.refresh_from_db()
    assert link.state == state
    assert link.decided_by is not None


def test_an_unknown_decision_is_refused(editor, action):
    link = LeverLinkFactory(action_lever=action.levers.get())

    assert editor.post(reverse("plan:link", args=[link.pk])).status_code == 409


def test_a_lever_of_the_same_workshop_can_be_tied(editor, action):
    lever = LeverFactory(row=ProjectionRowFactory(workshop=action.workshop))
    stranger = LeverFactory()
    address = reverse("plan:draw", args=[action.levers.get().pk])

    assert editor.post(address, {"lever": lever.pk}).status_code == 302
    for wrong in (stranger.pk, "x", ""):
        assert editor.post(address, {"lever": wrong}).status_code == 409

    link = action.levers.get().lever_links.get()
    assert (link.lever, link.state) == (lever, LinkState.CONFIRMED)


def test_a_visitor_is_sent_to_sign_in(client, action):
    for address in addresses(action):
        assert client.post(address).url.startswith("/compte/connexion/")


def test_who_may_see_but_not_edit_is_refused_and_changes_nothing(client, action):
    client.force_login(UserFactory(action_lead_of=action.workshop.territory))
    before = Entry.objects.count()

    for address in addresses(action):
        data = {"text": "Autre", "version": "1", "decision": "confirm"}
        assert client.post(address, data).status_code == 403
    assert client.get(addresses(ActionFactory(levers=["x"], steps=["y"]))[0]).status_code == 403

    assert Entry.objects.count() == before


def test_what_one_may_not_see_does_not_exist(client):
    hidden = ActionFactory(workshop=WorkshopFactory(), levers=["x"], steps=["y"])
    client.force_login(UserFactory())

    assert [client.post(address).status_code for address in addresses(hidden)] == [404] * 4


def test_an_unknown_column_does_not_exist(editor, action):
    step = StepFactory(row=action)

    assert editor.get(reverse("plan:wording", args=["inconnue", step.pk])).status_code == 404
    assert editor.get(reverse("plan:add", args=[action.pk, "inconnue"])).status_code == 404


def test_coming_back_never_leads_to_another_site(editor, action):
    address = reverse("plan:wording", args=["steps", action.steps.get().pk])

    answer = editor.post(
        address, {"text": "Autre", "version": "1", "back": "https://ailleurs.example/"}
    )

    assert answer.url == f"{action.get_absolute_url()}#comment"
