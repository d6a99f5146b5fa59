import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from maillage.audit.actions import record
from maillage.audit.errors import HeadMissing, OutsideTransaction
from maillage.audit.models import GENESIS, Entry, EntryQuerySet, Head
from maillage.audit.queries import verify
from maillage.audit.tests.factories import some_object, write_entries
from maillage.audit.tests.tampering import sql

pytestmark = pytest.mark.django_db


def someone(name="Camille Rivière"):
    return get_user_model().objects.create(email="camille@example.org", name=name)


def test_an_entry_says_who_did_what_to_what():
    user, target = someone(), some_object()

    entry = record("audit.test.written", acting_user=user, target=target, old="a", new="b")

    entry.refresh_from_db()
    assert (entry.event, entry.actor_id) == ("audit.test.written", user.pk)
    assert (entry.target_kind, entry.target_id) == ("auth.group", str(target.pk))
    assert entry.data == {"old": "a", "new": "b"}


def test_each_entry_seals_the_one_before():
    first, second, third = write_entries(3)

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert first.previous_hash == GENESIS
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    head = Head.objects.get()
    assert (head.number, head.hash) == (3, third.hash)


def test_an_entry_never_holds_the_name_of_who_acted():
    entry = record("audit.test.written", acting_user=someone(), target=None)

    assert "Camille" not in str(entry.__dict__)


def test_the_system_and_the_visitor_are_told_apart():
    system = record("audit.test.written", acting_user=None, target=None)
    visitor = record("audit.test.written", acting_user=AnonymousUser(), target=None)

    assert (system.actor_id, system.actor_label) == (None, "système")
    assert (visitor.actor_id, visitor.actor_label) == (None, "visiteur")


def test_recording_costs_one_read_and_two_writes(django_assert_num_queries):
    user, target = someone(), some_object()
    with django_assert_num_queries(3):
        record("audit.test.written", acting_user=user, target=target)


@pytest.mark.parametrize(
    "value",
    [
        2.0,
        1e22,
        0.1,
        5e-324,
        -0.0,
        10**30,
        "œil\0nul",
        "demi \ud800 caractère",
        {"b": [1, None, True], "a": {"é": "ß"}},
        dt.date(2026, 11, 24),
        dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC),
        Decimal("1.10"),
        ("x", "y"),
    ],
)
def test_whatever_a_room_notes_reads_back_with_the_same_seal(value):
    record("audit.test.written", acting_user=None, target=None, value=value)

    assert verify().intact


def test_a_row_or_an_infinite_number_is_refused_because_it_would_not_read_back():
    for value in (some_object(), float("nan"), float("inf")):
        with pytest.raises((TypeError, ValueError)):
            record("audit.test.written", acting_user=None, target=None, value=value)


@pytest.mark.django_db(transaction=True)
def test_recording_outside_the_transaction_of_the_action_is_refused():
    with pytest.raises(OutsideTransaction):
        record("audit.test.written", acting_user=None, target=None)

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_action_undone_leaves_no_entry_and_no_gap():
    write_entries(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("audit.test.written", acting_user=None, target=None)
        raise ZeroDivisionError
    write_entries(1)

    assert list(Entry.objects.values_list("number", flat=True)) == [1, 2]
    assert verify().intact


def test_nothing_is_written_over_a_removed_head():
    write_entries(1)
    sql("DELETE FROM audit_head")

    with pytest.raises(HeadMissing):
        write_entries(1)


def test_two_first_writers_of_an_emptied_trail_do_not_take_each_other_for_a_thief(monkeypatch):
    """The other one lays the head and commits just after we looked for it."""
    Head.objects.all().delete()

    def other_writer_commits(queryset):
        Head.objects.get_or_create(pk=1)
        return True

    monkeypatch.setattr(EntryQuerySet, "exists", other_writer_commits)

    assert record("audit.test.written", acting_user=None, target=None).number == 1
