"""/suivi/indicateurs/: each figure with its date, its method, its margin and its source."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.followup.enums import Method
from maillage.followup.tests.factories import MeasureFactory
from maillage.plan.tests.factories import ActionFactory, IndicatorFactory
from maillage.voices.tests.factories import ThemeFactory, WorkshopFactory
from maillage.voices.tests.pages import items, links, main_words, page_weight, read

pytestmark = pytest.mark.django_db
LIST = reverse("followup:indicators")


def day(n):
    return datetime.date(2026, 3, n)


def test_a_figure_says_its_date_its_method_its_margin_and_its_source(client):
    indicator = IndicatorFactory(text="Élèves connectés", unit="élèves")
    MeasureFactory(indicator=indicator, on=day(1), value=100)
    MeasureFactory(
        indicator=indicator, on=day(18), value="1141.5", margin="22.5", method=Method.SIMULATED
    )

    (item,) = items(read(client.get(LIST)))

    told = "1\u202f141,5 élèves (± 22,5) au 18 mars 2026, valeur simulée. Source : Cahier"
    assert " ".join(told.split()) in item


def test_what_was_never_measured_is_shown_as_missing(client):
    IndicatorFactory(baseline=10, target=20)

    (item,) = items(read(client.get(LIST)))

    assert "Aucune mesure." in item
    assert "pas encore mesuré" in item


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ({"baseline": 10, "target": 20}, "50\u202f% du chemin"),
        ({"baseline": 20, "target": 10}, "50\u202f% du chemin"),
        ({"target": 20}, "Cible : 20"),
        ({"baseline": 15, "target": 15}, "Départ : 15. Cible : 15"),
    ],
)
def test_a_figure_is_placed_between_its_start_and_its_target(client, ends, told):
    MeasureFactory(indicator=IndicatorFactory(**ends), value=15)

    (item,) = items(read(client.get(LIST)))

    assert " ".join(told.split()) in item


def test_a_figure_with_no_target_shows_its_course(client):
    indicator = IndicatorFactory()
    for n in (1, 2, 3):
        MeasureFactory(indicator=indicator, on=day(n), value=n)

    (drawing,) = read(client.get(LIST)).findall(".//main//{*}svg")

    assert drawing.attrib["aria-label"].endswith("de 1 à 3")


def test_success_factors_and_removed_or_unpublished_indicators_are_not_listed(client):
    shown = IndicatorFactory(text="Nombre d’élèves")
    IndicatorFactory(row=shown.row, factor=True, text="Des horaires choisis")
    IndicatorFactory(row=shown.row, text="Retiré", removed_at="2026-01-01T00:00Z")
    hidden = WorkshopFactory(theme=shown.row.theme)
    IndicatorFactory(row__workshop=hidden, text="Encore à relire")

    (item,) = items(read(client.get(LIST)))

    assert "Nombre d’élèves" in item


def test_filters_are_those_of_the_action(client):
    action = ActionFactory(title="Prêter du matériel")
    IndicatorFactory(row=action, text="Familles équipées")
    IndicatorFactory(row=ActionFactory(workshop=action.workshop), text="Salles ouvertes")

    (item,) = items(read(client.get(LIST + "?q=materiel&thematique=1")))

    assert "Familles équipées" in item
    assert "Rien ne répond" in main_words(read(client.get(LIST + "?q=introuvable")))


def test_pages_skip_and_repeat_nothing(client):
    action = ActionFactory()
    IndicatorFactory.create_batch(45, row=action)
    seen, address = [], ""
    for _ in range(3):
        page = read(client.get(LIST + address))
        seen += items(page)
        address = dict(links(page)).get("Suivants", "")

    assert len(seen) == len(set(seen)) == 45


def test_the_list_costs_the_same_number_of_queries_however_long(client):
    theme = ThemeFactory()
    counts = []
    for more in (2, 23):
        for n in range(more):
            workshop = WorkshopFactory(published=True, theme=theme)
            row = ActionFactory(workshop=workshop)
            indicator = IndicatorFactory(row=row, unit="élèves", baseline=0, target=10 + n)
            for k in range(3):
                MeasureFactory(indicator=indicator, on=day(1 + k), value=k)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(LIST + "?q=salle&thematique=1")
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert len(items(read(response))) == 20
    assert page_weight(response) < 20_000
