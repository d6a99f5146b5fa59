"""kill -9 while people testify: what was acknowledged is there, once, and its receipt is the same.

    python -m bench.drill_heard [sqlite|postgresql] [rounds]

Each round, eight people confirm testimonies on the real server, all of whose processes are killed
at a random moment. Then they are sent again with their keys, as a browser would: one row each.
Everything stays on this machine.
"""

import http.client
import os
import random
import signal
import sys
import threading
import time

from bench.consultation import open_consultation
from bench.contributing import Person, written
from bench.editing import is_sound
from bench.installation import awake, server_answers
from bench.serving import free_port, start, stop, wait

ROUNDS, PEOPLE, EACH = 10, 8, 80
draw = random.Random(27)


class Speaker(threading.Thread):
    """Confirms one form after the other; remembers which were acknowledged."""

    def __init__(self, port):
        super().__init__()
        self.person = Person(port)
        self.pages = [self.person.read_again(number) for number in range(EACH)]
        self.person.line.close()  # the server does not wait for who writes for minutes
        self.heard, self.asked = [], None

    def run(self):
        for page in self.pages:
            self.asked = page
            try:
                self.person.confirm(page)
            except (OSError, http.client.HTTPException):
                return
            self.heard.append(self.asked)
            self.asked = None


def one_round(number):
    """(how many were acknowledged, how many were in flight, what went wrong)."""
    port = free_port()
    server = start(port, dict(os.environ))
    wait(port, server)
    before = written()[0]
    people = [Speaker(port) for _ in range(PEOPLE)]
    time.sleep(2.2)  # the seal asks whether two seconds passed
    for each in people:
        each.start()
    time.sleep(draw.uniform(0.3, 2.0))
    stop(server, signal.SIGKILL)
    for each in people:
        each.join()
    heard = [one for each in people for one in each.heard]
    flying = [each.asked for each in people if each.asked]
    held = written()
    faults = []
    if len(set(held)) != 1:
        faults.append(f"tour {number} : écrits à moitié {held}")
    if not len(heard) <= held[0] - before <= len(heard) + len(flying):
        faults.append(f"tour {number} : {len(heard)} reçus, {held[0] - before} écrits")
    faults += _again(number, heard, flying, before)
    if not is_sound():
        faults.append(f"tour {number} : base ou journal abîmés")
    return len(heard), len(flying), faults


def _again(number, heard, flying, before):
    """Sent again with their keys: each is one row, however it ended."""
    port = free_port()
    server = start(port, dict(os.environ))
    wait(port, server)
    person = Person(port)
    for one in [*draw.sample(heard, min(40, len(heard))), *flying]:
        person.confirm(one)
    stop(server)
    total = written()[0] - before
    if total != len(heard) + len(flying):
        yield f"tour {number} : {len(heard) + len(flying)} paroles, {total} lignes"


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    rounds = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROUNDS)
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est essayé.")
        return 0
    heard = flying = 0
    faults = []
    with awake(engine):
        open_consultation()
        for number in range(1, rounds + 1):
            told, in_flight, wrong = one_round(number)
            heard, flying, faults = heard + told, flying + in_flight, faults + wrong
    print(f"  {engine}, {rounds} coups : {heard} paroles reçues, {flying} en vol au moment du coup")
    for fault in faults:
        print("  FAUTE", fault)
    print("  rien de perdu, rien de doublé" if not faults else f"  {len(faults)} fautes")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
