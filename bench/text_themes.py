"""Themes of SIB-200 French, official split: macro-F1, calibration, and what abstaining brings.

python -m bench.text_themes
"""

import csv
import sys

from bench.text_alterations import FOLDER

from arpent.text import default_encoder, themes

LEAST = 0.88


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
    found = themes([row["text"] for row in asked], learnt, encoder=default_encoder())
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
    return 0 if macro >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
