"""Likeness of irritants: terms of the thesaurus, vectors, words, and what people decided."""

import math
import weakref
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from arpent.text._encoders import Encoder
from arpent.text._fold import fold
from arpent.text._thesaurus import Thesaurus
from arpent.text._words import NONE, stems

Rows = NDArray[np.float32]

# Parts of the score, chosen so that a thesaurus that lost half of its terms still helps and never
# hides what the vectors see; and how sharply the nearest term stands out among the others.
_TERMS, _NEAR_TERMS, _SENSE, _WORDS = 2.0, 0.5, 2.0, 0.3
_SHARPNESS = 0.05
_CLOSE = 0.35  # of vectors: under it, "sens proche" would be said of anything
_THROUGH = 0.97  # what being close to a decided twin is worth, against being close oneself
_SPELT: "weakref.WeakKeyDictionary[Thesaurus, dict[str, Rows]]" = weakref.WeakKeyDictionary()


class Likeness:
    """The n texts read once; ``nearest`` then costs one row."""

    def __init__(
        self,
        texts: Sequence[str],
        thesaurus: Thesaurus,
        encoder: Encoder,
        validated: Sequence[tuple[int, int]],
    ) -> None:
        self._terms = thesaurus.terms
        self._read = [thesaurus.read(text) for text in texts]
        self._words = [set(stems(text)) - {NONE} for text in texts]
        self._folded = [fold(text) for text in texts]
        self._sense = encoder.encode(texts)
        said = np.zeros((len(texts), len(thesaurus.terms)), np.float32)
        for row, terms in zip(said, self._read, strict=True):
            for term, (strength, _) in terms.items():
                row[term] = strength
        self._said = _unit(said)
        self._near = _near_terms(self._sense, thesaurus, encoder)
        self._weighed = _weighed(self._words)
        self._twins = _twins(len(texts), validated)

    def nearest(self, at: int, top: int) -> list[tuple[int, float, tuple[str, ...]]]:
        if not self._folded[at]:
            return []
        sense = np.maximum(self._sense @ self._sense[at], 0)
        score = (
            _TERMS * (self._said @ self._said[at])
            + _NEAR_TERMS * (self._near @ self._near[at])
            + _SENSE * sense
            + _WORDS * (self._weighed @ self._weighed[at])
        ) / (_TERMS + _NEAR_TERMS + _SENSE + _WORDS)
        score = np.clip(score, 0, 1)
        through = np.zeros(len(score), bool)
        for members in {id(group): group for group in self._twins.values()}.values():
            best = _THROUGH * max((score[one] for one in members if one != at), default=0.0)
            for one in members:
                if best > score[one]:
                    score[one], through[one] = best, True
        decided = [one for one in self._twins.get(at, ()) if one != at]
        score[decided] = 1.0
        order = np.lexsort((np.arange(len(score)), -score))
        kept = [int(one) for one in order if one != at and self._folded[one]][:top]
        return [
            (one, round(float(score[one]), 4), self._reasons(at, one, float(sense[one]), through))
            for one in kept
        ]

    def _reasons(
        self, at: int, other: int, sense: float, through: NDArray[np.bool_]
    ) -> tuple[str, ...]:
        reasons = []
        if other in self._twins.get(at, ()):
            reasons.append("déjà réunis")
        if self._folded[at] == self._folded[other]:
            reasons.append("même texte")
        both = self._read[at].keys() & self._read[other].keys()
        strongest = sorted(both, key=lambda term: (-self._read[at][term][0], term))
        reasons += [f"thésaurus : {self._terms[term]}" for term in strongest[:2]]
        shared = sorted(self._words[at] & self._words[other])
        if shared:
            reasons.append(f"mêmes mots : {', '.join(shared[:4])}")
        if through[other]:
            reasons.append("proche d’un texte déjà réuni")
        if sense >= _CLOSE or not reasons:
            reasons.append("sens proche" if sense >= _CLOSE else "au plus proche, sans certitude")
        return tuple(reasons)


def _near_terms(sense: Rows, thesaurus: Thesaurus, encoder: Encoder) -> Rows:
    """How near each text comes to an expression of each term: rows of length 1."""
    if not thesaurus.expressions:
        return np.zeros((len(sense), 0), np.float32)
    spelt = _SPELT.setdefault(thesaurus, {})
    if encoder.name not in spelt:
        spelt[encoder.name] = encoder.encode(thesaurus.expressions)
    likeness = sense @ spelt[encoder.name].T
    meant = np.asarray(thesaurus.meant)
    starts = np.flatnonzero(np.diff(meant, prepend=-1))  # expressions come term by term
    best = np.maximum.reduceat(likeness, starts, axis=1)
    return _unit(np.exp((best - best.max(axis=1, keepdims=True)) / _SHARPNESS))


def _weighed(words: Sequence[set[str]]) -> Rows:
    held = Counter(word for text in words for word in text)
    place = {word: at for at, word in enumerate(sorted(held))}
    rows = np.zeros((len(words), len(place)), np.float32)
    for row, text in zip(rows, words, strict=True):
        for word in text:
            row[place[word]] = math.log(1 + len(words) / held[word])
    return _unit(rows)


def _twins(count: int, validated: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """Each text that people brought together with others -> all of these, itself included."""
    leader = list(range(count))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for one, other in validated:
        leader[find(other)] = find(one)
    groups: dict[int, list[int]] = {}
    for at in sorted({at for pair in validated for at in pair}):
        groups.setdefault(find(at), []).append(at)
    return {at: members for members in groups.values() for at in members}


def _unit(rows: Rows) -> Rows:
    scaled: Rows = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(
        np.float32
    )
    return scaled
