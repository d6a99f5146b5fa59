"""Several deeds at the very same moment, each on a connection of its own."""

from threading import Barrier, Thread

from django.db import connection


def all_at_once(*deeds):
    """What each returned or raised, in their order."""
    start, outcomes = Barrier(len(deeds)), [None] * len(deeds)

    def act(at, deed):
        try:
            start.wait()
            outcomes[at] = deed()
        except Exception as problem:  # noqa: BLE001
            outcomes[at] = problem
        finally:
            connection.close()

    people = [Thread(target=act, args=[at, deed]) for at, deed in enumerate(deeds)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return outcomes
