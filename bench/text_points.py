"""Irritants and strengths found in testimonies marked by hand, half of them held out.

python -m bench.text_points
"""

import json
import re
import sys
import time
from pathlib import Path

from arpent.text import split_points

MARKED = Path(__file__).parents[1] / "src/arpent/text/tests/points_marked.json"
MARK = re.compile(r"(\{[+-]|[+-]\})")
LEAST = 0.8  # of what two spans cover together, for them to be the same
KINDS = {"{+": "strength", "{-": "irritant"}


def cases(half):
    """(text, its spans) of each testimony: "{+" and "{-" open a strength and an irritant."""
    for marked in json.loads(MARKED.read_text("utf-8"))[half]:
        text, spans, kind, start = "", [], "", 0
        for part in MARK.split(marked):
            if part in KINDS:
                kind, start = KINDS[part], len(text)
            elif MARK.fullmatch(part):
                spans.append((start, len(text), kind))
            else:
                text += part
        yield text, spans


def measured(half):
    """(precision, recall, share of exact bounds among what is found) of spans with their kind."""
    right = exact = proposed = expected = 0
    for text, spans in cases(half):
        found = [(one.start, one.end, one.kind) for one in split_points(text)]
        proposed, expected = proposed + len(found), expected + len(spans)
        for span in spans:
            same = next((one for one in found if one[2] == span[2] and _same(one, span)), None)
            right += same is not None
            exact += same == span
    return right / proposed, right / expected, exact / right


def _same(one, other):
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both >= LEAST * (max(one[1], other[1]) - min(one[0], other[0]))


def main():
    for half in ("tuned", "held_out"):
        precision, recall, exact = measured(half)
        print(
            f"{half:9} précision {precision:.3f}, rappel {recall:.3f}, bornes exactes {exact:.3f}"
        )
    texts = [text for text, _ in cases("tuned")] * 20
    began = time.process_time()
    for text in texts:
        split_points(text)
    print(f"{1_000 * (time.process_time() - began) / len(texts):.2f} ms de CPU par témoignage")
    return 0


if __name__ == "__main__":
    sys.exit(main())
