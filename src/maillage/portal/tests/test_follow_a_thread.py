"""From an action up to the voices behind it; from a voice down to what became of it."""

import pytest
from django.urls import reverse

from maillage.diagnosis.models import Finding
from maillage.plan.models import Action, ActionLever, Indicator, LeverLink
from maillage.portal.tests.threads import columns, page_of, ties
from maillage.projections.models import Irritant, IrritantLink, Lever, Need
from maillage.synthesis.tests.examples import imported, sheet
from maillage.voices.actions import publish_workshop
from maillage.voices.enums import LinkState
from maillage.voices.models import Retex

pytestmark = pytest.mark.django_db

RETEX = "RETEX 1 : La classe depuis le car"
FINDING = "Zones blanches autour du bourg"
NEED = "Se connecter à moins de dix minutes"
LEVER = "Ouvrir un point d’accès par commune"
INDICATOR = "Nombre de salles ouvertes le soir"
WHOLE = {
    "Retours": [RETEX],
    "Constats": [FINDING],
    "Besoins": [NEED],
    "Leviers": [LEVER],
    "Actions": [LEVER],
    "Indicateurs": [INDICATOR],
}


def test_an_action_leads_up_to_its_voices_and_down_to_its_indicators(client, workshop):
    response = page_of(client, "action", Action.objects.get())

    assert columns(response) == WHOLE
    assert ties(response) == {
        (RETEX, FINDING): False,
        (FINDING, NEED): False,
        (NEED, LEVER): False,
        (LEVER, LEVER): False,
        (LEVER, INDICATOR): False,
    }


@pytest.mark.parametrize(
    ("kind", "model", "text"),
    [
        ("constat", Finding, FINDING),
        ("besoin", Need, NEED),
        ("levier", Lever, LEVER),
        ("indicateur", Indicator, INDICATOR),
    ],
)
def test_whatever_the_end_one_pulls_the_thread_is_the_same(client, workshop, kind, model, text):
    response = page_of(client, kind, model.objects.get(text=text))

    assert columns(response) == WHOLE
    (current,) = [
        node for _, nodes in response.context["thread"].columns for node in nodes if node.current
    ]
    assert current.label == text


def test_an_account_leads_down_to_all_that_it_fed(client, workshop):
    response = page_of(client, "retex", Retex.objects.get())

    told = columns(response)
    assert told.pop("Constats") == [
        FINDING,
        "Un seul ordinateur pour toute la fratrie",
        "Prêt de tablettes par le collège",
    ]
    assert told == {title: labels for title, labels in WHOLE.items() if title != "Constats"}


def test_each_thing_on_the_thread_leads_to_its_page(client, workshop):
    response = page_of(client, "action", Action.objects.get())

    for _, nodes in response.context["thread"].columns:
        for node in nodes:
            page = client.get(node.href)
            assert page.status_code == 200
            _, _, anchor = node.href.partition("#")
            assert not anchor or f'id="{anchor}"' in page.content.decode()


def test_the_thread_is_drawn_and_listed_with_the_words_that_were_said(client, workshop):
    page = page_of(client, "action", Action.objects.get()).content.decode()

    assert '<svg class="thread"' in page
    assert 'id="fil-liste"' in page
    assert "« Zones blanches autour du bourg »" in page
    assert "vient de" in page


def test_a_point_told_by_two_accounts_is_quoted_once_with_both(client, consultation, place):
    told = sheet()
    told["retex"][0]["accounts"].append({"title": "Un autre récit", "text": "Ici.", "links": []})
    publish_workshop(workshop=imported(consultation, told, territory=place), acting_user=None)

    thread = page_of(client, "action", Action.objects.get()).context["thread"]

    (said,) = thread.testimony
    assert [node.label for node in said["retex"]] == [RETEX, "RETEX 1 : Un autre récit"]


def test_a_refused_link_is_no_link_and_both_ends_stand_alone(client, workshop):
    LeverLink.objects.update(state=LinkState.REFUSED)

    of_action = page_of(client, "action", Action.objects.get())
    of_lever = page_of(client, "levier", Lever.objects.get())

    assert columns(of_action)["Besoins"] == columns(of_action)["Retours"] == []
    assert columns(of_action)["Leviers"] == [LEVER]
    assert of_action.context["thread"].columns[3][1][0].href == reverse(
        "plan:action", args=[Action.objects.get().pk]
    )
    assert columns(of_lever)["Actions"] == columns(of_lever)["Indicateurs"] == []


def test_an_irritant_tied_to_no_finding_stands_alone(client, workshop):
    IrritantLink.objects.update(state=LinkState.REFUSED)

    told = columns(page_of(client, "besoin", Need.objects.get()))
    of_finding = columns(page_of(client, "constat", Finding.objects.get(text=FINDING)))

    assert told["Constats"] == [FINDING]
    assert told["Retours"] == []
    assert of_finding["Retours"] == [RETEX]
    assert of_finding["Besoins"] == of_finding["Actions"] == []


@pytest.mark.parametrize(
    ("model", "kind", "gone"),
    [
        (Need, "action", NEED),
        (Indicator, "action", INDICATOR),
        (Retex, "action", RETEX),
        (Lever, "besoin", LEVER),
        (Action, "besoin", INDICATOR),
    ],
)
def test_what_was_removed_is_not_on_the_thread(client, workshop, model, kind, gone):
    thing = {"action": Action, "besoin": Need}[kind].objects.get()
    title = next(title for title, labels in WHOLE.items() if gone in labels)
    assert gone in columns(page_of(client, kind, thing))[title]

    hidden = {"is_shown": False} if model is Retex else {}
    model.objects.update(removed_at="2026-05-05T10:00Z", **hidden)

    assert gone not in columns(page_of(client, kind, thing))[title]


def test_a_removed_finding_leaves_its_irritant_alone(client, workshop):
    Finding.objects.update(removed_at="2026-05-05T10:00Z")

    response = page_of(client, "besoin", Need.objects.get())

    assert columns(response)["Constats"] == [FINDING]
    assert columns(response)["Retours"] == []
    (node,) = response.context["thread"].columns[1][1]
    assert node.href.endswith(f"#irritants-{Irritant.objects.get().pk}")


def test_a_row_without_needs_ties_its_irritants_to_its_levers(client, workshop):
    Need.objects.update(removed_at="2026-05-05T10:00Z")

    response = page_of(client, "action", Action.objects.get())

    assert columns(response)["Besoins"] == []
    assert (FINDING, LEVER) in ties(response)


def test_an_action_without_a_title_still_has_a_name(client, workshop):
    Action.objects.update(title="")

    told = columns(page_of(client, "besoin", Need.objects.get()))

    assert told["Actions"] == [f"Action {Action.objects.get().pk}"]


def test_an_action_that_pulls_nothing_shows_itself(client, workshop):
    ActionLever.objects.update(removed_at="2026-05-05T10:00Z")

    told = columns(page_of(client, "action", Action.objects.get()))

    assert told["Leviers"] == []
    assert told["Actions"] == [LEVER]
