"""Counting who did not speak, at a thousand voices and at a million; then reading the page.

    python -m bench.silence [sqlite|postgresql] [voices]
"""

import statistics
import sys
import time

from bench.installation import awake, server_answers, verdict
from bench.voices import fill

FEW, MANY = 1_000, 1_000_000
MOST_SECONDS, MOST_MS, ROUNDS = 30.0, 8.0, 15


def main(database="sqlite", voices=MANY):
    late = []
    for count in (FEW, int(voices)):
        with awake(database):
            late += _measured(count)
    return verdict(late)


def _measured(count):
    from django.test import Client

    from maillage.silence.actions import count_silence
    from maillage.voices.models import Consultation

    fill(count)
    began, worked = time.perf_counter(), time.process_time()
    edition = count_silence(consultation=Consultation.objects.get(), acting_user=None)
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    client, spent = Client(), []
    for _ in range(ROUNDS):
        # A cookie, so that nothing is kept.
        client.cookies["any"] = "1"
        began = time.process_time()
        answer = client.get("/diagnostic/silence/")
        spent.append(1000 * (time.process_time() - began))
    hidden = sum(each is None for each in edition.body["cells"].values())
    ms = statistics.median(spent)
    print(
        f"{count:>9} voix : compté en {seconds:.1f} s ({cpu:.1f} s de processeur), "
        f"{len(edition.body['cells'])} chiffres dont {hidden} masqués ; page {ms:.1f} ms, "
        f"{len(answer.content)} octets"
    )
    return [f"{count} voix"] if seconds > MOST_SECONDS or ms > MOST_MS else []


if __name__ == "__main__":
    if sys.argv[1:2] == ["postgresql"] and not server_answers():
        sys.exit("PostgreSQL ne répond pas")
    sys.exit(main(*sys.argv[1:]))
