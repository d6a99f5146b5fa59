"""Copies found among 20,000 texts and 1,800 altered ones: ours, rensa and datasketch in one run.

python -m bench.text_copies [seed]
"""

import sys
import time
from collections import Counter

from bench.text_alterations import FOLDER, with_copies

from arpent.text import near_duplicates, normalise

TEXTS, COPIES = 20_000, 1_800
RECALL, PRECISION, SPEED = 0.97, 0.98, 10_000


def grams(text):
    return {text[at : at + 5] for at in range(max(1, len(text) - 4))}


def ours(texts):
    return {(i, j) for i, j, _ in near_duplicates(texts, seed=0)}


def rensa(texts):
    from rensa import RMinHash, RMinHashLSH

    spelt = [normalise(text) for text in texts]
    shingles = [grams(text) for text in spelt]
    index = RMinHashLSH(threshold=0.4, num_perm=128, num_bands=32)
    found = set()
    sketches = []
    for at, own in enumerate(shingles):
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(list(own))
        index.insert(at, sketch)
        sketches.append(sketch)
    for at, sketch in enumerate(sketches):
        for other in index.query(sketch):
            if other < at and (other, at) not in found:
                both = len(shingles[at] & shingles[other])
                if both >= 0.5 * (len(shingles[at]) + len(shingles[other]) - both):
                    found.add((other, at))
    return found


def datasketch(texts):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    sketches = []
    for at, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([gram.encode() for gram in grams(normalise(text))])
        index.insert(at, sketch)
        sketches.append(sketch)
    return {
        (other, at)
        for at, sketch in enumerate(sketches)
        for other in index.query(sketch)
        if other < at
    }


def main():
    if not FOLDER.exists():
        print(f"sans objet : {FOLDER} n’est pas là")
        return 0
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    texts, truth = with_copies(TEXTS, COPIES, seed)
    length = sum(map(len, texts)) // len(texts)
    print(f"{len(texts)} textes de {length} signes, {len(truth)} copies altérées")
    good = True
    near_duplicates(texts[:100])  # libraries loaded
    for name, run in (("arpent", ours), ("rensa", rensa), ("datasketch", datasketch)):
        try:
            began = time.process_time()  # the machine may be shared: what it cost, not how long
            found = run(texts)
        except ModuleNotFoundError as absent:
            print(f"{name:12} n’est pas installé ({absent.name})")
            continue
        speed = len(texts) / (time.process_time() - began)
        right = found & truth.keys()
        recall, precision = len(right) / len(truth), len(right) / max(1, len(found))
        missed = Counter(truth[pair] for pair in truth.keys() - found)
        print(
            f"{name:12} rappel {recall:.3f}  précision {precision:.3f}"
            f"  {speed:8,.0f} textes par seconde de CPU  manqués : {dict(missed)}"
        )
        if name == "arpent":
            good = recall >= RECALL and precision >= PRECISION and speed >= SPEED
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
