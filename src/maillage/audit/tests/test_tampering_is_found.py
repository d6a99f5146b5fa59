import pytest

from maillage.audit import chain
from maillage.audit.enums import FaultKind
from maillage.audit.models import Entry, Head
from maillage.audit.queries import verify
from maillage.audit.tests.factories import write_entries
from maillage.audit.tests.tampering import tamper

pytestmark = pytest.mark.django_db


def broken(statement, *values):
    tamper(statement, *values)
    found = verify()
    assert found.fault is not None, "the trail did not notice"
    return found.fault.kind, found.fault.number, found.checked


def reseal(number, **changes):
    """Change a row and give it the digest that suits, as one would who knows the method."""
    entry = Entry.objects.get(number=number)
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.hash = chain.digest({name: getattr(entry, name) for name in chain.FIELDS})
    tamper(
        "UPDATE audit_entry SET event = %s, previous_hash = %s, hash = %s WHERE number = %s",
        entry.event,
        entry.previous_hash,
        entry.hash,
        number,
    )
    return entry.hash


def test_an_untouched_trail_is_intact():
    entries = write_entries(5)

    found = verify()

    assert found.intact
    assert (found.checked, found.fingerprint) == (5, entries[-1].hash)


def test_an_empty_trail_is_intact():
    assert verify().intact


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "audit.test.invented"),
        ("actor_id", 99),
        ("actor_label", "quelqu’un d’autre"),
        ("target_kind", "voices.workshop"),
        ("target_id", "12"),
        ("data", '{"turn": 7}'),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("hash", "f" * 64),
        ("previous_hash", "f" * 64),
    ],
)
def test_a_changed_column_is_found_and_its_row_named(column, value):
    write_entries(5)

    fault = broken(f"UPDATE audit_entry SET {column} = %s WHERE number = 3", value)  # noqa: S608

    assert fault == (FaultKind.CHANGED, 3, 2)


def test_a_row_changed_and_sealed_again_no_longer_suits_the_next():
    write_entries(5)
    reseal(3, event="audit.test.invented")

    found = verify()

    assert (found.fault.kind, found.fault.number) == (FaultKind.DETACHED, 4)


def test_a_removed_row_is_found():
    write_entries(5)

    assert broken("DELETE FROM audit_entry WHERE number = 3") == (FaultKind.REMOVED, 3, 2)


def test_a_removed_first_row_is_found():
    write_entries(5)

    assert broken("DELETE FROM audit_entry WHERE number = 1") == (FaultKind.REMOVED, 1, 0)


@pytest.mark.parametrize("kept", [0, 3, 4])
def test_removed_last_rows_are_found_thanks_to_the_head(kept):
    write_entries(5)

    fault = broken("DELETE FROM audit_entry WHERE number > %s", kept)

    assert fault == (FaultKind.REMOVED, kept + 1, kept)


def test_a_row_removed_and_the_others_moved_up_is_found():
    write_entries(5)
    tamper("DELETE FROM audit_entry WHERE number = 3")
    for number in (4, 5):
        tamper("UPDATE audit_entry SET number = %s WHERE number = %s", number - 1, number)

    found = verify()

    assert (found.fault.kind, found.fault.number) == (FaultKind.MOVED, 3)
    assert "portait le numéro 4" in found.fault.message


def test_two_rows_exchanged_are_found():
    write_entries(5)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        tamper("UPDATE audit_entry SET number = %s WHERE number = %s", new, old)

    found = verify()

    assert (found.fault.kind, found.fault.number) == (FaultKind.MOVED, 2)


def test_a_row_slipped_in_at_the_end_without_the_head_is_found():
    write_entries(2)
    last = Entry.objects.get(number=2)
    tamper("UPDATE audit_head SET number = 1, hash = %s", last.previous_hash)

    found = verify()

    assert (found.fault.kind, found.fault.number) == (FaultKind.HEAD, 2)


def test_a_last_row_replaced_and_sealed_again_contradicts_the_head():
    write_entries(3)
    reseal(3, event="audit.test.invented")

    assert verify().fault.kind == FaultKind.HEAD


def test_a_removed_head_is_found():
    write_entries(3)

    assert broken("DELETE FROM audit_head")[0] == FaultKind.HEAD


def test_only_a_digest_noted_elsewhere_tells_of_a_trail_rewritten_whole():
    noted = write_entries(3)[-1]
    forged = reseal(3, event="audit.test.invented")
    tamper("UPDATE audit_head SET hash = %s", forged)

    assert verify().intact
    assert verify(witness=(3, noted.hash)).fault.kind == FaultKind.WITNESS
    assert verify(witness=(3, noted.hash[:12])).fault.kind == FaultKind.WITNESS
    assert verify(witness=(3, forged[:12])).intact


def test_a_digest_noted_elsewhere_tells_of_an_end_cut_together_with_the_head():
    noted = write_entries(5)
    tamper("DELETE FROM audit_entry WHERE number > 3")
    Head.objects.update(number=3, hash=noted[2].hash)

    assert verify().intact
    assert verify(witness=(5, noted[4].hash)).fault.kind == FaultKind.WITNESS
