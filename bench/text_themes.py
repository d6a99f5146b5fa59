"""Themes of SIB-200 French, official split: macro-F1, calibration, and what abstaining brings.

python -m bench.text_themes
"""

import csv
import sys
from collections import defaultdict
from random import Random

from bench.text_alterations import FOLDER
from bench.text_groups import Kept

from arpent.text import default_encoder, themes

LEAST, LEAST_FEW = 0.88, 0.77
TITLES = {
    "Sciences et technologies": "science/technology",
    "Voyages": "travel",
    "Politique": "politics",
    "Sports": "sports",
    "Santé": "health",
    "Divertissement": "entertainment",
    "Géographie": "geography",
}


def main():
    if not FOLDER.exists():
        print(f"sans objet : {FOLDER} n’est pas là")
        return 0
    import numpy as np
    from sklearn.metrics import f1_score

    with (FOLDER / "sib200_fr.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    learnt = [(row["text"], row["category"]) for row in rows if row["split"] == "train"]
    asked = [row for row in rows if row["split"] == "test"]
    encoder = Kept(default_encoder(thorough=True), [row["text"] for row in rows])
    print(f"encodeur : {encoder.name}")
    texts = [row["text"] for row in asked]
    found = themes(texts, learnt, encoder=encoder)
    truth = np.array([row["category"] for row in asked])
    first = np.array([one.themes[0][0] for one in found])
    sure = np.array([one.themes[0][1] for one in found])
    macro = f1_score(truth, first, average="macro")
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        abs((first == truth)[bins == at].mean() - sure[bins == at].mean()) * (bins == at).mean()
        for at in set(bins.tolist())
    )
    kept = ~np.array([one.abstains for one in found])
    print(
        f"SIB-200 : macro-F1 {macro:.3f} (visé {LEAST}), erreur de calibration {error:.3f} ;"
        f" s’abstient {1 - kept.mean():.0%} fois, juste {(first == truth)[kept].mean():.3f} sinon"
    )
    by_theme = defaultdict(list)
    for pair in learnt:
        by_theme[pair[1]].append(pair)
    few = []
    for seed in range(5):
        drawn = Random(seed)
        some = [pair for pairs in by_theme.values() for pair in drawn.sample(pairs, 20)]
        guessed = [one.themes[0][0] for one in themes(texts, some, encoder=encoder)]
        few.append(f1_score(truth, guessed, average="macro"))
    titled = themes(texts, titles=list(TITLES), encoder=encoder)
    guessed = [TITLES[one.themes[0][0]] for one in titled]
    alone = f1_score(truth, guessed, average="macro")
    print(
        f"20 exemples par thème, cinq tirages : {sum(few) / 5:.3f} (visé {LEAST_FEW}) ;"
        f" titres seuls : {alone:.3f}"
    )
    return 0 if macro >= LEAST and sum(few) / 5 >= LEAST_FEW else 1


if __name__ == "__main__":
    sys.exit(main())
