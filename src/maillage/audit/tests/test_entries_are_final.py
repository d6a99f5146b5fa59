import pytest
from django.db import DatabaseError, connection, transaction

from maillage.audit.errors import TrailIsFinal
from maillage.audit.models import Entry
from maillage.audit.tests.factories import write_entries
from maillage.audit.tests.tampering import sql

pytestmark = pytest.mark.django_db


def test_the_database_itself_refuses_to_change_an_entry():
    write_entries(1)

    with pytest.raises(DatabaseError, match="audit_entry is final"), transaction.atomic():
        sql("UPDATE audit_entry SET event = 'audit.test.invented'")

    assert Entry.objects.get().event == "audit.test.written"


@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="no trigger on DELETE there: Django empties its test databases with it",
)
def test_postgresql_refuses_to_delete_an_entry():
    write_entries(1)

    with pytest.raises(DatabaseError, match="audit_entry is final"), transaction.atomic():
        sql("DELETE FROM audit_entry")

    assert Entry.objects.count() == 1


def test_the_code_of_a_room_cannot_change_or_delete_entries_by_mistake():
    (entry,) = write_entries(1)

    for mistake in (
        Entry.objects.all().delete,
        entry.delete,
        lambda: Entry.objects.update(event="audit.test.invented"),
    ):
        with pytest.raises(TrailIsFinal):
            mistake()


def test_a_saved_entry_cannot_be_saved_again():
    (entry,) = write_entries(1)
    entry.event = "audit.test.invented"

    with pytest.raises((TrailIsFinal, DatabaseError)), transaction.atomic():
        entry.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_the_suite_still_empties_the_trail_between_tests(turn):
    assert not Entry.objects.exists()
    assert [entry.number for entry in write_entries(3)] == [1, 2, 3]
