"""Equivalent irritants: the right one among the first 5, and what each part brings.

python -m bench.text_equivalents
"""

import json
import sys
import time
from pathlib import Path

from bench.text_alterations import FOLDER

from arpent.text import LexicalEncoder, Thesaurus, default_encoder, equivalents

LEAST = 0.85
OURS = Path(__file__).parents[1] / "src/arpent/text/tests"
PEOPLE = OURS / "equivalent_people.json"
EMPTY = Thesaurus((), (), (), ())


def cases():
    """Name -> list of irritants, each a list of wordings."""
    found = {}
    if (FOLDER / "irritants_dev.json").exists():
        found["irritants_dev"] = json.loads((FOLDER / "irritants_dev.json").read_text("utf-8"))
    for name, file in (
        ("écrits avant", "equivalent_wordings"),
        ("écrits après", "equivalent_after"),
        ("écrits en dernier", "equivalent_last"),
    ):
        if (OURS / f"{file}.json").exists():
            found[name] = json.loads((OURS / f"{file}.json").read_text("utf-8"))
    if PEOPLE.exists():
        found["en mots de tous"] = [said[:2] for said in json.loads(PEOPLE.read_text("utf-8"))]
    return found


def misled(encoder, **parts):
    """Share of irritants whose first suggestion is the right one; and the decoy, which shares
    words with it and means something else."""
    said = json.loads(PEOPLE.read_text("utf-8"))
    texts = [one[at] for at in range(3) for one in said]
    found = equivalents(texts, top=1, encoder=encoder, **parts)[: len(said)]
    first = [one[0].text - at for at, one in enumerate(found)]
    return first.count(len(said)) / len(said), first.count(2 * len(said)) / len(said)


def hits(irritants, top=5, **parts):
    texts = [wording for wordings in irritants for wording in wordings]
    meant = [at for at, wordings in enumerate(irritants) for _ in wordings]
    found = equivalents(texts, top=top, **parts)
    right = [
        any(meant[one.text] == meant[at] for one in suggested) for at, suggested in enumerate(found)
    ]
    return sum(right) / len(right)


def vectors(irritants, encoder):
    import numpy as np

    meant = np.repeat(np.arange(len(irritants)), [len(wordings) for wordings in irritants])
    rows = encoder.encode([wording for wordings in irritants for wording in wordings])
    likeness = rows @ rows.T
    np.fill_diagonal(likeness, -1)
    nearest = np.argsort(-likeness, axis=1)[:, :5]
    return float((meant[nearest] == meant[:, None]).any(axis=1).mean())


def two_decided(irritants):
    """The first two wordings of every second irritant were already brought together."""
    starts = [sum(map(len, irritants[:at])) for at in range(len(irritants))]
    return [(start, start + 1) for start in starts[::2]]


def main():
    encoder = default_encoder()
    print(f"encodeur : {encoder.name}")
    sets = cases()
    if "irritants_dev" not in sets:
        print(f"irritants_dev : sans objet, {FOLDER} n’est pas là")
    good = True
    for name, irritants in sets.items():
        began = time.process_time()
        whole = hits(irritants, encoder=encoder)
        spent = time.process_time() - began
        lexical = LexicalEncoder()
        print(
            f"{name:14} {len(irritants):3} irritants : tout {whole:.3f} | vecteurs seuls"
            f" {vectors(irritants, encoder):.3f} | sans thésaurus"
            f" {hits(irritants, encoder=encoder, thesaurus=EMPTY):.3f} | sans modèle"
            f" {hits(irritants, encoder=lexical):.3f} | mots seuls"
            f" {hits(irritants, encoder=lexical, thesaurus=EMPTY):.3f} | avec une moitié validée"
            f" {hits(irritants, encoder=encoder, validated=two_decided(irritants)):.3f}"
            f" ({spent:.1f} s de CPU)"
        )
        good &= whole >= LEAST
    for name, parts in (("tout", {}), ("sans thésaurus", {"thesaurus": EMPTY})):
        right, wrong = misled(encoder, **parts)
        print(f"leurres, {name} : le bon en premier {right:.3f}, le leurre {wrong:.3f}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
