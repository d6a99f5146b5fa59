"""/plan/<pk>/: the sheet of one action."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.plan.tests.factories import (
    ActionFactory,
    ActorFactory,
    HorizonFactory,
    IndicatorFactory,
    LeverLinkFactory,
)
from maillage.voices.enums import LinkState
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import link, links, main_words, page_weight, read, words

pytestmark = pytest.mark.django_db


def page_of(client, action, status=200):
    return read(client.get(reverse("plan:action", args=[action.pk])), status)


def facts(page):
    (sheet,) = page.findall(".//dl")
    terms = [words(term) for term in sheet.findall("dt")]
    return dict(zip(terms, [words(told) for told in sheet.findall("dd")], strict=True))


def test_the_sheet_answers_what_how_who_when_and_how_we_shall_know(client):
    action = ActionFactory(
        levers=["Un point d’accès"],
        steps=["Équiper", "Former"],
        actors=["Mairie"],
        horizons=["le soir"],
        indicators=["Nombre d’élèves"],
    )
    IndicatorFactory(row=action, factor=True, text="Des horaires choisis ensemble")

    told = facts(page_of(client, action))

    assert told["Quoi"].startswith("Un point d’accès")
    assert told["Comment"] == "Équiper Former"
    assert told["Qui"] == "Mairie"
    assert told["Quand"] == "le soir"
    known = told["Comment saurons-nous"]
    assert known.index("Nombre d’élèves") < known.index("Facteurs clés de réussite")
    assert known.endswith("Des horaires choisis ensemble")


def test_a_cell_left_empty_says_so(client):
    told = facts(page_of(client, ActionFactory()))

    assert told["Quand"] == "L’atelier n’a pas dit quand."
    assert told["Comment saurons-nous"] == "L’atelier n’a pas dit comment il le saurait."


def test_a_highlighted_item_is_said_so_in_words(client):
    page = page_of(client, ActionFactory(steps=[("Équiper huit salles",), "Former"]))

    (strong,) = page.findall(".//strong[@class='highlighted']")
    assert words(strong) == "Équiper huit salles"
    assert facts(page)["Comment"] == "Équiper huit salles Soulignée Former"


def test_what_was_read_stands_beside_the_words(client):
    action = ActionFactory()
    HorizonFactory(
        row=action,
        text="à la rentrée, les soirs de semaine",
        terms=["short"],
        slots=["evening"],
        starts_on=datetime.date(2026, 9, 1),
        ends_on=datetime.date(2027, 6, 30),
    )
    HorizonFactory(row=action, text="Court terme", terms=["short"])
    ActorFactory(row=action, text="Pilote : la mairie", role="lead")
    IndicatorFactory(
        row=action, text="8 communes", unit="communes", direction="up", baseline=2, target="8.5"
    )

    told = facts(page_of(client, action))

    read_there = "court terme, du 1er septembre 2026 au 30 juin 2027, le soir"
    assert f"les soirs de semaine (lu : {read_there})" in told["Quand"]
    assert told["Quand"].endswith("Court terme")
    assert "Pilote : la mairie (lu : porteur)" in told["Qui"]
    assert "8 communes (à augmenter, de 2 à 8,5 communes)" in told["Comment saurons-nous"]


def test_a_lever_says_what_it_restates_and_how_sure_that_is(client):
    tied = LeverLinkFactory(lever__text="Ouvrir des lieux")
    refused = LeverLinkFactory(
        action_lever=tied.action_lever, state=LinkState.REFUSED, lever__text="Sans rapport"
    )

    told = facts(page_of(client, tied.action_lever.row))["Quoi"]

    assert "Ouvrir des lieux (Proposé par la machine, à confirmer ; mots communs : accès," in told
    assert refused.lever.text not in told


def test_the_sheet_leads_to_the_thread_the_followup_and_the_measures(client):
    action = ActionFactory(indicators=["Nombre d’élèves"])
    indicator = action.indicators.get()

    page = page_of(client, action)

    assert link(page, "Remonter le fil") == f"/fil/action-{action.pk}/"
    assert link(page, "Où en est cette action") == f"/suivi/actions/{action.pk}/"
    assert link(page, "Mesures") == f"/suivi/indicateurs/{indicator.pk}/"
    assert page.findall(f".//*[@id='indicateur-{indicator.pk}']")


def test_an_unpublished_action_does_not_exist_for_a_visitor(client):
    action = ActionFactory(workshop=WorkshopFactory())
    assert client.get(reverse("plan:action", args=[action.pk])).status_code == 404

    client.force_login(UserFactory(facilitator_of=action.workshop.territory))
    page_of(client, action)


def test_only_an_editor_is_shown_forms(client):
    tied = LeverLinkFactory()
    action = tied.action_lever.row
    assert not page_of(client, action).findall(".//main//form")

    client.force_login(UserFactory())
    assert not page_of(client, action).findall(".//main//form")

    client.force_login(UserFactory(facilitator_of=action.workshop.territory))
    page = page_of(client, action)
    actions = {form.attrib["action"] for form in page.findall(".//main//form")}
    assert reverse("plan:wording", args=["levers", tied.action_lever_id]) in actions
    assert reverse("plan:link", args=[tied.pk]) in actions
    assert reverse("plan:draw", args=[tied.action_lever_id]) in actions
    assert reverse("plan:add", args=[action.pk, "steps"]) in actions


def test_words_on_the_sheet_are_never_markup(client):
    bad = "<img src=x onerror=alert(1)>"
    action = ActionFactory(
        title=bad, levers=[bad], steps=[bad], actors=[bad], horizons=[bad], indicators=[bad]
    )

    page = page_of(client, action)

    assert not page.findall(".//img")
    assert main_words(page).count(bad) >= 6


def test_the_sheet_costs_the_same_number_of_queries_however_much_it_holds(client):
    counts = []
    for size in (1, 9):
        action = ActionFactory(
            levers=["Axe"] * size,
            steps=["Étape"] * size,
            actors=["Mairie"] * size,
            horizons=["le soir"] * size,
            indicators=["Nombre"] * size,
        )
        for lever in action.levers.all():
            LeverLinkFactory(action_lever=lever)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse("plan:action", args=[action.pk]))
        counts.append(len(queries))

    # One of them is the scenario that the action may come from, asked of a room downstream.
    assert 0 < counts[0] == counts[1] <= 7
    assert page_weight(response) < 20_000
    assert links(read(response))
