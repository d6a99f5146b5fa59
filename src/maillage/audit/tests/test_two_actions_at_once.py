from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from maillage.audit.actions import record
from maillage.audit.models import Entry
from maillage.audit.queries import verify

WRITERS, TURNS = 4, 25

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="one writer at a time there: transactions begin IMMEDIATE",
    ),
]


def write_all_at_once(deed):
    start, failures = Barrier(WRITERS), []

    def write():
        try:
            start.wait()
            for turn in range(TURNS):
                deed(turn)
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)
        finally:
            connection.close()

    writers = [Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []


def test_many_writers_leave_one_gapless_intact_chain():
    def act(turn):
        with transaction.atomic():
            record("audit.test.written", acting_user=None, target=None, turn=turn)

    write_all_at_once(act)

    numbers = list(Entry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, WRITERS * TURNS + 1))
    assert verify().intact


def test_actions_undone_among_others_leave_no_gap():
    def act(turn):
        with transaction.atomic():
            record("audit.test.written", acting_user=None, target=None, turn=turn)
            transaction.set_rollback(turn % 3 == 0)

    write_all_at_once(act)

    kept = WRITERS * sum(1 for turn in range(TURNS) if turn % 3)
    numbers = list(Entry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, kept + 1))
    assert verify().intact
