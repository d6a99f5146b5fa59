"""What it costs to be heard: a testimony confirmed through HTTP, written and proved.

    python -m bench.contributing [sqlite|postgresql]

A thousand, one after the other, then eight people who never pause, on the real server. Each answer
is read; each testimony has its receipt, its row of the trail and is on the disk before the answer.
"""

import html
import http.client
import os
import re
import statistics
import sys
import threading
import time
from urllib.parse import urlencode

from bench.consultation import open_consultation
from bench.installation import awake, server_answers, verdict
from bench.serving import running

ALONE, LIMIT_ALONE = 1_000, 5.0
CLIENTS, SECONDS, EACH, LIMIT_RATE, LIMIT_P95 = 8, 10.0, 600, 300, 500.0
FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept-Language": "fr",
}


class Person:
    """Holds one connection, as a browser does, and one page of the form."""

    def __init__(self, port):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.count = 0

    def ask(self, method, path, body=None):
        self.line.request(method, path, body, FORM if body else {})
        answer = self.line.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def read_again(self, number):
        """What the page that one confirms holds: a form drawn, filled in, sent to be read."""
        status, _, text = self.ask("GET", "/temoigner/")
        assert status == 200, status
        said = {**hidden(text), **words(number), "step": "review"}
        status, _, text = self.ask("POST", "/temoigner/", urlencode(said))
        assert status == 200, (status, text[:2000])
        return urlencode({**hidden(text), "step": "confirm"})

    def confirm(self, body):
        """The address of the receipt."""
        status, headers, text = self.ask("POST", "/temoigner/", body)
        assert status == 303, (status, text[:2000])
        self.count += 1
        return headers["Location"]


def hidden(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def words(number):
    return {
        "profile": "parent",
        "theme": str(number % 5 + 1),
        "place": f"Bourg {number % 50}",
        "strengths": "La bibliothèque est ouverte le mercredi",
        "irritants": f"On ne capte rien au hameau {number}\nUn téléphone pour quatre",
        "title": f"Le devoir du soir {number}",
        "text": f"{number}. " + "Ma fille suit la classe depuis le car, quand il s’arrête. " * 7,
    }


def drawn(person, numbers):
    """Pages to confirm, read beforehand, as by people who take minutes to write."""
    pages = [person.read_again(number) for number in numbers]
    person.line.close()  # the server does not wait for who writes for minutes
    time.sleep(2.2)  # the seal asks whether two seconds passed
    return pages


def alone(port):
    person = Person(port)
    pages = drawn(person, range(ALONE + 20))
    for _ in range(20):
        person.confirm(pages.pop())
    began = time.monotonic()
    for page in pages:
        person.confirm(page)
    return time.monotonic() - began


def together(port):
    """(testimonies a second, all times in ms)."""
    times = []
    people = [
        (person := Person(port), drawn(person, range(first, first + EACH)))
        for first in range(10_000, 10_000 + CLIENTS * EACH, EACH)
    ]
    began = time.monotonic()

    def go(person, pages):
        while time.monotonic() < began + SECONDS and pages:
            page = pages.pop()
            at = time.monotonic()
            person.confirm(page)
            times.append((time.monotonic() - at) * 1000)

    threads = [threading.Thread(target=go, args=each) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / (time.monotonic() - began), times


def written():
    """(RETEX, receipts, rows of the trail) that the base holds."""
    from maillage.audit.models import Entry
    from maillage.voices.models import Contribution, Retex

    told = Entry.objects.filter(event="voices.retex.received").count()
    return Retex.objects.filter(workshop=None).count(), Contribution.objects.count(), told


def durable(seconds=2.0):
    """Milliseconds that one row of nothing takes to be on this disk: the floor of all the rest."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (n INTEGER)")
        times, began = [], time.monotonic()
        while time.monotonic() < began + seconds:
            at = time.monotonic()
            with transaction.atomic():
                cursor.execute("INSERT INTO bench_floor VALUES (1)")
            times.append((time.monotonic() - at) * 1000)
        cursor.execute("DROP TABLE bench_floor")
    connection.close()
    return statistics.median(times)


def measure(engine):
    with awake(engine):
        open_consultation()
        floor = durable()
        with running(dict(os.environ)) as port:
            seconds = alone(port)
            rate, times = together(port)
        held = written()
    assert len(set(held)) == 1, held
    assert held[0] == ALONE + 20 + len(times), (held, len(times))
    p95 = statistics.quantiles(times, n=20)[-1]
    each = seconds / ALONE * 1000
    print(f"  une ligne vide, écrite sur ce disque : {floor:.1f} ms (plancher de chacun)")
    print(f"  {ALONE} l’un après l’autre : {seconds:.1f} s, {each:.1f} ms chacun", end=" ")
    print(f"(limite {LIMIT_ALONE:.0f} s : {verdict(seconds, LIMIT_ALONE)})")
    print(f"  {CLIENTS} personnes sans répit : {rate:.0f}/s", end=" ")
    print(f"(limite {LIMIT_RATE} : {verdict(LIMIT_RATE, rate)}),", end=" ")
    print(f"médiane {statistics.median(times):.0f} ms, max {max(times):.0f} ms,", end=" ")
    print(f"p95 {p95:.0f} ms (limite {LIMIT_P95:.0f} : {verdict(p95, LIMIT_P95)})")
    return seconds <= LIMIT_ALONE and rate >= LIMIT_RATE and p95 <= LIMIT_P95


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est mesuré.")
        return 0
    return 0 if measure(engine) else 1


if __name__ == "__main__":
    sys.exit(main())
