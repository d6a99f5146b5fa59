"""Time restatements() on a workshop sheet and fold() on a search column; print both."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from arpent.text import fold, restatements

PAIRS = Path("src/arpent/text/tests/restatement_pairs.json")
ROWS = 100_000


def best(run: Callable[[], object], rounds: int) -> float:
    elapsed = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        elapsed.append(time.perf_counter() - start)
    return min(elapsed)


def main() -> None:
    halves = json.loads((Path(__file__).parent.parent / PAIRS).read_text("utf-8"))
    pairs = halves["tuning"] + halves["held_out"]
    texts = [pair["text"] for pair in pairs]
    candidates = [pair["candidate"] for pair in pairs]
    for rows, columns in ((20, 30), (72, 72)):
        spent = best(lambda t=rows, c=columns: restatements(texts[:t], candidates[:c]), 30)
        print(f"restatements {rows} x {columns}: {spent * 1e3:.1f} ms")
    column = [f"{texts[i % 72]} : {candidates[i % 71]} n°{i}" for i in range(ROWS)]
    spent = best(lambda: [fold(row) for row in column], 3)
    length = sum(map(len, column)) // ROWS
    print(f"fold, {ROWS} rows of {length} characters: {spent:.2f} s")


if __name__ == "__main__":
    main()
