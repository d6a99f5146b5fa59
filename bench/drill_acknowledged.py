"""kill -9 while sheets are imported, and while people correct words.

    python -m bench.drill_acknowledged [sqlite|postgresql] [rounds]

After each kill: what was acknowledged is there, nothing is there twice, no import is there by half,
the database says it is sound and the trail verifies. Then the same thing is asked again, as a
person would, and must end as if nothing had happened. Everything stays on this machine.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.data import fill
from bench.editing import held, is_sound, post, sign_in
from bench.import_sheets import counts, run, write_sheets
from bench.installation import MAILLAGE, awake, server_answers
from bench.serving import free_port, start, stop, wait

ROUNDS, SHEETS, EDITORS = 20, 4, 6
EXPECTED = {"Workshop": 1, "Retex": 4, "Finding": 30, "ProjectionRow": 3, "Step": 9, "Indicator": 5}
draw = random.Random(20)


def drill_imports(rounds):
    """[what went wrong]."""
    faults, killed, whole = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        files = write_sheets(Path(folder), (rounds + 1) * SHEETS)
        last = run(files[:SHEETS])
        for number in range(1, rounds + 1):
            batch = files[number * SHEETS : (number + 1) * SHEETS]
            before = counts()
            acknowledged, died = _import_and_kill(batch, draw.uniform(0.3, 1.1) * last)
            killed += died
            added = {name: counts()[name] - before[name] for name in EXPECTED}
            if any(added.values()):
                whole += died
                if added != {name: each * SHEETS for name, each in EXPECTED.items()}:
                    faults.append(f"tour {number} : versement à moitié {added}")
            elif acknowledged:
                faults.append(f"tour {number} : versement confirmé et perdu")
            last = run(batch)
            added = {name: counts()[name] - before[name] for name in EXPECTED}
            if added != {name: each * SHEETS for name, each in EXPECTED.items()}:
                faults.append(f"tour {number} : après reprise {added}")
            if not is_sound():
                faults.append(f"tour {number} : base ou journal abîmés")
    print(
        f"  versements : {rounds} tours de {SHEETS} fiches, {killed} tués en route "
        f"(dont {whole} après l’écriture)"
    )
    return faults


def _import_and_kill(files, seconds):
    command = [MAILLAGE, "sheet", "import", "--publish", *files]
    importing = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    killer = threading.Timer(seconds, lambda: _kill(importing))
    killer.start()
    said = importing.stdout.read().decode()
    died = importing.wait() != 0
    killer.cancel()
    return "Tout est enregistré" in said, died


def _kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


class Editor(threading.Thread):
    """Corrects one finding again and again, and remembers what was acknowledged."""

    def __init__(self, port, cookie, finding):
        super().__init__()
        self.port, self.cookie, self.finding = port, cookie, finding
        self.text, self.version, _ = held(finding)
        self.asked = None
        self.refused = []
        self.over = False
        self.count = 0

    def run(self):
        while not self.over:
            self.asked = f"Correction {self.version} du constat {self.finding}"
            status = post(self.port, self.cookie, self.finding, self.asked, self.version)
            if status is None:
                return
            if status != 302:
                self.refused.append(status)
                return
            self.text, self.version, self.asked = self.asked, self.version + 1, None
            self.count += 1


def drill_edits(rounds):
    faults, acknowledged, in_flight = [], 0, 0
    cookie = sign_in()
    fill(40)
    for number in range(1, rounds + 1):
        port = free_port()
        server = start(port, dict(os.environ))
        wait(port, server)
        editors = [Editor(port, cookie, finding + 1) for finding in range(EDITORS)]
        for editor in editors:
            editor.start()
        time.sleep(draw.uniform(0.2, 0.9))
        stop(server, signal.SIGKILL)
        for editor in editors:
            editor.over = True
            editor.join()
        server = start(port, dict(os.environ))
        wait(port, server)
        for editor in editors:
            acknowledged += editor.count
            in_flight += editor.asked is not None
            faults += [f"tour {number} : {fault}" for fault in _faults_of(editor)]
        stop(server)
        if not is_sound():
            faults.append(f"tour {number} : base ou journal abîmés")
    print(
        f"  corrections : {rounds} tours, {EDITORS} personnes, {acknowledged} confirmées, "
        f"{in_flight} sans réponse au moment du coup"
    )
    return faults


def _faults_of(editor):
    """What is held against what was acknowledged; then what got no answer is sent again."""
    allowed = {(editor.text, editor.version)}
    if editor.asked:
        allowed.add((editor.asked, editor.version + 1))
    text, version, told = held(editor.finding)
    if editor.refused:
        yield f"refusé sans raison {editor.refused}"
    if (text, version) not in allowed:
        yield f"constat {editor.finding} : version {version}, confirmée {editor.version}"
    if told != version - 1:
        yield f"constat {editor.finding} : {told} traces pour {version - 1} corrections"
    if editor.asked:
        status = post(editor.port, editor.cookie, editor.finding, editor.asked, editor.version)
        if (status, *held(editor.finding)) != (
            302,
            editor.asked,
            editor.version + 1,
            editor.version,
        ):
            yield f"constat {editor.finding} : la reprise répond {status}"


def main():
    engine = "postgresql" if "postgresql" in sys.argv[1:] else "sqlite"
    rounds = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROUNDS)
    if engine == "postgresql" and not server_answers():
        print("PostgreSQL ne répond pas : rien n’y est essayé.")
        return 0
    print(f"{engine}, kill -9")
    with awake(engine):
        faults = drill_edits(rounds)
        faults += drill_imports(rounds)
    for fault in faults:
        print("  FAUTE", fault)
    print(
        "  rien de perdu, rien de doublé, rien à moitié"
        if not faults
        else f"  {len(faults)} fautes"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
