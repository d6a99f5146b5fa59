"""Vectors of cards compared by the block: needs numpy, so it is imported where there is one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

BLOCK = 1_000

Rows = NDArray[np.float32]


def rows_of(vectors: Sequence[bytes]) -> Rows:
    return np.frombuffer(b"".join(vectors), np.float16).reshape(len(vectors), -1).astype(np.float32)


def packed(rows: Rows) -> list[bytes]:
    """Half precision: a kilobyte a card, and no cosine moves by more than a thousandth."""
    return [row.tobytes() for row in rows.astype(np.float16)]


class Nearness:
    """Cards in groups of one subject; only those of one group are compared."""

    def __init__(
        self, cards: Sequence[int], rows: Rows, labels: Sequence[int], least: float
    ) -> None:
        self._at = {card: at for at, card in enumerate(cards)}
        self._rows = rows
        self._labels = labels
        self._least = least

    def nearest(
        self, wanted: Sequence[int], among: Sequence[int]
    ) -> Mapping[int, tuple[int, float]]:
        """{card: (the nearest of the others, cosine)}, where it is near enough."""
        found = {}
        others = self._by_label(among)
        for label, cards in self._by_label(wanted).items():
            those = others.get(label, [])
            if not those:
                continue
            theirs = self._of(those)
            for some in _blocks(cards):
                likeness = self._of(some) @ theirs.T
                best = likeness.argmax(axis=1)
                for row, card in enumerate(some):
                    score = float(likeness[row, best[row]])
                    if score >= self._least:
                        found[card] = those[int(best[row])], round(score, 4)
        return found

    def bundles(self, cards: Sequence[int]) -> list[list[tuple[int, float]]]:
        """Cards around the one that has most others near it, then around the next one left."""
        found = []
        for those in self._by_label(cards).values():
            rows = self._of(those)
            crowd = np.concatenate(
                [(rows[at : at + BLOCK] @ rows.T >= self._least).sum(axis=1)
                 for at in range(0, len(rows), BLOCK)]
            )  # fmt: skip
            free = np.ones(len(those), bool)
            for seed in np.lexsort((np.arange(len(those)), -crowd)):
                if crowd[seed] < 2:
                    break
                if not free[seed]:
                    continue
                likeness = rows @ rows[seed]
                members = np.flatnonzero(free & (likeness >= self._least))
                if len(members) < 2:
                    continue
                free[members] = False
                order = members[np.lexsort((members, -likeness[members]))]
                found.append([(those[at], round(min(1.0, float(likeness[at])), 4)) for at in order])
        return found

    def _by_label(self, cards: Sequence[int]) -> dict[int, list[int]]:
        held = defaultdict(list)
        for card in sorted(cards):
            if card in self._at:
                held[self._labels[self._at[card]]].append(card)
        return dict(sorted(held.items()))

    def _of(self, cards: Sequence[int]) -> Rows:
        return self._rows[[self._at[card] for card in cards]]


def _blocks(cards: Sequence[int]) -> list[Sequence[int]]:
    return [cards[at : at + BLOCK] for at in range(0, len(cards), BLOCK)]
