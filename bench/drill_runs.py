"""kill -9 of the worker that reads a desk: another takes it up, and what is proposed is the same.

    python -m bench.drill_runs [sqlite|postgresql] [rounds]

Each round, the desk is forgotten and read again by `maillage runs`, killed at random moments; the
minute that a lease lasts is not waited for, it is written as over. Two workers start together in
the last attempt of each round. Everything stays on this machine.
"""

import os
import random
import signal
import subprocess
import sys
import time

from bench.consultation import open_consultation
from bench.desk import lay
from bench.editing import is_sound
from bench.installation import MAILLAGE, awake, server_answers
from bench.words import Words

ROUNDS, CARDS, KILLS = 8, 1_500, 3
draw = random.Random(20)


def worker():
    return subprocess.Popen(
        [MAILLAGE, "runs"],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def proposed():
    from maillage.sorting.models import SuggestedCard

    found = {}
    cards = SuggestedCard.objects.order_by("suggestion__rank", "suggestion", "card")
    for rank, *told in cards.values_list("suggestion__rank", "card", "score", "reason"):
        found.setdefault(rank, []).append(tuple(told))
    return found


def read_whole(theme):
    from maillage.sorting.actions import ask_run
    from maillage.sorting.models import Run

    ask_run(theme=theme, acting_user=None)
    began = time.monotonic()
    worker().wait(300)
    if Run.objects.order_by("pk").last().state != "done":
        raise SystemExit("l’analyse de référence a échoué")
    return proposed(), time.monotonic() - began


def one_round(number, theme, wanted, seconds):
    """(times it was killed on the way, what went wrong)."""
    from django.utils import timezone

    from maillage.sorting.actions import ask_run
    from maillage.sorting.models import Reading, Run, Suggestion

    Reading.objects.all().delete()
    Suggestion.objects.all().delete()
    run = ask_run(theme=theme, acting_user=None)
    killed = 0
    for _ in range(KILLS):
        process = worker()
        time.sleep(draw.uniform(0.2, 0.9) * seconds)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        Run.objects.filter(pk=run.pk, state="running").update(leased_until=timezone.now())
    for process in (worker(), worker()):
        process.wait(300)
    run.refresh_from_db()
    faults = []
    if run.state != "done":
        faults.append(f"tour {number} : {run.state} {run.fault}")
    elif proposed() != wanted:
        faults.append(f"tour {number} : autre chose est proposé")
    if not is_sound():
        faults.append(f"tour {number} : base ou journal abîmés")
    return killed, faults


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    rounds = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROUNDS)
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est essayé.")
        return 0
    with awake(engine):
        from django.db import transaction

        open_consultation()
        words = Words(3)
        with transaction.atomic():
            desk = lay([words.sentence() for _ in range(CARDS)])
        wanted, seconds = read_whole(desk.theme)
        killed, faults = 0, []
        for number in range(1, rounds + 1):
            times, wrong = one_round(number, desk.theme, wanted, seconds)
            killed, faults = killed + times, faults + wrong
    print(
        f"  {engine}, {rounds} tours, {CARDS} propos, {len(wanted)} rapprochements ; une analyse "
        f"entière {seconds:.0f} s ; {killed} tuées en route"
    )
    for fault in faults:
        print("  FAUTE", fault)
    print("  chaque fois le même résultat" if not faults else f"  {len(faults)} fautes")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
