from threading import Barrier, Thread

import pytest
from django.db import connection

from maillage.accounts.throttle import TRIES, take_a_try

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="one connection for all threads of the suite: there are not two servers there",
    ),
]


def test_servers_that_count_at_once_let_ten_tries_through_and_no_more():
    start, granted = Barrier(6), []

    def server():
        try:
            start.wait()
            granted.extend(take_a_try("camille@exemple.fr") for _ in range(10))
        finally:
            connection.close()

    servers = [Thread(target=server) for _ in range(6)]
    for each in servers:
        each.start()
    for each in servers:
        each.join()

    assert len(granted) == 60
    assert sum(granted) == TRIES
