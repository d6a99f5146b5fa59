"""/suivi/indicateurs/<pk>/: the measures of one indicator, and one more."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.tests.factories import UserFactory
from maillage.followup.enums import Method
from maillage.followup.models import Measure
from maillage.followup.tests.factories import MeasureFactory
from maillage.plan.tests.factories import IndicatorFactory
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import link, main_words, page_weight, read, typed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    return IndicatorFactory(text="Élèves connectés", unit="%", baseline=10, target=90)


@pytest.fixture
def lead(client, indicator):
    user = UserFactory(action_lead_of=indicator.row.workshop.territory)
    client.force_login(user)
    return user


def page_at(indicator):
    return reverse("followup:indicator", args=[indicator.pk])


def measure_at(indicator):
    return reverse("followup:measure", args=[indicator.pk])


def said(**changes):
    return {
        "value": "41,5",
        "on": timezone.localdate().isoformat(),
        "method": "measured",
        "source": "Cahier d’émargement",
        "client_key": str(uuid.uuid4()),
        **changes,
    }


def test_a_measure_is_recorded_with_figures_typed_as_in_french(client, lead, indicator):
    form = typed(read(client.get(page_at(indicator))), measure_at(indicator))

    answer = client.post(
        measure_at(indicator), {**said(), **form, **said(value="1 234,5", margin="2,25")}
    )

    assert answer.url == page_at(indicator)
    measure = Measure.objects.get()
    assert (measure.value, measure.margin) == (Decimal("1234.5"), Decimal("2.25"))
    assert measure.recorded_by == lead


def test_each_measure_has_its_line_the_last_first(client, indicator):
    MeasureFactory(indicator=indicator, value=12, on=datetime.date(2026, 3, 1))
    MeasureFactory(
        indicator=indicator,
        value="1141.5",
        margin=3,
        method=Method.ESTIMATED,
        on=datetime.date(2026, 5, 2),
        note="Sans l’île.",
    )

    page = read(client.get(page_at(indicator)))

    lines = [[words(cell) for cell in line] for line in page.findall(".//table/tbody/tr")]
    assert lines == [
        ["2 mai 2026", "1 141,5 %", "± 3", "Estimée", "Cahier d’émargement", "Sans l’île."],
        ["1 mars 2026", "12 %", "non dite", "Mesurée", "Cahier d’émargement", ""],
    ]
    assert "2 mai 2026, estimée : 1 141,5 %" in main_words(page)


def test_figures_below_zero_are_drawn_as_a_line(client, indicator):
    for n, value in enumerate((-2, 4), start=1):
        MeasureFactory(indicator=indicator, value=value, on=datetime.date(2026, 3, n))

    page = read(client.get(page_at(indicator)))

    assert [d for d in page.findall(".//main//{*}svg") if "de -2 à 4" in d.attrib["aria-label"]]


def test_no_measure_is_said_not_to_be_a_zero(client, indicator):
    assert "Ce n’est pas un zéro : on ne sait pas." in main_words(
        read(client.get(page_at(indicator)))
    )


def test_an_indicator_leads_to_its_action_and_to_its_thread(client, indicator):
    page = read(client.get(page_at(indicator)))

    place = f"/plan/{indicator.row_id}/#indicateur-{indicator.pk}"
    assert link(page, str(indicator.row)) == place
    assert link(page, "Remonter le fil") == f"/fil/indicateur-{indicator.pk}/"


def test_a_double_click_records_one_measure(client, lead, indicator):
    sent = said()
    answers = [client.post(measure_at(indicator), sent).url for _ in range(2)]

    assert answers == [page_at(indicator)] * 2
    assert Measure.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"value": ""}, "Valeur"),
        ({"value": "beaucoup"}, "Écrivez un nombre, par exemple 12,5"),
        ({"source": ""}, "Dites d’où vient ce chiffre"),
        ({"method": ""}, "Dites comment ce chiffre a été obtenu."),
        ({"margin": "-1"}, "Une marge est positive ou nulle."),
        ({"on": "2999-01-01"}, "La date est à venir"),
        ({"on": "hier"}, "Écrivez une date, par exemple 30/06/2027."),
    ],
)
def test_a_mistake_is_explained_and_keeps_what_was_typed(client, lead, indicator, wrong, reason):
    answer = client.post(measure_at(indicator), said(note="Avant travaux", **wrong))

    page = read(answer, 422)
    assert reason in main_words(page)
    assert typed(page, measure_at(indicator))["note"] == "Avant travaux"
    assert not Measure.objects.exists()


def test_who_may_not_measure_is_refused(client, indicator):
    assert client.post(measure_at(indicator), said()).url.startswith("/compte/connexion/")

    client.force_login(UserFactory())
    assert client.post(measure_at(indicator), said()).status_code == 403
    assert not read(client.get(page_at(indicator))).findall(".//main//form")
    hidden = IndicatorFactory(row__workshop=WorkshopFactory())
    assert client.get(page_at(hidden)).status_code == 404
    assert client.post(measure_at(hidden), said()).status_code == 404


def test_a_success_factor_has_no_page_of_measures(client):
    assert client.get(page_at(IndicatorFactory(factor=True))).status_code == 404


def test_coming_back_after_signing_in_shows_the_indicator(client, lead, indicator):
    assert client.get(measure_at(indicator)).url == page_at(indicator)


def test_the_page_of_many_measures_stays_light(client, indicator, django_assert_max_num_queries):
    for n in range(40):
        day = datetime.date(2026, 1, 1) + datetime.timedelta(days=n)
        MeasureFactory(indicator=indicator, value=n, on=day)

    with django_assert_max_num_queries(6):
        response = client.get(page_at(indicator))

    assert page_weight(response) < 20_000
