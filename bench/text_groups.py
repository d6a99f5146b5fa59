"""Groups of two public sets, how long 6,000 titles take, and what holds when texts come.

python -m bench.text_groups
"""

import csv
import sys
import time
from importlib.util import find_spec

from bench.text_alterations import FOLDER, sentences

from arpent.text import LexicalEncoder, default_encoder, groups

SETS = {
    "SIB-200": ("sib200_fr.csv", "text", 0.53, 0.45, ".486 / .262, 29 % laissés de côté"),
    "MasakhaNEWS": ("masakhanews_fr_titles.csv", "headline", 0.50, 0.43, ".383 / .275, 30 %"),
}


class Kept:
    """Vectors encoded once: what is timed afterwards is the grouping."""

    def __init__(self, encoder, texts):
        self.name, self.encoder = encoder.name, encoder
        self.rows = dict(zip(texts, encoder.encode(texts), strict=True))

    def encode(self, texts):
        import numpy as np

        new = [text for text in texts if text not in self.rows]
        if new:
            self.rows.update(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self.rows[text] for text in texts])


def rows(file, column):
    with (FOLDER / file).open(encoding="utf-8") as opened:
        read = list(csv.DictReader(opened))
    return [row[column] for row in read], [row["category"] for row in read]


def unchanged(before, after):
    """Share of the groups whose texts are, after, one group that holds no other of them."""
    held = 0
    for group in set(before):
        members = {at for at, label in enumerate(before) if label == group}
        now = {after[at] for at in members}
        if len(now) == 1:
            here = {at for at in range(len(before)) if after[at] in now}
            held += here == members
    return held / len(set(before))


def bertopic(texts, kept, truth):
    """BERTopic as it comes, on the same vectors, where it is installed."""
    from sklearn.metrics import adjusted_rand_score, v_measure_score

    if find_spec("bertopic") is None:
        return "pas installé"
    from bertopic import BERTopic

    labels, _ = BERTopic(language="multilingual").fit_transform(
        texts, embeddings=kept.encode(texts)
    )
    return (
        f"V {v_measure_score(truth, labels):.3f}, ARI {adjusted_rand_score(truth, labels):.3f},"
        f" {labels.count(-1) / len(labels):.0%} laissés de côté"
    )


def main():
    if not FOLDER.exists():
        print(f"sans objet : {FOLDER} n’est pas là")
        return 0
    from sklearn.metrics import adjusted_rand_score, v_measure_score

    encoder = default_encoder(thorough=True)
    print(f"encodeur : {encoder.name}")
    good = True
    for name, (file, column, least_v, least_ari, peer) in SETS.items():
        texts, truth = rows(file, column)
        kept = Kept(encoder, texts)
        found = [groups(texts, encoder=kept, seed=seed) for seed in range(5)]
        v = [v_measure_score(truth, one.labels) for one in found]
        ari = [adjusted_rand_score(truth, one.labels) for one in found]
        numbers = [len(one.names) for one in found]
        first = int(len(texts) * 10 / 11)
        before = groups(texts[:first], encoder=kept).labels
        later = [*before, *[None] * (len(texts) - first)]
        held = unchanged(before, groups(texts, encoder=kept, start=later).labels)
        afresh = unchanged(before, groups(texts, encoder=kept).labels)
        print(
            f"{name:12} {len(texts)} textes, {numbers} groupes (graines 0 à 4), aucun laissé : V"
            f" {sum(v) / 5:.3f} (visé {least_v}), ARI {sum(ari) / 5:.3f} (visé {least_ari}) ;"
            f" BERTopic, cité : {peer}\n{'':12} groupes acceptés inchangés avec 10 % de textes en"
            f" plus : {held:.0%} ; sans départ : {afresh:.0%}"
        )
        words = groups(texts, encoder=LexicalEncoder()).labels
        print(
            f"{'':12} mots seuls : V {v_measure_score(truth, words):.3f}, ARI"
            f" {adjusted_rand_score(truth, words):.3f} ; BERTopic, ici :"
            f" {bertopic(texts, kept, truth)}"
        )
        print(f"{'':12} {' | '.join(found[0].names)}")
        good &= sum(v) / 5 >= least_v and sum(ari) / 5 >= least_ari and held >= 0.95
    titles = sentences()[:6_000]
    kept = Kept(encoder, titles)
    wall, cpu = time.perf_counter(), time.process_time()
    groups(titles, encoder=kept)
    print(
        f"{len(titles)} titres, encodage fait : {time.perf_counter() - wall:.1f} s,"
        f" {time.process_time() - cpu:.1f} s de CPU (visé 5)"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
