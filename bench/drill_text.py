"""`maillage analyse` on very many answers, from the file to the report: how long, how much memory.

    python -m bench.drill_text [count] [encoder]

100,000 by default; 1,000,000 is promised under 90 minutes and 8 GB.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.text_many import many

MOST_MEMORY = 8_000  # MB
MOST_TIME = 90 * 60


def drill(count, encoder, folder):
    file = folder / "reponses.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["texte"])
        rows.writerows([text] for text in many(count))
    out = folder / "analyse"
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "maillage.config", "analyse", str(file), "-o", str(out)]
        + (["--encoder", encoder] if encoder else []),
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"MAILLAGE_DATA": str(folder / "var")},
    )
    for line in process.stderr:
        print(f"  {time.perf_counter() - began:7.0f} s  {line.strip()}", flush=True)
    code = process.wait()
    taken = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory, cpu = used.ru_maxrss / 1_000, used.ru_utime + used.ru_stime
    whole = json.loads((out / "analyse.json").read_bytes()) if not code else {}
    read = len(whole.get("labels", ()))
    print(
        f"  {count} réponses, {read} lues, {len(whole.get('names', ()))} groupes,"
        f" {len(whole.get('copies', ()))} paires de copies ; encodeur {whole.get('engine')}\n"
        f"  {taken:.0f} s, dont {cpu:.0f} s de CPU ; {memory:.0f} Mo au plus"
        f" (promis pour 1 000 000 : {MOST_TIME} s et {MOST_MEMORY} Mo)"
    )
    # Every answer with a word in it is in a group.
    return not code and read >= 0.99 * count and taken <= MOST_TIME and memory <= MOST_MEMORY


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="maillage-text-") as folder:
        return 0 if drill(count, "".join(sys.argv[2:3]), Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
