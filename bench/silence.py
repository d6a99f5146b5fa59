"""Counting who did not speak, at a thousand voices and at a million; then reading the page.

python -m bench.silence [sqlite|postgresql] [voices …]
"""

import gzip
import statistics
import sys
import time

from bench.installation import awake, server_answers, verdict
from bench.voices import fill

FEW, MANY = 1_000, 1_000_000
MOST_SECONDS, MOST_MS, ROUNDS = 30.0, 12.0, 15


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [FEW, MANY]
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est mesuré.")
        return 0
    passed = True
    for size in sizes:
        with awake(engine):
            passed &= _measured(engine, size)
    return 0 if passed else 1


def _measured(engine, size):
    from django.test import Client

    from maillage.config.serving import collect_static
    from maillage.silence.actions import count_silence
    from maillage.voices.models import Consultation

    collect_static()
    fill(size)
    began, worked = time.perf_counter(), time.process_time()
    edition = count_silence(consultation=Consultation.objects.get(), acting_user=None)
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    # A cookie, so that no page is kept.
    client, spent = Client(), []
    client.cookies["theirs"] = "1"
    for _ in range(ROUNDS):
        began = time.process_time()
        answer = client.get("/diagnostic/silence/")
        spent.append(1000 * (time.process_time() - began))
    weight = len(gzip.compress(answer.content))
    cells, page = edition.body["cells"].values(), statistics.median(spent)
    print(
        f"{engine}, {size} voix : comptées en {seconds:.1f} s (processeur {cpu:.1f} s, "
        f"{verdict(seconds, MOST_SECONDS)}), {sum(each is None for each in cells)} chiffres "
        f"masqués ; page {page:.1f} ms ({verdict(page, MOST_MS)}), {weight} octets"
    )
    return seconds <= MOST_SECONDS and page <= MOST_MS


if __name__ == "__main__":
    sys.exit(main())
