import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from maillage.audit.actions import record
from maillage.audit.queries import history_of, label_of
from maillage.audit.tests.factories import some_object, write_entries

pytestmark = pytest.mark.django_db


def test_the_history_of_an_object_is_its_own_latest_first():
    mine, other = some_object("À moi"), some_object("Autre")
    write_entries(2, target=mine)
    write_entries(1, target=other)

    assert [line.number for line in history_of(mine)] == [2, 1]


def test_the_history_names_people_as_they_are_called_now_and_not_once_erased():
    user, target = (
        get_user_model().objects.create(email="a@example.org", name="Camille"),
        some_object(),
    )
    with transaction.atomic():
        record("audit.test.written", acting_user=user, target=target)
    key = user.pk

    assert history_of(target)[0].actor == "Camille"
    user.delete()
    assert history_of(target)[0].actor == f"compte n° {key}"


def test_an_event_is_worded_by_the_room_its_name_begins_with():
    assert label_of("territory.territory.moved") == "Territoire rattaché ailleurs"


@pytest.mark.parametrize("event", ["nowhere.thing.done", "territory.thing.forgotten", "odd", ""])
def test_an_event_whose_wording_is_gone_shows_its_own_name(event):
    assert label_of(event) == event


def test_a_history_costs_the_same_number_of_queries_however_long(django_assert_num_queries):
    target = some_object()
    users = [
        get_user_model().objects.create(email=f"u{turn}@example.org", name=f"U{turn}")
        for turn in range(5)
    ]
    for length in (1, 5):
        for user in users[:length]:
            record("audit.test.written", acting_user=user, target=target)
        with django_assert_num_queries(2):
            history_of(target)
