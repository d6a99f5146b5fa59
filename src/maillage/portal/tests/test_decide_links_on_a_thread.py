"""Links that the machine proposes are dashed for all, and decided on the thread by editors."""

import pytest

from maillage.plan.models import Action, LeverLink
from maillage.portal.tests.threads import page_of, ties
from maillage.projections.models import IrritantLink, Need
from maillage.voices.enums import LinkState
from maillage.voices.models import Retex

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubtful(workshop):
    for model in (IrritantLink, LeverLink):
        model.objects.update(state=LinkState.SUGGESTED, reason="point, accès")
    return workshop


def test_a_suggested_link_is_dashed_for_everyone_and_decided_by_nobody_else(client, doubtful, bob):
    for reader in (None, bob):
        if reader:
            client.force_login(reader)
        response = page_of(client, "action", Action.objects.get())

        page = response.content.decode()
        assert 'stroke-dasharray="6 5"' in page
        assert "Des traits sont en pointillé" in page
        assert "Oui, confirmer" not in page
        assert list(ties(response).values()).count(True) == 2


@pytest.mark.parametrize("kind", ["action", "retex", "besoin"])
def test_an_editor_finds_the_links_to_decide_whatever_the_end(client, doubtful, alice, kind):
    client.force_login(alice)
    thing = {"action": Action, "retex": Retex, "besoin": Need}[kind].objects.get()

    response = page_of(client, kind, thing)

    assert len(response.context["doubts"]) == 2
    assert "Mots communs : point, accès" in response.content.decode()


@pytest.mark.parametrize(
    ("decision", "state"), [("confirm", LinkState.CONFIRMED), ("refuse", LinkState.REFUSED)]
)
def test_a_button_decides_and_comes_back_to_the_thread(client, doubtful, alice, decision, state):
    client.force_login(alice)
    shown = page_of(client, "action", Action.objects.get())
    address = shown.wsgi_request.path

    for doubt in shown.context["doubts"]:
        response = client.post(doubt.url, {"decision": decision, "back": address})
        assert response.url == address

    for model in (IrritantLink, LeverLink):
        link = model.objects.get()
        assert (link.state, link.decided_by) == (state, alice)
    assert "Oui, confirmer" not in client.get(address).content.decode()


def test_a_confirmed_link_beside_a_suggested_one_makes_the_tie_sure(client, workshop):
    response = page_of(client, "action", Action.objects.get())

    assert set(ties(response).values()) == {False}
    assert "pointillé" not in response.content.decode()
