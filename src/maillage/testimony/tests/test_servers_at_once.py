"""Several servers receive at the same moment: one row for one key, and counters that add up."""

import uuid
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from maillage.testimony.actions import receive_testimony
from maillage.testimony.models import Tally
from maillage.testimony.tests.factories import ClassCodeFactory
from maillage.voices.actions import Said
from maillage.voices.enums import Profile
from maillage.voices.models import Retex

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="one connection for all threads of the suite: there are not two servers there",
    ),
]
SERVERS = 6


def at_once(receive):
    start, answers = Barrier(SERVERS), []

    def server(number):
        try:
            start.wait()
            answers.extend(receive(number))
        finally:
            connection.close()

    servers = [Thread(target=server, args=(number,)) for number in range(SERVERS)]
    for each in servers:
        each.start()
    for each in servers:
        each.join()
    return answers


def send(code, key, text="The same words from six servers, long enough to be counted as identical"):
    return receive_testimony(
        consultation=code.consultation,
        said=Said(profile=Profile.PUPIL, text=text),
        client_key=key,
        acting_user=AnonymousUser(),
        network="192.0.2.1",
        class_code=code,
    )


def test_one_key_sent_from_everywhere_is_one_testimony_and_one_receipt():
    code, key = ClassCodeFactory(), uuid.uuid4()
    answers = at_once(lambda number: [send(code, key) for _ in range(5)])

    assert len(answers) == SERVERS * 5
    assert sum(answer.is_new for answer in answers) == 1
    assert len({answer.receipt for answer in answers}) == 1
    assert Retex.objects.count() == 1
    code.refresh_from_db()
    assert code.count == 1


def test_counters_of_several_servers_add_up_and_never_lock():
    code = ClassCodeFactory()
    answers = at_once(lambda number: [send(code, uuid.uuid4()) for _ in range(10)])

    assert len(answers) == Retex.objects.count() == SERVERS * 10
    # The same text, the same network, the same consultation: each counted each time.
    assert sum(Tally.objects.values_list("count", flat=True)) == SERVERS * 10 * 3
    code.refresh_from_db()
    assert code.count == SERVERS * 10
