"""How much is too much: counted by consultation and behaviour, in the database, for all servers.

Nobody is refused for speaking from where many speak: 500 pupils share one address. Past a limit,
what comes is received and waits for a moderator. One ceiling only answers "later", for a flood that
would leave no room for anyone; the page then keeps what was typed.
"""

import datetime as dt
import ipaddress

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from maillage.testimony.enums import Suspicion
from maillage.testimony.errors import TooManyAtOnce
from maillage.testimony.models import Tally
from maillage.toolbox.analysis import fold

# Three times a school of 500 that speaks in ten minutes, from one network.
NETWORK_MOST, NETWORK_WINDOW = 1_600, dt.timedelta(minutes=10)
IDENTICAL_MOST = 5
# Under this, people do say the same: "pas de réseau à la maison".
IDENTICAL_LENGTH = 60
# Above what the server can write: the ceiling is a fuse, not a rule.
CEILING, CEILING_WINDOW = 32_000, dt.timedelta(minutes=1)
# A counter that everyone increments is a lock that everyone waits for: it is cut in as many rows,
# and a contribution always falls in the same one.
SHARDS = 16

_COUNT = (
    "INSERT INTO testimony_tally (key, day, count) VALUES {rows} "
    "ON CONFLICT (key) DO UPDATE SET count = testimony_tally.count + 1 RETURNING key, count"
)


def count_one(consultation, said, *, network, shard):
    """Count one contribution; what is suspect about it. Raises `TooManyAtOnce` past the ceiling."""
    now = timezone.now()
    keys = {
        _key(now, "ceiling", consultation.pk, _window(now, CEILING_WINDOW), shard % SHARDS): None,
        _key(
            now, "network", consultation.pk, _around(network), _window(now, NETWORK_WINDOW),
            shard % SHARDS,
        ): Suspicion.CADENCE,
    }  # fmt: skip
    ceiling = next(iter(keys))
    words = _words_of(said)
    if len(words) >= IDENTICAL_LENGTH:
        keys[_key(now, "words", consultation.pk, words)] = Suspicion.IDENTICAL
    counts = _count(sorted(keys), timezone.localdate(now))
    if counts[ceiling] > CEILING / SHARDS:
        raise TooManyAtOnce
    if counts[ceiling] == 1:
        Tally.objects.filter(day__lt=timezone.localdate(now) - dt.timedelta(days=1)).delete()
    most = {Suspicion.CADENCE: NETWORK_MOST / SHARDS, Suspicion.IDENTICAL: IDENTICAL_MOST}
    return [
        suspicion for key, suspicion in keys.items() if suspicion and counts[key] > most[suspicion]
    ]


def _count(keys, day):
    """One statement, in the order of the keys: two servers that count at once do not lock."""
    rows = ", ".join(["(%s, %s, 1)"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(rows=rows), [each for key in keys for each in (key, day)])
        return dict(cursor.fetchall())


def _key(now, *told):
    message = ":".join(map(str, (timezone.localdate(now), *told)))
    return salted_hmac("maillage.testimony.tally", message, algorithm="sha256").hexdigest()


def _window(now, length):
    return int(now.timestamp() // length.total_seconds())


def _words_of(said):
    return fold(" ".join((said.title, said.text, *said.strengths, *said.irritants)))


def _around(address):
    """The network of an address: what a school, or a robot's owner, speaks from."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    width = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network(f"{found}/{width}", strict=False))
