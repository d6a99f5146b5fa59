"""What an indicator counts is decided by a person; the words of the workshop stay."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.plan import actions
from maillage.plan.enums import Event
from maillage.plan.tests.factories import IndicatorFactory
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import main_words, read

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "indicator",
    "unit": "familles",
    "direction": "up",
    "baseline": "1 234,5",
    "target": "2\u202f000",
    "source": "Cahier de prêt",
}


@pytest.fixture
def indicator():
    return IndicatorFactory(text="Familles équipées d’un ordinateur")


@pytest.fixture
def person(client, indicator):
    user = UserFactory(theme_lead_of=indicator.row.workshop.territory)
    client.force_login(user)
    return user


def address(indicator):
    return reverse("plan:indicator", args=[indicator.pk])


def test_figures_are_typed_as_in_french(client, person, indicator):
    answer = client.post(address(indicator), TYPED)

    assert answer.url == f"/plan/{indicator.row_id}/#reussite"
    indicator.refresh_from_db()
    assert (indicator.baseline, indicator.target) == (Decimal("1234.5"), 2000)
    assert indicator.text == "Familles équipées d’un ordinateur"


def test_figures_are_shown_again_as_they_are_typed(client, person, indicator):
    client.post(address(indicator), TYPED)

    page = read(client.get(address(indicator)))

    values = {i.attrib["name"]: i.attrib.get("value") for i in page.iter("input")}
    assert (values["baseline"], values["target"]) == ("1\u202f234,5", "2\u202f000")


def test_a_definition_is_in_the_trail_with_what_it_replaces(client, person, indicator):
    client.post(address(indicator), TYPED)

    entry = Entry.objects.get(event=Event.INDICATOR_DEFINED)
    assert (entry.actor_id, entry.target_id) == (person.pk, str(indicator.pk))
    assert entry.data["old"]["unit"] == ""
    assert entry.data["new"]["unit"] == "familles"


def test_the_same_definition_twice_is_recorded_once(client, person, indicator):
    for _ in range(2):
        client.post(address(indicator), TYPED)

    assert Entry.objects.filter(event=Event.INDICATOR_DEFINED).count() == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"baseline": "douze"}, "Écrivez un nombre, par exemple 12,5"),
        ({"target": "1.234,5"}, "Écrivez un nombre, par exemple 12,5"),
        ({"target": "10"}, "La cible est au-dessous du départ"),
        ({"direction": "down"}, "La cible est au-dessus du départ"),
        ({"kind": ""}, "De quoi s’agit-il"),
    ],
)
def test_a_mistake_is_explained_and_keeps_what_was_typed(client, person, indicator, wrong, reason):
    answer = client.post(address(indicator), {**TYPED, **wrong})

    page = read(answer, 422)
    assert reason in main_words(page)
    (unit,) = [i for i in page.iter("input") if i.attrib["name"] == "unit"]
    assert unit.attrib["value"] == "familles"
    indicator.refresh_from_db()
    assert indicator.unit == ""


def test_what_a_person_defined_outlives_a_correction_of_the_words(client, person, indicator):
    client.post(address(indicator), TYPED)

    reworded = actions.reword(
        wording=indicator,
        text="Passer de 10 à 20 familles équipées",
        highlighted=False,
        version=1,
        acting_user=person,
    )

    assert (reworded.baseline, reworded.target, reworded.unit) == (
        Decimal("1234.5"),
        2000,
        "familles",
    )


def test_what_a_person_defined_outlives_the_next_sheet(client, person, indicator):
    client.post(address(indicator), TYPED)
    text = "Familles équipées d’un ordinateur portable"
    row = {key: [] for key in ("levers", "steps", "actors", "horizon")}
    row |= {"theme": "", "indicators": [{"text": text, "highlighted": False}]}

    actions.write_plan(workshop=indicator.row.workshop, rows=[row], acting_user=person)

    indicator.refresh_from_db()
    assert (indicator.text, indicator.unit, indicator.target) == (text, "familles", 2000)


def test_what_nobody_defined_is_read_again(person, indicator):
    first = actions.add_wording(
        row=indicator.row,
        column_key="indicators",
        text="Passer de 2 à 8 communes",
        highlighted=False,
        acting_user=person,
    )
    again = actions.reword(
        wording=first,
        text="Passer de 2 à 9 communes",
        highlighted=False,
        version=1,
        acting_user=person,
    )

    assert (first.target, again.target) == (8, 9)


def test_a_reader_is_refused_and_a_visitor_sent_to_sign_in(client, indicator):
    assert client.get(address(indicator)).url.startswith("/compte/connexion/")

    client.force_login(UserFactory())
    assert client.post(address(indicator), TYPED).status_code == 403
    hidden = IndicatorFactory(row__workshop=WorkshopFactory())
    assert client.get(address(hidden)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.define_indicator(indicator=indicator, definition={}, acting_user=UserFactory())
